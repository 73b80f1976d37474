import { hash } from 'node:crypto';

const hashBytes = 32;

/** Follows a chain of hashes link by link: the same as `chainHash`, without a new hash object and buffer for each. */
export class Chain {
  #buffer = Buffer.alloc(64 * 1024);

  /** `start` in hex; 32 zero bytes before the first entry. */
  constructor(start = '00'.repeat(hashBytes)) {
    this.follow(start);
  }

  /** The hash in hex of the link that was followed last and a canonical text. */
  next(canonical: string): string {
    // No character of UTF-16 needs more than three bytes of UTF-8.
    const needed = hashBytes + canonical.length * 3;
    if (needed > this.#buffer.length) this.#buffer = Buffer.concat([this.#buffer, Buffer.alloc(needed)]);
    const length = this.#buffer.write(canonical, hashBytes);
    return hash('sha256', this.#buffer.subarray(0, hashBytes + length));
  }

  /** Goes on from a link, given in hex. */
  follow(link: string): void {
    this.#buffer.fill(0, 0, hashBytes);
    this.#buffer.write(link, 0, hashBytes, 'hex');
  }
}
