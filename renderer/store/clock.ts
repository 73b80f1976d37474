import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';

/** The server's time as this screen knows it, in milliseconds UTC, a second fine: the one ticker of the workspace. */
export interface DeskClock {
  readonly store: StoreApi<{ readonly now: number }>;
  now(): number;
  /** The server said its time. */
  set(serverNow: number): void;
  stop(): void;
}

export function startClock(): DeskClock {
  let aheadMs = 0;
  const now = (): number => Date.now() + aheadMs;
  const store = createStore<{ readonly now: number }>(() => ({ now: now() }));
  const timer = setInterval(() => store.setState({ now: now() }), 1000);
  return {
    store,
    now,
    set: (serverNow) => {
      aheadMs = serverNow - Date.now();
    },
    stop: () => clearInterval(timer),
  };
}

/** The time in steps, so that what says minutes is painted once a minute. */
export const useNow = (clock: DeskClock, stepMs = 60_000): number => useStore(clock.store, ({ now }) => Math.floor(now / stepMs) * stepMs);
