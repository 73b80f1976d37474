import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Answer } from '../../shared/contract/answer.ts';
import type { EntryDraft } from '../../shared/contract/entries.ts';
import { person } from '../testing/loop.ts';
import type { EffectsBench } from './testing/effects-bench.ts';
import { openEffectsBench } from './testing/effects-bench.ts';

const rounds = 30;
const cases = Array.from({ length: rounds }, (_, n) => `k-${String(n)}`);
const customerOf = (caseId: string): string => caseId.replace('k', 'cu');

let bench: EffectsBench;
const customer = (id: string): EntryDraft => ({
  kind: 'customer:added', subject: `customer:${id}`, customer: id, body: { customer: { id, kind: 'person', branch: 'north', language: 'en', flags: [], relations: [], version: 1 }, values: [] },
});

beforeEach(async () => {
  bench = await openEffectsBench({ cases });
  await bench.loop.enter(person('ana'), ...cases.map((id) => customer(customerOf(id))));
  await bench.loop.enter(...cases.map((id): EntryDraft => ({ kind: 'case:identified', subject: `case:${id}`, case: id, customer: customerOf(id), body: { customer: customerOf(id), evidence: 'idSeen' } })));
  // What must never be there: a message that begins to be sent although, when that commits, nobody wants it any more.
  await bench.loop.database.db.query('create table late_sends (effect text)');
  await bench.loop.database.db.query(`create function note_late_send() returns trigger language plpgsql as $$
    begin
      if exists (select 1 from cases join customers on customers.id = cases.customer
        where cases.id = new.case_id and customers.state::jsonb->'consents'->'email.marketing'->>'isGiven' = 'false')
      then insert into late_sends values (new.id); end if;
      return new;
    end $$`);
  await bench.loop.database.db.query(`create constraint trigger late_send after update on effects deferrable initially deferred for each row when (new.state = 'sending') execute function note_late_send()`);
});
afterEach(() => bench.end());

const consent = (type: 'consent:give' | 'consent:withdraw', caseId: string): Promise<Answer> =>
  bench.loop.say('ana', { type, customer: customerOf(caseId), channel: 'email', purpose: 'marketing' });
const offer = (caseId: string): Promise<Answer> =>
  bench.ask(caseId, { connector: 'messages', operation: 'send', body: { customer: customerOf(caseId), channel: 'email', template: 'travelCard', purpose: 'marketing' } });
const lateSends = async (): Promise<string[]> => (await bench.loop.database.db.query<{ effect: string }>('select effect from late_sends')).rows.map(({ effect }) => effect);
const sent = (caseId: string): number => bench.system('messages').applied().filter((one) => one.case === caseId).length;
const told = async (caseId: string): Promise<string[]> =>
  (await bench.entriesOf(caseId)).filter(({ kind }) => kind.startsWith('effect:') || kind.startsWith('exception:')).map(({ kind, body }) => `${kind} ${String((JSON.parse(body) as { code?: string }).code ?? '')}`.trim());

it('a message that the customer agreed to is sent; once they have taken that back, none is', async () => {
  await consent('consent:give', 'k-0');
  await offer('k-0');
  await bench.settled('k-0');
  expect([sent('k-0'), await told('k-0')]).toEqual([1, ['effect:done']]);
  await consent('consent:withdraw', 'k-0');
  await offer('k-0');
  await bench.settled('k-0');
  expect([sent('k-0'), await told('k-0')]).toEqual([1, ['effect:done', 'effect:failed effect_forbidden', 'exception:raised effect_forbidden']]);
});

/** Resolves when so many statements wait for a lock that somebody else holds. */
async function waiting(count: number): Promise<void> {
  const locked = async (): Promise<number> => (await bench.loop.database.db.query<{ n: number }>(`select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rows[0]?.n ?? 0;
  for (let left = 400; (await locked()) < count; left -= 1) {
    if (left === 0) throw new Error(`fewer than ${String(count)} wait`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Runs `inside` while the statement's locks are held. */
async function holding<T>(statement: string, inside: () => Promise<T>): Promise<T> {
  const client = await bench.loop.database.db.client();
  try {
    await client.query('begin');
    await client.query(statement);
    return await inside();
  } finally {
    await client.query('commit');
    client.release();
  }
}

it('a message waits for a withdrawal that is being written, and is not sent after it', async () => {
  await consent('consent:give', 'k-1');
  await holding(`update customers set state = jsonb_set(state::jsonb, '{consents,email.marketing,isGiven}', 'false')::text where id = 'cu-1'`, async () => {
    await offer('k-1');
    await waiting(1);
  });
  await bench.settled('k-1');
  expect([sent('k-1'), await told('k-1'), await lateSends()]).toEqual([0, ['effect:failed effect_forbidden', 'exception:raised effect_forbidden'], []]);
});

it('a withdrawal is answered after the messages that have begun to be sent, and those are shown as sent', async () => {
  await consent('consent:give', 'k-2');
  let isAnswered = false;
  // Where a send stops for a moment, between looking whether it may and being marked.
  const withdrawn = await holding('lock table connector_switches in access exclusive mode', async () => {
    await offer('k-2');
    await waiting(1);
    const answer = consent('consent:withdraw', 'k-2').finally(() => (isAnswered = true));
    await waiting(2);
    expect(isAnswered).toBe(false);
    return { answer };
  });
  expect((await withdrawn.answer).ok).toBe(true);
  await bench.settled('k-2');
  expect([sent('k-2'), await told('k-2'), await lateSends()]).toEqual([1, ['effect:done'], []]);
});

it('no message begins to be sent after a withdrawal, on any server and in any order', async () => {
  await Promise.all(cases.map((id) => consent('consent:give', id)));
  await bench.another();
  const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.random() * 15));
  await Promise.all(cases.map(async (id) => {
    await Promise.all([offer(id), soon().then(() => consent('consent:withdraw', id))]);
    await bench.settled(id);
  }));
  expect(await lateSends()).toEqual([]);
  const ends = await Promise.all(cases.map(async (id) => [sent(id), (await told(id))[0]]));
  for (const end of ends) expect([[1, 'effect:done'], [0, 'effect:failed effect_forbidden']]).toContainEqual(end);
});
