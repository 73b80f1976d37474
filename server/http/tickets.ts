import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';

const lifeMs = 30_000;
const maxTickets = 10_000;

/** Tickets for one download each, in memory: a browser's own download carries no session. Kept only as their hash. */
export class Tickets {
  readonly #clock: Clock;
  readonly #tickets = new Map<string, { readonly document: string; readonly expiresAt: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(document: string): { ticket: string; expiresAt: number } {
    const ticket = randomBytes(32).toString('base64url');
    const expiresAt = this.#clock.now() + lifeMs;
    this.#tickets.set(hashOf(ticket), { document, expiresAt });
    if (this.#tickets.size > maxTickets) this.#tickets.delete(this.#tickets.keys().next().value ?? '');
    return { ticket, expiresAt };
  }

  /** Whether it is good for the document; it is good for nothing afterwards. */
  redeem(ticket: string, document: string): boolean {
    const key = hashOf(ticket);
    const known = this.#tickets.get(key);
    this.#tickets.delete(key);
    return known !== undefined && known.document === document && known.expiresAt > this.#clock.now();
  }
}

const hashOf = (ticket: string): string => createHash('sha256').update(ticket).digest('base64');
