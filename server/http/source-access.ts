import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Queryable } from '../store/queryable.ts';
import type { SourceKey } from '../store/tables/source-keys.ts';
import { hashSourceKey, readSourceKeys } from '../store/tables/source-keys.ts';

/** A key that is taken away works for at most this long. */
const freshMs = 5000;

/** Finds the source of a key. */
export class SourceAccess {
  readonly #db: Queryable;
  readonly #clock: Clock;
  #keys: Promise<readonly SourceKey[]> | undefined;
  #readAt = 0;

  constructor(db: Queryable, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Undefined where no source has the key. Every key is compared, each in constant time. */
  async sourceOf(key: unknown): Promise<string | undefined> {
    if (typeof key !== 'string' || key.length < 16 || key.length > 512) return undefined;
    const hash = hashSourceKey(key);
    let found: string | undefined;
    for (const { source, keyHash } of await this.#read()) if (keyHash.length === hash.length && timingSafeEqual(keyHash, hash)) found = source;
    return found;
  }

  #read(): Promise<readonly SourceKey[]> {
    const now = this.#clock.now();
    if (!this.#keys || now - this.#readAt > freshMs) {
      this.#readAt = now;
      this.#keys = readSourceKeys(this.#db);
      this.#keys.catch(() => (this.#keys = undefined));
    }
    return this.#keys;
  }
}
