import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Answer } from '../../shared/contract/answer.ts';
import type { EntryDraft } from '../../shared/contract/entries.ts';
import type { Task } from '../../shared/model/task.ts';
import { reminderRef, tellReminders } from '../../shared/work/effects/tell-reminder.ts';
import { verify } from '../log/verify.ts';
import { caseWith, person, team } from '../testing/loop.ts';
import { onlyNoted } from './open-effects.ts';
import type { EffectsBench } from './testing/effects-bench.ts';
import { openEffectsBench } from './testing/effects-bench.ts';

const cases = ['k-0', 'k-1', 'k-2', 'k-3', 'k-4'];
const customerOf = (caseId: string): string => caseId.replace('k', 'cu');
const taskOf = (caseId: string): string => caseId.replace('k', 't');

let bench: EffectsBench;
let command = 0;
const say = (who: string, said: Parameters<EffectsBench['loop']['say']>[1]): Promise<Answer> => bench.loop.say(who, said);
const customer = (id: string, flags: string[] = []): EntryDraft => ({
  kind: 'customer:added', subject: `customer:${id}`, customer: id, body: { customer: { id, kind: 'person', branch: 'north', language: 'en', flags, relations: [], version: 1 }, values: [] },
});
const identified = (id: string, of = customerOf(id)): EntryDraft => ({ kind: 'case:identified', subject: `case:${id}`, case: id, customer: of, body: { customer: of, evidence: 'idSeen' } });

/** Five customers: one free, one who has heard three times today, one who mourns, one who wants no messages, and one case of nobody known. */
beforeEach(async () => {
  bench = await openEffectsBench({ cases: [], onResult: tellReminders(onlyNoted) });
  await bench.loop.enter(team('north'), person('chloe', { role: 'teamLead' }), person('ben', { role: 'callCentreAgent' }), ...cases.flatMap((id) => caseWith(id, [taskOf(id)])));
  await bench.loop.enter(customer('cu-0'), customer('cu-1'), customer('cu-2', ['bereavement']), customer('cu-3'));
  await bench.loop.enter(...cases.slice(0, 4).map((id) => identified(id)));
  for (let n = 0; n < 3; n += 1) await say('ben', { type: 'contact:record', case: 'k-1', channel: 'phone' });
  for (const channel of ['push', 'email', 'sms'] as const) await say('ben', { type: 'consent:withdraw', customer: 'cu-3', channel, purpose: 'service' });
});
afterEach(async () => {
  expect(await bench.loop.database.db.transaction((client) => verify(client), 'repeatable read, read only')).toMatchObject({ ok: true, problems: [] });
  await bench.end();
});

async function task(id: string): Promise<Task> {
  const { rows } = await bench.loop.db.query<{ state: string }>('select state from tasks where id = $1', [id]);
  return JSON.parse(rows[0]?.state ?? 'null') as Task;
}
async function send(...items: readonly (readonly [string, 'push' | 'email' | 'call'])[]): Promise<{ id: string; items: { task: string; ok: boolean; code?: string; params?: Record<string, unknown> }[] }> {
  const commandId = `remind-${String((command += 1))}`;
  const all = await Promise.all(items.map(async ([id, way]) => ({ task: taskOf(id), version: (await task(taskOf(id))).version, ...(way === 'call' ? { how: 'call' as const } : { how: 'write' as const, channel: way }) })));
  const answer = await bench.loop.command({ type: 'reminder:send', commandId, items: all }, { person: 'chloe', device: 'desk' });
  if (!answer.ok) throw new Error(answer.code);
  return { id: commandId, items: answer.result?.['items'] as never };
}
const told = ({ items }: Awaited<ReturnType<typeof send>>): string[] => items.map(({ task: id, ok, code, params }) => `${id} ${ok ? 'ok' : String(code)}${params?.['gate'] === undefined ? '' : ` ${String(params['gate'])}`}`);
const sent = (caseId: string): number => bench.system('messages').applied().filter((one) => one.case === caseId).length;
const reminded = async (caseId: string): Promise<string> => {
  const { state, because } = (await task(taskOf(caseId))).reminded ?? {};
  return [state, because].filter(Boolean).join(' ');
};

