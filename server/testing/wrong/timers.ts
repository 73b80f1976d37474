import { timerInput } from '../../desk/timer-input.ts';
import { dueTimers } from '../../store/tables/timers.ts';
import type { StartTimers } from '../proc/long-timer.ts';

/** Wrong on purpose: keeps each timer as a timeout of Node's, which fires at once when it is more than 2^31 milliseconds away (T33). */
export const timersInMemory: StartTimers = ({ db, desk, clock }) => {
  const timeouts = new Map<string, NodeJS.Timeout>();
  const look = async (): Promise<void> => {
    const timers = await dueTimers(db, Number.MAX_SAFE_INTEGER, 1000);
    const atOnce: Promise<unknown>[] = [];
    for (const timer of timers.filter(({ id }) => !timeouts.has(id))) {
      const waitMs = timer.dueAt - clock.now();
      const fired = new Promise((resolve) => timeouts.set(timer.id, setTimeout(() => resolve(desk.submit(timerInput(timer))), waitMs > 2 ** 31 ? 1 : waitMs)));
      if (waitMs > 2 ** 31) atOnce.push(fired);
    }
    await Promise.all(atOnce);
  };
  let looking = Promise.resolve();
  const looks = setInterval(() => (looking = looking.then(look)), 50);
  return {
    look,
    stop: async () => {
      clearInterval(looks);
      await looking;
      for (const timeout of timeouts.values()) clearTimeout(timeout);
    },
  };
};
