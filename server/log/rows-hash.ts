import { hash } from 'node:crypto';

const lanes = 8;
const two32 = 0x1_0000_0000;

/** SHA-256(kind ‖ id ‖ canonical row), the three separated by a byte that none of them holds. */
export function rowDigest(kind: string, id: string, row: string): Buffer {
  return hash('sha256', `${kind}\u0000${id}\u0000${row}`, 'buffer');
}

/** How many rows' digests are kept, about 3 MB with their texts. */
const remembered = 4_000;

/** Digests of rows that were written lately: a row that changes again is taken out of the sum without hashing its old text anew. */
export class RowDigests {
  readonly #known = new Map<string, { readonly row: string; readonly digest: Buffer }>();

  /** The digest of a row as it was. */
  before(kind: string, id: string, row: string): Buffer {
    const known = this.#known.get(id);
    return known?.row === row ? known.digest : rowDigest(kind, id, row);
  }

  /** The digest of a row as it is from now on. */
  after(kind: string, id: string, row: string): Buffer {
    const digest = rowDigest(kind, id, row);
    if (this.#known.size >= remembered) this.#known.clear();
    this.#known.set(id, { row, digest });
    return digest;
  }
}

/**
 * The sum modulo 2^256 of the digests of all projected rows: adding and taking away costs the same at any size, and the order of
 * rows does not matter (an additive multiset hash, Clarke et al. 2003).
 */
export class RowsHash {
  readonly #sums = new Float64Array(lanes);

  static from(bytes: Uint8Array): RowsHash {
    const sum = new RowsHash();
    sum.add(Buffer.from(bytes));
    return sum;
  }

  add(digest: Buffer): void {
    for (let i = 0; i < lanes; i++) this.#sums[i] = (this.#sums[i] ?? 0) + digest.readUInt32BE(i * 4);
  }

  take(digest: Buffer): void {
    for (let i = 0; i < lanes; i++) this.#sums[i] = (this.#sums[i] ?? 0) - digest.readUInt32BE(i * 4);
  }

  /** 32 bytes, big endian. */
  bytes(): Buffer {
    const bytes = Buffer.alloc(lanes * 4);
    let carry = 0;
    for (let i = lanes - 1; i >= 0; i--) {
      const sum = (this.#sums[i] ?? 0) + carry;
      const word = ((sum % two32) + two32) % two32;
      carry = Math.floor(sum / two32);
      bytes.writeUInt32BE(word, i * 4);
    }
    return bytes;
  }
}

/** SHA-256 of the previous hash and the canonical columns of an entry. */
export function chainHash(previous: Uint8Array, canonical: string): Buffer {
  // One call over one buffer: three through a Hash object cost a third more.
  const bytes = Buffer.allocUnsafe(previous.length + Buffer.byteLength(canonical));
  bytes.set(previous);
  bytes.write(canonical, previous.length);
  return hash('sha256', bytes, 'buffer');
}