/** Runs `inside` while messages wait to be looked at, between being due and being sent. */
async function holding<T>(inside: () => Promise<T>): Promise<T> {
  const client = await bench.loop.database.db.client();
  try {
    await client.query('begin');
    await client.query('lock table connector_switches in access exclusive mode');
    return await inside();
  } finally {
    await client.query('commit');
    client.release();
  }
}
async function isWaiting(): Promise<void> {
  const locked = async (): Promise<number> => (await bench.loop.database.db.query<{ n: number }>(`select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rows[0]?.n ?? 0;
  await expect.poll(locked, { timeout: 5000 }).toBeGreaterThan(0);
}

it('each is reminded as contact policy allows: written to, called instead, left alone, and every other is told why', async () => {
  const plan = await send(['k-0', 'push'], ['k-1', 'push'], ['k-2', 'push'], ['k-3', 'push'], ['k-4', 'push']);
  expect(told(plan)).toEqual(['t-0 ok', 't-1 contact_capped cap-day', 't-2 contact_quiet quiet-bereavement', 't-3 contact_capped consent', 't-4 not_identified']);
  await bench.settled('k-0');
  expect([sent('k-0'), await reminded('k-0')]).toEqual([1, 'sent']);
  expect(cases.slice(1).map(sent)).toEqual([0, 0, 0, 0]);
  // Nobody is called who wants to be left alone.
  expect(told(await send(['k-1', 'call'], ['k-2', 'call'], ['k-3', 'call']))).toEqual(['t-1 ok', 't-2 contact_quiet quiet-bereavement', 't-3 ok']);
  const { rows } = await bench.loop.db.query<{ state: string }>(`select state from tasks where case_id = 'k-1' and id <> 't-1'`);
  expect(rows.map(({ state }) => JSON.parse(state) as Task)).toMatchObject([{ activity: 'call-back', team: 'north', status: 'open', holder: { by: 'queue' }, customer: 'cu-1' }]);
});

it('a reminder counts as a contact, once, and nobody is reminded twice at once', async () => {
  await bench.loop.enter(...caseWith('k-9', ['t-9']), identified('k-9', 'cu-0'));
  expect(told(await send(['k-0', 'push'], ['k-9', 'push']))).toEqual(['t-0 ok', 't-9 reminder_open']);
  await bench.settled('k-0');
  for (let n = 0; n < 2; n += 1) {
    expect(told(await send(['k-0', 'push']))).toEqual(['t-0 ok']);
    await bench.settled('k-0');
  }
  expect(told(await send(['k-0', 'push']))).toEqual(['t-0 contact_capped cap-day']);
  expect(sent('k-0')).toBe(3);
});

it('what happens between asking and sending counts: a message that is one too many by then is withheld, with the gate, and nobody has to clear it up', async () => {
  await holding(async () => {
    await send(['k-0', 'push']);
    await isWaiting();
    for (let n = 0; n < 3; n += 1) await say('ben', { type: 'contact:record', case: 'k-0', channel: 'phone' });
  });
  await bench.settled('k-0');
  expect([sent('k-0'), await reminded('k-0'), await bench.open()]).toEqual([0, 'withheld cap-day', []]);
});

it('of two messages under way at once with room for one, one is sent', async () => {
  await bench.loop.enter(...caseWith('k-9', ['t-9']), identified('k-9', 'cu-0'));
  for (let n = 0; n < 2; n += 1) await say('ben', { type: 'contact:record', case: 'k-0', channel: 'phone' });
  const effect = (id: string) => bench.ask(id, { connector: 'messages', operation: 'send', policy: 'send-reminder', ref: reminderRef(taskOf(id)), body: { customer: 'cu-0', channel: 'push', template: 'reminder', purpose: 'service' } });
  await holding(() => Promise.all([effect('k-0'), effect('k-9')]));
  await Promise.all([bench.settled('k-0'), bench.settled('k-9')]);
  expect(sent('k-0') + sent('k-9')).toBe(1);
});

it('a reminder that has not left is recalled and never sent; one that was sent stays sent, and that is said', async () => {
  const plan = await holding(async () => {
    const asked = await send(['k-0', 'push'], ['k-1', 'call']);
    await isWaiting();
    const answer = await say('chloe', { type: 'reminder:recall', plan: asked.id, tasks: ['t-0', 't-1'] });
    expect(answer).toMatchObject({ ok: true, result: { items: [{ task: 't-0', ok: true }, { task: 't-1', ok: true }] } });
    return asked;
  });
  await bench.settled('k-0');
  expect([sent('k-0'), await reminded('k-0'), await reminded('k-1'), await bench.open()]).toEqual([0, 'recalled', 'recalled', []]);
  const { rows } = await bench.loop.db.query(`select 1 from tasks where case_id = 'k-1' and status = 'open' and id <> 't-1'`);
  expect(rows).toEqual([]);
  const again = await send(['k-0', 'push']);
  await bench.settled('k-0');
  expect(await say('chloe', { type: 'reminder:recall', plan: again.id, tasks: ['t-0'] })).toMatchObject({ result: { items: [{ task: 't-0', ok: false, code: 'reminder_left', params: { state: 'sent' } }] } });
  expect(await say('chloe', { type: 'reminder:recall', plan: plan.id, tasks: ['t-0'] })).toMatchObject({ result: { items: [{ ok: false, code: 'not_found' }] } });
});

it('what somebody changed since the preview is left alone', async () => {
  const { version } = await task('t-0');
  await say('ben', { type: 'note:add', case: 'k-0', task: 't-0', text: 'Called, nobody there.' });
  const answer = await say('chloe', { type: 'reminder:send', items: [{ task: 't-0', version, how: 'write', channel: 'push' }] });
  expect(answer).toMatchObject({ result: { items: [{ task: 't-0', ok: false, code: 'stale' }] } });
  expect((await task('t-0')).reminded).toBeUndefined();
});
