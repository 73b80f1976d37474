import type { Clock } from '../../clock.ts';
import { systemClock } from '../../clock.ts';
import { farAheadMs } from '../../store/reads/simulated-day.ts';

/** A clock that stands until it is set; whoever waits for it looks when told. */
export interface DayClock {
  readonly clock: Clock;
  set(now: number): void;
  look(): void;
}

export function openDayClock(start: number): DayClock {
  let now = start;
  const listeners = new Set<() => void>();
  return {
    clock: {
      now: () => now,
      onSet: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      // A wait is written down so that the day sees when it ends, and no other clock ends it.
      realMs: (ms) => (ms <= 0 ? 0 : now + ms + farAheadMs - systemClock.now()),
    },
    set: (given) => void (now = given),
    look: () => {
      for (const listener of listeners) listener();
    },
  };
}
