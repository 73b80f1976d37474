import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EntryDraft } from '../../shared/contract/entries.ts';
import type { Task } from '../../shared/model/task.ts';
import { timerInput } from '../desk/timer-input.ts';
import { dueTimers } from '../store/tables/timers.ts';
import type { TestLoop } from '../testing/loop.ts';
import { caseWith, openTestLoop, person, team } from '../testing/loop.ts';

let loop: TestLoop;
beforeAll(async () => {
  loop = await openTestLoop();
  await loop.enter(team('north'), person('ana'), ...caseWith('k-1', ['t-1']));
});
afterAll(() => loop.end());

const isStalled = async (): Promise<boolean> => {
  const { rows } = await loop.db.query<{ state: string }>(`select state from tasks where id = 't-1'`);
  return (JSON.parse(rows[0]?.state ?? '{}') as Task).stalled !== undefined;
};

it('work that stands still, of which something is reported late, stands still again at the same time', async () => {
  const stallAt = loop.clock.now() - 60_000;
  // What is reported happened long before its work counted as standing still.
  const late: EntryDraft = { kind: 'contact:made', subject: 'case:k-1', case: 'k-1', at: stallAt - 3_600_000, body: { channel: 'phone', stallAt } };
  for (let round = 0; round < 3; round += 1) {
    await loop.enter(late);
    expect(await isStalled()).toBe(false);
    const due = await dueTimers(loop.db, loop.clock.now(), 10);
    expect(due.map(({ kind, dueAt }) => [kind, dueAt])).toEqual([['stall', stallAt]]);
    // Two servers read the same row.
    await Promise.all([...due, ...due].map((row) => loop.desk.submit(timerInput(row))));
    expect([await isStalled(), await dueTimers(loop.db, loop.clock.now(), 10)]).toEqual([true, []]);
  }
  const { rows } = await loop.db.query(`select 1 from log where case_id = 'k-1' and kind = 'case:stalled'`);
  expect(rows).toHaveLength(3);
});
