import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EntryDraft } from '../../shared/contract/entries.ts';
import type { TestLoop } from '../testing/loop.ts';
import { openTestLoop, person, team } from '../testing/loop.ts';

let loop: TestLoop;
const ledBy = (id: string, lead: string): EntryDraft => ({ kind: 'team:added', subject: `team:${id}`, body: { team: { id, lead, calendar: 'standard', routing: 'pull', version: 1 } } });
beforeAll(async () => {
  loop = await openTestLoop();
  await loop.enter(team('north'), ledBy('second', 'chloe'), ledBy('loans', 'mare'), person('chloe', { role: 'teamLead' }), person('farid', { role: 'secondLine', team: 'second', branch: 'south' }), person('olaf', { team: 'loans', branch: 'south' }));
});
afterAll(() => loop.end());

it('a lead changes how much somebody takes in each team that they lead, and in no other', async () => {
  const lower = async (who: string, whom: string): Promise<string> => {
    const answer = await loop.say(who, { type: 'person:change', person: whom, capacity: 5, because: 'workload' });
    return answer.ok ? 'ok' : answer.code;
  };
  expect([await lower('chloe', 'farid'), await lower('chloe', 'olaf'), await lower('farid', 'chloe')]).toEqual(['ok', 'forbidden', 'forbidden']);
  const { rows } = await loop.db.query<{ state: string }>(`select state from people where id = 'farid'`);
  expect(JSON.parse(rows[0]?.state ?? '{}')).toMatchObject({ capacity: 5 });
});
