import { afterAll, beforeAll, expect, it } from 'vitest';
import { must } from '../../shared/assert.ts';
import type { Answer } from '../../shared/contract/answer.ts';
import type { Person } from '../../shared/model/person.ts';
import { ownerOf } from '../../shared/model/task.ts';
import type { EffectOutcome } from '../../shared/work/effects/result.ts';
import type { Effect } from '../../shared/work/world.ts';
import { effectResultInput } from '../effects/result-input.ts';
import { readCaseState } from '../store/reads/demo-cases.ts';
import { listPersonStates } from '../store/reads/lists.ts';
import { customerStates } from '../store/reads/sheet.ts';
import { FixedClock } from '../testing/fixed-clock.ts';
import type { TestLoop } from '../testing/loop.ts';
import { caseWith, openTestLoop, person, team } from '../testing/loop.ts';
import { verified } from '../testing/proc/bank.ts';
import { frontInput } from './front-input.ts';

const clock = new FixedClock(1_772_442_000_000);
let loop: TestLoop;
let number = 0;
/** What was put into the outbox. */
const ordered: (Effect & { id: string })[] = [];
beforeAll(async () => {
  loop = await openTestLoop({ clock, enqueue: (_db, asked) => Promise.resolve(void ordered.push(...asked)) });
  const skilled = { role: 'callCentreAgent' as const, skills: { disputes: 2 } };
  await loop.enter(
    team('north'), person('ben', skilled), person('dana', skilled), person('dev', skilled), person('elif', { role: 'callCentreAgent' }), person('mare', { role: 'backOffice', skills: { disputes: 3 } }),
    { kind: 'customer:added', subject: 'customer:cu-1', customer: 'cu-1', body: { customer: { id: 'cu-1', kind: 'person', branch: 'north', language: 'en', flags: [], relations: [], version: 1 }, values: [] } },
    ...caseWith('k-1', []),
    { kind: 'case:identified', subject: 'case:k-1', case: 'k-1', customer: 'cu-1', body: { customer: 'cu-1', evidence: 'test' } },
    { kind: 'task:made', subject: 'case:k-1', case: 'k-1', customer: 'cu-1', task: 't-1', body: { activity: 'dispute', team: 'north', needs: { skills: { disputes: 1 }, weight: 1 } } },
  );
  await loop.say('ben', { type: 'task:claim', task: 't-1', version: 1 });
});
afterAll(async () => {
  await loop.end();
});

const task = async () => (await readCaseState(loop.db, 'k-1'))?.tasks[0];
const callOf = async (who: string) => (JSON.parse((await listPersonStates(loop.db, { id: who }, { limit: 1 }))[0]?.state ?? '{}') as Person).call;
const phone = (call: string, event: 'ring' | 'answer' | 'hangUp', extension: string): Promise<Answer> =>
  loop.desk.submit(frontInput({ do: 'call', source: 'telephony', call, event, person: extension, how: 'number', candidates: ['cu-1'] }));
const talks = async (who: string): Promise<string> => {
  const call = `call-${String((number += 1))}`;
  for (const event of ['ring', 'answer'] as const) expect(await phone(call, event, who)).toMatchObject({ ok: true });
  return call;
};
const fields = { because: 'needsExpert', situation: 'waits', done: 'asked', promised: '', next: 'send the code' };
const offer = async (to: string, call: string): Promise<Answer> => loop.say('ben', { type: 'handOff:offer', task: 't-1', fence: (await task())?.fence ?? 0, toPerson: to, call, ...fields });
const handOffOf = async (): Promise<string> => (await task())?.handOff?.id ?? '';
/** What the telephone system says to the last order. */
async function told(outcome: EffectOutcome): Promise<Answer> {
  const order = must(ordered.pop(), 'the voice is to be moved');
  expect([order.operation, order.body]).toEqual(['transfer', { call: `call-${String(number)}`, from: 'ben', to: 'dana' }]);
  const result = { effect: order.id, case: 'k-1', ref: order.ref ?? '', connector: 'telephony', operation: 'transfer', route: 'telephony', attempts: 1, round: 0, outcome };
  return loop.desk.submit(effectResultInput({ result, personal: [], connectorOwner: 'administrator' }, loop.onEffectResult, () => '{}'));
}
const moved: EffectOutcome = { ok: true, data: { state: 'moved' } };

