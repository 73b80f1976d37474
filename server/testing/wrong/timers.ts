import { timerInput } from '../../desk/timer-input.ts';
import { dueTimers } from '../../store/tables/timers.ts';
import type { StartTimers } from '../proc/long-timer.ts';

/** Wrong on purpose: keeps each timer as a timeout of Node's, which fires at once when it is more than 2^31 milliseconds away (T33). */
export const timersInMemory: StartTimers = ({ db, desk, clock }) => {
  const timeouts = new Map<string, NodeJS.Timeout>();
  const look = setInterval(() => {
    void dueTimers(db, Number.MAX_SAFE_INTEGER, 1000).then((timers) => {
      for (const timer of timers.filter(({ id }) => !timeouts.has(id))) {
        const waitMs = timer.dueAt - clock.now();
        timeouts.set(timer.id, setTimeout(() => void desk.submit(timerInput(timer)), waitMs > 2 ** 31 ? 1 : waitMs));
      }
    });
  }, 50);
  return async () => {
    clearInterval(look);
    for (const timeout of timeouts.values()) clearTimeout(timeout);
    await Promise.resolve();
  };
};
