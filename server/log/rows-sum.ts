import { RowsHash, rowDigest } from './rows-hash.ts';

/** Sums of 32-bit words stay exact in a double for two million rows; the carries are folded in well before. */
const normaliseEvery = 1_000_000;

/** The rows hash over any number of rows. */
export class RowsSum {
  #sum = new RowsHash();
  #added = 0;

  /** Adds a row and returns the first 6 bytes of its digest as a number: short enough to keep for every row. */
  add(kind: string, id: string, text: string): number {
    const digest = rowDigest(kind, id, text);
    this.addDigest(digest);
    return digest.readUIntBE(0, 6);
  }

  addDigest(digest: Buffer): void {
    this.#sum.add(digest);
    this.#added += 1;
    if (this.#added % normaliseEvery === 0) this.#sum = RowsHash.from(this.#sum.bytes());
  }

  /** Another sum with the same rows. */
  copy(): RowsSum {
    const copy = new RowsSum();
    copy.#sum = RowsHash.from(this.#sum.bytes());
    copy.#added = this.#added;
    return copy;
  }

  bytes(): Buffer {
    return this.#sum.bytes();
  }
}
