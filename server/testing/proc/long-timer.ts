import { expect } from 'vitest';
import { timerInput } from '../../desk/timer-input.ts';
import type { Loop } from '../../loop.ts';
import { startPoller } from '../../timers/poller.ts';
import { FixedClock } from '../fixed-clock.ts';
import { caseWith, openTestLoop, person, team } from '../loop.ts';

const dayMs = 86_400_000;

/** The part under test: what runs due timers. `look`: it has seen all that are there; of one that needs not see them before they are due, nothing. */
export type StartTimers = (loop: Loop) => { readonly stop: () => Promise<void>; readonly look?: () => Promise<void> };

export const polls: StartTimers = ({ db, desk, clock }) => ({ stop: startPoller({ db, desk, clock, timerInput, takesInputs: () => true, report: (error) => { throw error; } }) });

/** The suite: a promise in thirty days, more milliseconds than fit into a timeout of Node, is broken then and not before. */
export async function longTimerSuite(start: StartTimers, patienceMs = 20_000): Promise<void> {
  const clock = new FixedClock();
  const loop = await openTestLoop({ clock });
  await loop.enter(team('north'), person('ana'));
  await loop.enter(...caseWith('k-1', ['t-1']));
  const timers = start(loop);
  const broken = async (): Promise<number> =>
    (await loop.database.db.query<{ count: number }>({ text: `select count(*)::int as count from log where kind = 'promise:ended'` })).rows[0]?.count ?? 0;
  try {
    const dueAt = clock.now() + 30 * dayMs;
    expect(dueAt - clock.now()).toBeGreaterThan(2 ** 31);
    const made = await loop.say('ana', { type: 'promise:make', case: 'k-1', text: 'A letter.', channel: 'phone', dueAt });
    expect(made.ok).toBe(true);
    const { rows } = await loop.database.db.query<{ due_at: number }>({ text: `select due_at from timers where kind = 'promise'` });
    expect(rows).toEqual([{ due_at: dueAt }]);

    await timers.look?.();
    clock.set(dueAt - 1);
    // Whatever is due by then has fired once this one has, and the promise's is later.
    const due = async (): Promise<number | null> => (await loop.database.db.query({ text: 'select 1 from timers where due_at <= $1', values: [clock.now()] })).rowCount;
    await expect.poll(due, { timeout: patienceMs, message: 'timers that are due and have not fired' }).toBe(0);
    expect(await broken()).toBe(0);
    clock.set(dueAt);
    await expect.poll(broken, { timeout: patienceMs, message: 'promises that were broken' }).toBe(1);
  } finally {
    await timers.stop();
    await loop.end();
  }
}
