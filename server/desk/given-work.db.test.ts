import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer } from '../../shared/contract/answer.ts';
import type { Task } from '../../shared/model/task.ts';
import { readCaseState } from '../store/reads/demo-cases.ts';
import type { TestLoop } from '../testing/loop.ts';
import { caseWith, openTestLoop, person, team } from '../testing/loop.ts';

let loop: TestLoop;
beforeAll(async () => {
  loop = await openTestLoop();
  await loop.enter(team('north'), person('ana'), person('ben'), person('chloe', { role: 'teamLead' }), ...caseWith('k-1', ['t-1']));
});
afterAll(() => loop.end());

const task = async (): Promise<Task | undefined> => (await readCaseState(loop.db, 'k-1'))?.tasks[0];
const give = async (to: string): Promise<Answer> => loop.say('chloe', { type: 'task:reassign', items: [{ task: 't-1', version: (await task())?.version ?? 0 }], toPerson: to, because: 'owner_absent' });

it('work that a plan gave can be declined with a reason: it stays accountable, needs an owner, and goes to somebody else', async () => {
  await give('ben');
  const { fence = 0 } = (await task()) ?? {};
  expect(await loop.say('ana', { type: 'task:decline', task: 't-1', fence, reason: 'busy' })).toMatchObject({ ok: false });
  expect(await loop.say('ben', { type: 'task:decline', task: 't-1', fence, reason: 'notMySkill' })).toMatchObject({ ok: true });
  expect(await task()).toMatchObject({ holder: { by: 'person', person: 'ben' }, fence, needsOwner: { because: 'declined' }, declined: [{ person: 'ben' }] });
  // One answer is enough.
  expect(await loop.say('ben', { type: 'task:decline', task: 't-1', fence, reason: 'busy' })).toMatchObject({ ok: false, code: 'touched_since' });
  expect(await give('ana')).toMatchObject({ ok: true });
  const given = await task();
  expect(given).toMatchObject({ holder: { by: 'person', person: 'ana' } });
  expect(given?.needsOwner).toBeUndefined();
});

it('who has begun with it cannot decline it any more', async () => {
  const { fence = 0 } = (await task()) ?? {};
  await loop.say('ana', { type: 'note:add', case: 'k-1', task: 't-1', text: 'Called.' });
  expect(await loop.say('ana', { type: 'task:decline', task: 't-1', fence, reason: 'busy' })).toMatchObject({ ok: false, code: 'touched_since' });
});
