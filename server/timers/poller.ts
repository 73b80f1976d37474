import type { Clock } from '../clock.ts';
import type { Desk } from '../desk/desk.ts';
import type { Input } from '../desk/input.ts';
import type { Queryable } from '../store/queryable.ts';
import type { DueTimer } from '../store/tables/timers.ts';
import { dueTimers } from '../store/tables/timers.ts';

export interface PollerParts {
  readonly db: Queryable;
  readonly desk: Desk;
  readonly clock: Clock;
  /** What a due timer does; the batch drops it where the row is gone. */
  readonly timerInput: (timer: DueTimer) => Input;
  readonly takesInputs: () => boolean;
  readonly report: (error: unknown) => void;
  readonly everyMs?: number;
  /** After downtime many are due at once: the desk is for people first. */
  readonly perSecond?: number;
}

/** A timer that could not be run is tried again after this. */
const againMs = 5000;

/**
 * Puts due timers into the inbox, oldest first. It only reads: the batch deletes the row and runs the timer, so several servers may
 * read the same one. Returns its stop, which waits for what is on its way.
 */
export function startPoller(parts: PollerParts): () => Promise<void> {
  const { db, desk, clock, timerInput, takesInputs, report, everyMs = 100, perSecond = 200 } = parts;
  /** On their way, or refused lately: id → when it may be read again. */
  const skipped = new Map<string, number>();
  const onTheWay = new Set<Promise<void>>();
  const perTick = Math.max(1, Math.floor((perSecond * everyMs) / 1000));
  let timer: NodeJS.Timeout | undefined;
  let ticking: Promise<void> = Promise.resolve();
  let isStopped = false;

  const tick = async (): Promise<void> => {
    const now = clock.now();
    for (const [id, until] of skipped) if (until <= now) skipped.delete(id);
    const due = await dueTimers(db, now, perTick + skipped.size);
    for (const one of due.filter(({ id }) => !skipped.has(id)).slice(0, perTick)) {
      skipped.set(one.id, Infinity);
      const sent = run(one).finally(() => onTheWay.delete(sent));
      onTheWay.add(sent);
    }
  };

  async function run(due: DueTimer): Promise<void> {
    try {
      const answer = await desk.submit(timerInput(due));
      if (answer.ok) skipped.delete(due.id);
      else skipped.set(due.id, clock.now() + againMs);
    } catch (error) {
      skipped.set(due.id, clock.now() + againMs);
      report(error);
    }
  }

  let isTicking = false;
  let isRepeated = false;
  const look = (): void => {
    isTicking = true;
    ticking = (takesInputs() ? tick() : Promise.resolve()).catch(report).finally(() => {
      isTicking = false;
      if (!isStopped) next();
    });
  };
  const next = (): void => {
    const now = isRepeated;
    isRepeated = false;
    timer = setTimeout(look, now ? 0 : everyMs);
  };
  next();
  const unlisten = clock.onSet?.(() => {
    if (isTicking) return void (isRepeated = true);
    clearTimeout(timer);
    look();
  });

  return async () => {
    isStopped = true;
    unlisten?.();
    clearTimeout(timer);
    await ticking;
    await Promise.all(onTheWay);
  };
}
