import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { must } from '../../shared/assert.ts';
import type { ChannelCase } from '../../shared/contract/rest-channel.ts';
import type { EventResult } from '../../shared/model/event.ts';
import type { Task } from '../../shared/model/task.ts';
import { visitMs } from '../../shared/work/commands/visit.ts';
import { loadJourneys } from '../catalog/journeys.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { caseIdOf } from '../../shared/work/case-id.ts';
import { verify } from '../log/verify.ts';
import { loadOpenTasks } from '../store/tables/tasks.ts';
import { hashSourceKey, putSourceKey } from '../store/tables/source-keys.ts';
import { customerStates } from '../store/reads/sheet.ts';
import type { Received, TestApp } from '../testing/app.ts';
import { openTestApp } from '../testing/app.ts';
import { EVENT } from '../testing/bad-input/bad-case.ts';
import { FixedClock } from '../testing/fixed-clock.ts';
import { caseWith, person, team } from '../testing/loop.ts';
import type { TestClient } from '../testing/socket-client.ts';
import { connectClient } from '../testing/socket-client.ts';

const clock = new FixedClock();
const keyOf = (source: string): string => `test-key-of-${source}-0123456789`;
let app: TestApp;
let open: TestClient[] = [];
let number = 0;

beforeAll(async () => {
  const journeys = await loadJourneys();
  if (isRefusal(journeys)) throw new Error(journeys.code);
  app = await openTestApp(
    { clock, journeys, enqueue: () => Promise.resolve() },
    { journeys, readTime: () => Promise.resolve(clock.now()), together: { presenceMs: 2000, leaseMs: 2000, customerMs: 700, tellMs: 50 } },
  );
  for (const source of ['mobile', 'web', 'demo', 'telephony']) await putSourceKey(app.loop.db, { source, keyHash: hashSourceKey(keyOf(source)), journey: null });
  const customer = (id: string, language: string) =>
    ({ kind: 'customer:added', subject: `customer:${id}`, customer: id, body: { customer: { id, kind: 'person', branch: 'north', language, flags: [], relations: [], version: 1 }, values: [] } }) as never;
  await app.loop.enter(
    ...['branch-north', 'back-office', 'loans', 'north'].map(team), person('ana', { team: 'branch-north', branch: 'north', skills: { loans: 2, income: 2 } }),
    person('ada', { role: 'auditor' }), customer('cu-1', 'en'), customer('cu-2', 'de'), ...caseWith('k-other', ['t-other']),
  );
});
afterEach(() => {
  for (const client of open) client.end();
  open = [];
});
afterAll(() => app.end());

const report = (source: string, type: string, subject: string, data: object = {}, key = keyOf(source), id = `e${String((number += 1))}`): Promise<Received> =>
  app.send({
    method: 'POST', path: '/v1/events', headers: { 'content-type': EVENT, 'x-baton-key': key },
    body: JSON.stringify({ specversion: '1.0', id, source, type, subject, time: new Date(clock.now()).toISOString(), data }),
  });
const tell = async (...given: Parameters<typeof report>): Promise<EventResult> => must((await report(...given)).json as { results: EventResult[] } | undefined, 'it was answered').results[0] as EventResult;
const read = (source: string, id: string, query = '', key = keyOf(source)): Promise<Received> => app.send({ method: 'GET', path: `/v1/channel/cases/${id}${query}`, headers: { 'x-baton-key': key } });
const shown = async (id: string, query = ''): Promise<ChannelCase> => {
  const answer = await read('mobile', id, query);
  expect(answer.status).toBe(200);
  return answer.json as ChannelCase;
};

/** A loan that a customer has begun on the app and not finished. */
async function begin(key: string, customer = 'cu-1'): Promise<string> {
  expect(await tell('mobile', 'consumer-loan.loanApplication', key, { channel: 'mobile', customer, amountMinor: 1_000_000, months: 36, purpose: 'car' })).toMatchObject({ ok: true });
  return caseIdOf('consumer-loan', key);
}
const income = { incomeMinor: 410_000, rentMinor: 95_000 };
const tasksOf = async (id: string): Promise<Task[]> => (await loadOpenTasks(app.loop.db, [id])).map(({ state }) => JSON.parse(state) as Task);

