import { sha256Head } from './sha256.ts';

/** Drafts have no entries, so the log cannot order them: they are sent, but not compared. */
const isCompared = (kind: string): boolean => kind !== 'draft';

/**
 * The hash of a scope: XOR over its rows of the first 8 bytes of SHA-256 of `kind|id|version`. The same rows give the same hash in
 * any order, and a row is taken out as it was put in. Rows change all the time and the hash is asked for now and then, so it is
 * worked out when asked: a row that came and went in between costs nothing.
 */
export class ScopeHash {
  #high = 0;
  #low = 0;
  readonly #turned = new Set<string>();

  /** Puts a row in, or takes it out. */
  turn(kind: string, id: string, version: number | string): void {
    if (!isCompared(kind)) return;
    const text = `${kind}|${id}|${String(version)}`;
    if (!this.#turned.delete(text)) this.#turned.add(text);
  }

  /** 16 hexadecimal digits. */
  toString(): string {
    for (const text of this.#turned) {
      const [high, low] = sha256Head(text);
      this.#high ^= high;
      this.#low ^= low;
    }
    this.#turned.clear();
    return word(this.#high) + word(this.#low);
  }
}

const word = (bits: number): string => (bits >>> 0).toString(16).padStart(8, '0');
