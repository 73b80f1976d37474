import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../../shared/contract/answer.ts';
import { caseWith, openTestLoop, person, team } from '../testing/loop.ts';
import type { TestLoop } from '../testing/loop.ts';
import { readLog } from '../store/tables/log.ts';

let loop: TestLoop;
beforeAll(async () => {
  loop = await openTestLoop();
  await loop.enter(team('north'), person('ana'), person('ben'), person('chloe', { role: 'teamLead' }), person('dana'));
});
afterAll(() => loop.end());

let cases = 0;
async function newTask(): Promise<{ caseId: string; task: string }> {
  cases += 1;
  const made = { caseId: `k-${String(cases)}`, task: `t-${String(cases)}` };
  await loop.enter(...caseWith(made.caseId, [made.task]));
  return made;
}

const fenceOf = (answer: Answer): number => {
  if (!answer.ok) throw new Error(`refused: ${answer.code}`);
  return answer.result?.['fence'] as number;
};

test('one of fifty claims in the same moment wins, and the others are told who', async () => {
  const { task } = await newTask();
  const people = Array.from({ length: 50 }, (_, i) => `clerk-${String(i)}`);
  await loop.enter(...people.map((id) => person(id)));
  const answers = await Promise.all(people.map((id) => loop.say(id, { type: 'task:claim', task, version: 1 })));
  const winners = answers.filter((answer) => answer.ok);
  expect(winners).toHaveLength(1);
  const winner = people[answers.findIndex((answer) => answer.ok)];
  for (const answer of answers) if (!answer.ok) expect(answer).toMatchObject({ code: 'already_claimed', params: { by: winner } });
});

test('a repeated command is answered as the first time and done once', async () => {
  const { task } = await newTask();
  const claim = { type: 'task:claim' as const, commandId: 'repeat-1', task, version: 1 };
  const first = await loop.say('ana', claim);
  const before = (await loop.db.query<{ seq: number }>({ text: 'select seq from head' })).rows[0]?.seq;
  const again = await loop.say('ana', claim);
  expect(again).toEqual(first);
  expect((await loop.db.query<{ seq: number }>({ text: 'select seq from head' })).rows[0]?.seq).toBe(before);
  expect(await loop.say('ana', { ...claim, version: 2 })).toMatchObject({ ok: false, code: 'id_reused' });
  expect(await loop.say('ben', claim)).toMatchObject({ ok: false, code: 'id_reused' });
});

test('a claim on facts that have changed is stale, and a refusal is an entry', async () => {
  const { task } = await newTask();
  const fence = fenceOf(await loop.say('ana', { type: 'task:claim', task, version: 1 }));
  await loop.say('ana', { type: 'task:release', task, fence, because: 'other' });
  const stale = await loop.say('ben', { type: 'task:claim', commandId: 'stale-1', task, version: 1 });
  expect(stale).toMatchObject({ ok: false, code: 'stale', rule: 'work.version' });
  const [entry] = (await readLog(loop.db, 0, 100_000)).filter(({ input }) => input === 'c:stale-1');
  expect(entry).toMatchObject({ kind: 'refused', actor: 'ben' });
});

test('the sender stays accountable until the hand-off is accepted', async () => {
  const { task } = await newTask();
  const fence = fenceOf(await loop.say('ana', { type: 'task:claim', task, version: 1 }));
  const offered = await loop.say('ana', {
    type: 'handOff:offer', task, fence, toPerson: 'ben', because: 'shift', situation: 'waits', done: 'asked', promised: '', next: 'call',
  });
  const handOff = offered.ok ? String(offered.result?.['handOff']) : '';
  expect(await loop.say('dana', { type: 'handOff:accept', task, handOff })).toMatchObject({ code: 'forbidden' });
  const accepted = await loop.say('ben', { type: 'handOff:accept', task, handOff });
  expect(fenceOf(accepted)).toBe(fence + 1);
  expect(await loop.say('ana', { type: 'task:complete', task, fence })).toMatchObject({ code: 'stale_fence' });
  expect(await loop.say('ben', { type: 'task:complete', task, fence: fence + 1 })).toMatchObject({ ok: true });
});

test('a bulk move answers for each item and its undo leaves what somebody touched since', async () => {
  const items = await Promise.all([newTask(), newTask(), newTask()]);
  const taken = items[1]?.task ?? '';
  await loop.say('dana', { type: 'task:claim', task: taken, version: 1 });
  const plan = 'plan-1';
  const moved = await loop.say('chloe', {
    type: 'task:reassign', commandId: plan, because: 'absence', toPerson: 'ben', items: items.map(({ task }) => ({ task, version: 1 })),
  });
  expect(moved).toMatchObject({ ok: true, result: { items: [{ ok: true }, { task: taken, ok: false, code: 'stale' }, { ok: true }] } });
  await loop.say('ben', { type: 'note:add', case: items[0]?.caseId ?? '', task: items[0]?.task ?? '', text: 'called' });
  const undone = await loop.say('chloe', { type: 'plan:undo', plan, tasks: items.map(({ task }) => task) });
  expect(undone).toMatchObject({
    ok: true,
    result: { items: [{ ok: false, code: 'touched_since' }, { ok: false, code: 'touched_since' }, { ok: true }] },
  });
});

test('a throwing command is answered with a reference and the case goes on', async () => {
  const { caseId, task } = await newTask();
  const throwing = await loop.desk.submit({
    id: 'c:throws', lane: 'people', sender: 'ana', actor: 'ana', action: 'test', bodyHash: Buffer.alloc(16), footprint: { cases: [caseId] },
    decide: () => { throw new Error('planted'); },
  });
  expect(throwing).toMatchObject({ ok: false, code: 'internal' });
  expect(await loop.say('ana', { type: 'task:claim', task, version: 1 })).toMatchObject({ ok: true });
});

test('what a source sends is held in order from the event that throws, and a release runs it', async () => {
  const { caseId } = await newTask();
  let isBroken = true;
  const ran: number[] = [];
  const event = (n: number, more = {}) => ({
    id: `e:test/${caseId}/${String(n)}`, lane: 'event' as const, sender: 'source:test', actor: 'source:test', action: 'event:report',
    bodyHash: Buffer.alloc(16), footprint: { cases: [caseId] }, holds: { source: 'test', case: caseId, body: () => String(n) },
    decide: () => {
      if (isBroken && n === 1) throw new Error('planted');
      ran.push(n);
      return { ok: true as const, entries: [{ kind: 'event:recorded' as const, subject: `case:${caseId}`, case: caseId, body: {} }] };
    },
    ...more,
  });
  for (const n of [0, 1, 2]) await loop.desk.submit(event(n));
  expect(ran).toEqual([0]);
  isBroken = false;
  const first = event(1, { id: 'e:again-1', unholds: `e:test/${caseId}/1` });
  const second = event(2, { id: 'e:again-2', unholds: `e:test/${caseId}/2` });
  expect(await loop.desk.submit(second)).toMatchObject({ ok: false, code: 'not_first_held' });
  await loop.desk.submit(first);
  await loop.desk.submit({ ...second, id: 'e:again-3' });
  await loop.desk.submit(event(3));
  expect(ran).toEqual([0, 1, 2, 3]);
});
