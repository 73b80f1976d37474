import type { Clock } from '../clock.ts';
import type { Queryable } from '../store/queryable.ts';
import { databaseTime } from '../store/reads/database-time.ts';

/** Over it a server is not ready; over the other it takes no inputs. */
const readyWithinMs = 1000;
const inputsWithinMs = 5000;

export interface ClockWatch {
  /** Ours minus the database's, in milliseconds; undefined while the database cannot be asked. */
  differenceMs(): number | undefined;
  isReady(): boolean;
  takesInputs(): boolean;
  /** Asks now, besides every `everyMs`. */
  check(): Promise<void>;
  stop(): void;
}

export interface ClockWatchParts {
  readonly db: Queryable;
  readonly clock: Clock;
  readonly everyMs?: number;
  /** The database's clock; tests give their own. */
  readonly readTime?: (db: Queryable) => Promise<number>;
}

/** A clock that somebody sets has nothing to do with the database's. */
const standing = (clock: Clock) => (): Promise<number> => Promise.resolve(clock.now());

/**
 * Compares this server's clock with the database's. Between two comparisons a jump shows against the time that has really passed, so
 * that no timer runs and no input is stamped with a wrong time until the next one (T31).
 */
export function startClockWatch({ db, clock, everyMs = 5000, readTime = clock.onSet ? standing(clock) : databaseTime }: ClockWatchParts): ClockWatch {
  /** At the last comparison. */
  let compared: number | undefined;
  let atRight = 0;
  let isAsking = false;
  /** Constant for as long as nobody sets the clock. */
  const setting = (): number => (clock.elapsed ? clock.now() - clock.elapsed() : 0);
  const differenceMs = (): number | undefined => {
    if (compared === undefined) return undefined;
    const jumped = setting() - atRight;
    if (Math.abs(jumped) > readyWithinMs) void check();
    return compared + jumped;
  };
  const check = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    try {
      const settingThen = setting();
      const before = clock.now();
      const theirs = await readTime(db);
      const after = clock.now();
      // The answer was made somewhere between the two; only what lies outside is a difference.
      compared = theirs < before ? before - theirs : theirs > after ? after - theirs : 0;
      atRight = settingThen;
    } catch {
      compared = undefined;
    } finally {
      isAsking = false;
    }
  };
  const timer = setInterval(() => void check(), everyMs);
  timer.unref();
  const within = (limit: number): boolean => {
    const difference = differenceMs();
    return difference !== undefined && Math.abs(difference) <= limit;
  };
  return {
    differenceMs,
    isReady: () => within(readyWithinMs),
    // A database that is away is the desk's to wait for.
    takesInputs: () => differenceMs() === undefined || within(inputsWithinMs),
    check,
    stop: () => clearInterval(timer),
  };
}