it('a caller is handed only to somebody who knows the work and whose line is free', async () => {
  const call = await talks('ben');
  expect(await offer('elif', call)).toMatchObject({ ok: false, code: 'skill_needed', params: { skill: 'disputes' } });
  expect(await offer('mare', call)).toMatchObject({ ok: false, code: 'receiver_on_call' });
  const other = await talks('dev');
  expect(await offer('dev', call)).toMatchObject({ ok: false, code: 'receiver_on_call', params: { person: 'dev' } });
  await phone(other, 'hangUp', 'dev');
  await loop.say('dana', { type: 'person:setAvailability', person: 'dana', availability: 'busy', because: 'shift' });
  expect(await offer('dana', call)).toMatchObject({ ok: false, code: 'receiver_on_call' });
  await loop.say('dana', { type: 'person:setAvailability', person: 'dana', availability: 'available', because: 'shift' });
  expect(await offer('dana', other)).toMatchObject({ ok: false, code: 'call_gone' });
  expect(await loop.say('ben', { type: 'handOff:offer', task: 't-1', fence: 1, toTeam: 'north', call, ...fields })).toMatchObject({ ok: false, code: 'handoff_receiver' });
  await phone(call, 'hangUp', 'ben');
});

it('until the voice has moved, call and work stay with who has them; then both are the receiver’s, who does not ask again who calls', async () => {
  const call = await talks('ben');
  await loop.desk.submit(frontInput({ do: 'verify', commandId: 'v-1', person: 'ben', customer: 'cu-1', method: 'app', isRight: true }));
  expect(await offer('dana', call)).toMatchObject({ ok: true });
  expect((await task())?.handOff).toMatchObject({ call, expiresAt: clock.now() + 60_000 });
  const handOff = await handOffOf();
  expect(await loop.say('dana', { type: 'handOff:accept', task: 't-1', handOff })).toMatchObject({ ok: true });
  const between = await task();
  expect(between && ownerOf(between)).toBe('ben');
  expect([(await callOf('ben'))?.state, await callOf('dana')]).toEqual(['onCall', undefined]);
  for (const [who, type] of [['ben', 'handOff:withdraw'], ['dana', 'handOff:accept']] as const) expect(await loop.say(who, { type, task: 't-1', handOff })).toMatchObject({ ok: false, code: 'handoff_over' });
  await told(moved);
  const after = await task();
  expect(after && ownerOf(after)).toBe('dana');
  expect(await callOf('ben')).toMatchObject({ state: 'wrapUp', movedTo: 'dana' });
  expect(await callOf('dana')).toMatchObject({ id: call, state: 'onCall', from: 'ben', customer: 'cu-1' });
  const [customer] = await customerStates(loop.db, ['cu-1']);
  expect(JSON.parse(customer?.state ?? '{}')).toMatchObject({ verified: { dana: { method: 'handOff', until: clock.now() + 30 * 60_000 } } });
  // The sender's side of the line ends, and later the receiver's.
  for (const who of ['ben', 'dana']) expect(await phone(call, 'hangUp', who)).toMatchObject({ ok: true });
  expect((await callOf('dana'))?.state).toBe('wrapUp');
  for (const who of ['ben', 'dana']) await loop.say(who, { type: 'call:wrapUp', call, outcome: 'answered' });
});

it('a voice that the telephone system cannot move comes back with its work, and so does one that nobody answers for', async () => {
  await loop.say('dana', { type: 'handOff:offer', task: 't-1', fence: (await task())?.fence ?? 0, toPerson: 'ben', ...fields });
  await loop.say('ben', { type: 'handOff:accept', task: 't-1', handOff: await handOffOf() });
  const call = await talks('ben');
  await offer('dana', call);
  await loop.say('dana', { type: 'handOff:accept', task: 't-1', handOff: await handOffOf() });
  await told({ ok: false, code: 'connector_refused', applied: 'no' });
  const back = await task();
  expect([back && ownerOf(back), back?.handOff, (await callOf('ben'))?.state, await callOf('dana')]).toEqual(['ben', undefined, 'onCall', undefined]);
  await offer('dana', call);
  const handOff = await handOffOf();
  expect(await loop.say('dana', { type: 'handOff:decline', task: 't-1', handOff, reason: 'in a meeting' })).toMatchObject({ ok: true });
  // The caller hangs up before anybody says yes: the work is handed on without a voice.
  await offer('dana', call);
  await phone(call, 'hangUp', 'ben');
  await loop.say('dana', { type: 'handOff:accept', task: 't-1', handOff: await handOffOf() });
  const plain = await task();
  expect([plain && ownerOf(plain), await callOf('dana')]).toEqual(['dana', undefined]);
});

it('gives rows that the log gives again', async () => {
  expect((await verified(loop.database.url)).problems).toEqual([]);
});