async function desk(who: string, id: string): Promise<TestClient> {
  const client = await connectClient(app.address, await app.session(who));
  open.push(client);
  expect(await client.watch(`case:${id}`)).toMatchObject({ ok: true });
  return client;
}
const kindsOf = async (id: string): Promise<string[]> => {
  const { rows } = await app.loop.db.query<{ kind: string }>({ text: `select kind from log where case_id = $1 order by seq`, values: [id] });
  return rows.map(({ kind }) => kind);
};

test('a customer who touches the phone is seen at the desk at once, field by field, and the log hears only that they came and went', async () => {
  const id = await begin('here-1');
  const ana = await desk('ana', id);
  const at = performance.now();
  expect(await tell('mobile', 'customer.arrived', id, { step: 'completeApplication', field: 'incomeMinor' })).toEqual({ id: expect.any(String) as string, ok: true });
  const place = (): unknown => ana.presence.at(-1)?.customer;
  await ana.until(() => JSON.stringify(place()) === JSON.stringify({ channel: 'mobile', step: 'completeApplication', field: 'incomeMinor' }), 'the customer');
  await ana.until(() => ana.rows(`case:${id}`, 'case')[id]?.['customerHere'] !== undefined, 'the row');
  expect(performance.now() - at).toBeLessThan(1000);
  for (const field of ['rentMinor', 'otherLoansMinor', 'rentMinor']) {
    await tell('mobile', 'customer.moved', id, { step: 'completeApplication', field });
    await ana.until(() => (place() as { field?: string } | undefined)?.field === field, 'the next field');
  }
  const before = (await kindsOf(id)).filter((kind) => kind.startsWith('customer:'));
  expect(before).toEqual(['customer:arrived']);
  // Whoever opens the case later sees it too, and by the channel's own key it is the same case.
  await tell('mobile', 'customer.moved', 'here-1', { journey: 'consumer-loan', step: 'completeApplication' });
  const late = await desk('ana', id);
  await late.until(() => late.presence.at(-1)?.customer?.channel === 'mobile', 'what was there before');
  expect(await tell('mobile', 'customer.left', id)).toMatchObject({ ok: true });
  await ana.until(() => place() === undefined, 'the end');
  await ana.until(() => ana.rows(`case:${id}`, 'case')[id]?.['customerHere'] === undefined, 'the row without');
  expect((await kindsOf(id)).filter((kind) => kind.startsWith('customer:'))).toEqual(['customer:arrived', 'customer:left']);
  expect((await tasksOf(id)).map(({ customerPresent }) => customerPresent)).toEqual([undefined]);
});

test('a phone that goes dark has left, and a server that died with it forgets them by time', async () => {
  const id = await begin('dark-1');
  const ana = await desk('ana', id);
  await tell('mobile', 'customer.arrived', id, { step: 'completeApplication' });
  await ana.until(() => ana.presence.at(-1)?.customer !== undefined, 'the customer');
  await ana.until(() => ana.presence.at(-1)?.customer === undefined, 'the end of silence');
  await ana.until(() => ana.rows(`case:${id}`, 'case')[id]?.['customerHere'] === undefined, 'the row without');
  expect((await kindsOf(id)).at(-1)).toBe('customer:left');
  const other = await begin('dark-2');
  await app.loop.enter({ kind: 'customer:arrived', subject: `case:${other}`, case: other, body: { channel: 'mobile', until: clock.now() + visitMs } });
  expect((await tasksOf(other))[0]?.customerPresent).toBe('mobile');
  clock.advance(visitMs + 1000);
  await expect.poll(async () => (await tasksOf(other))[0]?.customerPresent, { timeout: 10_000 }).toBeUndefined();
});

