import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';

const lifeMs = 12 * 3_600_000;
/** A session that nobody ended is not kept for ever; the oldest goes first. */
const maxSessions = 20_000;

interface Session {
  readonly person: string;
  expiresAt: number;
}

/**
 * Sessions of demo persons, in memory: a restart ends them. Tokens are 256 random bits, kept only as their hash, and live for 12 hours
 * after their last use.
 */
export class Sessions {
  readonly #clock: Clock;
  readonly #sessions = new Map<string, Session>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  open(person: string): { token: string; expiresAt: number } {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = this.#clock.now() + lifeMs;
    this.#sessions.set(hashOf(token), { person, expiresAt });
    if (this.#sessions.size > maxSessions) this.#sessions.delete(this.#sessions.keys().next().value ?? '');
    return { token, expiresAt };
  }

  /** The person of a token, whose life starts anew; undefined where it is unknown or over. */
  person(token: unknown): string | undefined {
    if (typeof token !== 'string' || token.length !== 43) return undefined;
    const key = hashOf(token);
    const session = this.#sessions.get(key);
    if (!session) return undefined;
    const now = this.#clock.now();
    if (session.expiresAt <= now) {
      this.#sessions.delete(key);
      return undefined;
    }
    session.expiresAt = now + lifeMs;
    return session.person;
  }

  /** When any session of a person was last used; undefined where there is none. */
  lastUsed(person: string): number | undefined {
    const times = [...this.#sessions.values()].filter((session) => session.person === person).map(({ expiresAt }) => expiresAt - lifeMs);
    return times.length === 0 ? undefined : Math.max(...times);
  }

  end(token: string): void {
    this.#sessions.delete(hashOf(token));
  }
}

/** Looked up by hash, so that the time of the answer says nothing about tokens that exist. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64');