test('the app shows that the branch is helping, what is asked for and what was promised, in the customer’s words, and no name of anybody', async () => {
  const id = await begin('shown-1');
  const idle = await shown(id);
  expect(idle).toMatchObject({
    case: id, status: 'open', language: 'en', branchIsHelping: false, promises: [], submitted: [],
    asked: [{ step: 'completeApplication', stage: 'Application', message: 'applicationCompleted', fields: { incomeMinor: { type: 'amount' } } }],
  });
  expect(idle.notice).toBeUndefined();
  const ana = await desk('ana', id);
  await ana.ask('presence', { case: id, state: 'viewing' });
  expect(await shown(id)).toMatchObject({ branchIsHelping: true, notice: 'Your branch is helping you now' });
  await ana.ask('unsubscribe', { scope: `case:${id}` });
  expect((await shown(id)).branchIsHelping).toBe(false);
  const [task] = await tasksOf(id);
  await app.loop.say('ana', { type: 'task:claim', task: must(task, 'there is work').id, version: must(task, 'there is work').version });
  expect((await shown(id)).branchIsHelping).toBe(true);
  await app.loop.say('ana', { type: 'note:add', case: id, text: 'Not to be told.' });
  await app.loop.say('ana', { type: 'promise:make', case: id, text: 'We will call Thursday before 15:00.', channel: 'phone', dueAt: clock.now() + 86_400_000 });
  const answer = await read('mobile', id);
  expect((answer.json as ChannelCase).promises).toMatchObject([{ text: 'We will call Thursday before 15:00.', channel: 'phone', state: 'open' }]);
  for (const hidden of ['ana', 'Not to be told', 'branch-north', '1000000']) expect(answer.text).not.toContain(hidden);
  const { rows } = await app.loop.db.query<{ actor: string }>({ text: `select actor from log where kind = 'customer:read' and customer = 'cu-1'` });
  expect(rows.map(({ actor }) => actor)).toEqual(['source:mobile']);
  const german = await begin('shown-2', 'cu-2');
  await (await desk('ana', german)).ask('presence', { case: german, state: 'editing' });
  expect(await shown(german)).toMatchObject({ language: 'de', notice: 'Ihre Filiale hilft Ihnen gerade' });
});

test('NA7 where the branch has sent the step, the app is told that it was the branch and when, and what it sent waits beside the case', async () => {
  const id = await begin('race-1');
  const [seen] = (await shown(id)).asked;
  const [task] = await tasksOf(id);
  const { id: taskId, version } = must(task, 'there is work');
  const claimed = await app.loop.say('ana', { type: 'task:claim', task: taskId, version });
  expect(claimed.ok).toBe(true);
  expect(await app.loop.say('ana', { type: 'task:complete', task: taskId, fence: 1, data: { ...income, note: 'At the counter.' } })).toMatchObject({ ok: true });
  const at = clock.now();
  clock.advance(60_000);
  const sent = { channel: 'mobile', ...income, incomeMinor: 990_000, expects: must(seen, 'it was asked').version };
  expect(await tell('mobile', 'consumer-loan.applicationCompleted', id, sent, undefined, 'race-1-sent')).toMatchObject({
    ok: false, code: 'step_submitted', params: { step: 'completeApplication', by: 'bank', at },
  });
  // Sent once more for want of an answer it is not kept twice, and the app reads who was first.
  expect(await tell('mobile', 'consumer-loan.applicationCompleted', id, sent, undefined, 'race-1-sent')).toMatchObject({ ok: true, duplicate: true });
  expect((await shown(id)).submitted).toMatchObject([{ message: 'applicationCompleted', step: 'completeApplication', by: 'bank', at, notice: expect.stringMatching(/branch has sent this step/) as string }]);
  const { rows } = await app.loop.db.query<{ field: string; author: string }>({ text: `select field, author from drafts where case_id = $1 order by field`, values: [id] });
  expect(rows).toEqual(['completeApplication.incomeMinor', 'completeApplication.rentMinor'].map((field) => ({ field, author: 'source:mobile' })));
});

test('NA7 where the app has sent the step, whoever fills it in at the counter is told so, and their text stays', async () => {
  const id = await begin('race-2');
  const [task] = await tasksOf(id);
  const { id: taskId, version } = must(task, 'there is work');
  await app.loop.say('ana', { type: 'task:claim', task: taskId, version });
  await app.loop.say('ana', { type: 'draft:save', case: id, task: taskId, fence: 1, field: 'completeApplication.incomeMinor', text: '420000', version: 0 });
  const [seen] = (await shown(id)).asked;
  expect(await tell('mobile', 'consumer-loan.applicationCompleted', id, { channel: 'mobile', ...income, expects: must(seen, 'it was asked').version })).toMatchObject({ ok: true });
  const at = clock.now();
  expect(await app.loop.say('ana', { type: 'task:complete', task: taskId, fence: 1, data: { ...income, incomeMinor: 420_000 } }))
    .toMatchObject({ ok: false, code: 'step_submitted', params: { step: 'completeApplication', by: 'source:mobile', at } });
  expect(await app.loop.say('ana', { type: 'journey:message', case: id, message: 'applicationCompleted', channel: 'branch', data: income }))
    .toMatchObject({ ok: false, code: 'step_submitted', params: { by: 'source:mobile' } });
  const { rows } = await app.loop.db.query<{ author: string }>({ text: `select author from drafts where case_id = $1`, values: [id] });
  expect(rows).toEqual([{ author: 'ana' }]);
});

test('of twenty that send the same step at the same moment exactly one is taken', async () => {
  const id = await begin('race-3');
  const [task] = await tasksOf(id);
  const { id: taskId, version } = must(task, 'there is work');
  await app.loop.say('ana', { type: 'task:claim', task: taskId, version });
  const answers = await Promise.all(Array.from({ length: 20 }, async (_, n) =>
    n === 9
      ? (await app.loop.say('ana', { type: 'task:complete', task: taskId, fence: 1, data: income })).ok
      : (await tell('mobile', 'consumer-loan.applicationCompleted', id, { channel: 'mobile', ...income })).ok));
  expect(answers.filter(Boolean)).toHaveLength(1);
  const { rows } = await app.loop.db.query<{ author: string }>({ text: `select distinct author from drafts where case_id = $1 order by author`, values: [id] });
  expect(rows).toEqual([{ author: 'source:mobile' }]);
});

test('a key that is none, another source’s key and a channel of another journey read and report nothing', async () => {
  const id = await begin('hostile-1');
  const began = (await kindsOf(id)).length;
  for (const key of ['', 'x'.repeat(40), await app.session('ana')]) {
    expect((await read('mobile', id, '', key)).status).toBe(401);
    expect((await report('mobile', 'customer.arrived', id, { channel: 'mobile' }, key)).status).toBe(401);
  }
  // A session is no key, and whoever speaks for somebody else is refused whole.
  expect((await app.send({ method: 'GET', path: `/v1/channel/cases/${id}`, headers: { authorization: `Bearer ${await app.session('ada')}` } })).status).toBe(401);
  expect((await report('mobile', 'customer.arrived', id, { channel: 'mobile' }, keyOf('web'))).json).toMatchObject({ code: 'source_refused' });
  const nowhere = await read('mobile', 'k-nowhere');
  for (const [source, of, query] of [['demo', id, ''], ['telephony', id, ''], ['web', id, ''], ['web', id, '?customer=cu-2'], ['mobile', id, '?customer=cu-2'], ['mobile', 'k-other', ''], ['demo', id, '?customer=cu-1']] as const) {
    const answer = await read(source, of, query);
    expect([answer.status, answer.text]).toEqual([404, nowhere.text]);
  }
  expect((await read('web', id, '?customer=cu-1')).status).toBe(200);
  expect((await read('mobile', 'hostile-1', '?journey=consumer-loan')).status).toBe(200);
  for (const [source, data] of [['demo', { channel: 'mobile' }], ['web', {}], ['web', { customer: 'cu-2' }]] as const)
    expect(await tell(source, 'customer.arrived', id, data)).toMatchObject({ ok: false, code: 'case_unknown' });
  expect(await tell('mobile', 'customer.arrived', 'k-nowhere')).toMatchObject({ ok: false, code: 'case_unknown' });
  expect((await report('telephony', 'customer.arrived', id, { channel: 'phone' })).json).toMatchObject({ code: 'source_refused' });
  expect(await kindsOf(id)).toHaveLength(began);
});

test('a visit names where somebody is and carries nothing of what they write', async () => {
  const id = await begin('values-1');
  for (const data of [{ field: '4100.00' }, { field: 'income minor' }, { value: 4100 }, { step: 'a'.repeat(65) }, { channel: 'carrier-pigeon' }, { field: 'incomeMinor', text: 'x' }, { by: 'ana' }])
    expect((await report('mobile', 'customer.moved', id, data)).json).toMatchObject({ code: 'invalid', status: 422 });
  expect((await report('mobile', 'customer.arrived', 'values-1')).json).toMatchObject({ code: 'invalid' });
  expect((await kindsOf(id)).filter((kind) => kind.startsWith('customer:'))).toEqual([]);
});

test('the log gives every row again', async () => {
  expect(await verify(app.loop.db)).toMatchObject({ ok: true, problems: [] });
  expect((await customerStates(app.loop.db, ['cu-1'])).length).toBe(1);
  expect(app.loop.reported).toEqual([]);
});
