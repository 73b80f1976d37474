import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '../../shared/assert.ts';
import type { EntryDraft } from '../../shared/contract/entries.ts';
import type { DecisionAsked, DecisionDetail, DecisionShown } from '../../shared/contract/rest-decision.ts';
import type { Receipt } from '../../shared/decision/receipt/receipt.ts';
import { recompute } from '../../shared/decision/receipt/recompute.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { demoSources, demoSourceKey } from '../demo/source-key.ts';
import { loadJourneys } from '../catalog/journeys.ts';
import { hashSourceKey, putSourceKey } from '../store/tables/source-keys.ts';
import { verify } from '../log/verify.ts';
import type { Received, TestApp } from '../testing/app.ts';
import { openTestApp } from '../testing/app.ts';
import { FixedClock } from '../testing/fixed-clock.ts';
import { caseWith, person, team } from '../testing/loop.ts';
import { loadRules, type Rules } from './load-rules.ts';
import { sha256 } from './rule-book.ts';

const hour = 3_600_000;
const clock = new FixedClock(Date.UTC(2026, 10, 20, 9));
let app: TestApp;
let rules: Rules;
const tokens = new Map<string, string>();

const customer = (id: string, flags: string[] = []): EntryDraft => ({
  kind: 'customer:added', subject: `customer:${id}`, customer: id, body: { customer: { id, kind: 'person', branch: 'north', language: 'en', flags, relations: [], version: 1 }, values: [] },
});
const send = async (who: string, method: string, path: string, body?: unknown): Promise<Received> => {
  const isSource = who.startsWith('source:');
  if (!isSource && !tokens.has(who)) tokens.set(who, await app.session(who));
  const auth: Record<string, string> = isSource ? { 'x-baton-key': demoSourceKey(app.loop.keys, who.slice(7)) } : { authorization: `Bearer ${tokens.get(who) ?? ''}` };
  return app.send({ method, path, headers: { ...auth, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
};
const asked = (customerId: string, more: Partial<DecisionAsked> = {}): DecisionAsked => ({ customer: customerId, channel: 'branch', placement: 'desk', ...more });
const ask = async (who: string, what: DecisionAsked): Promise<DecisionShown> => {
  const { status, json, text } = await send(who, 'POST', '/v1/decisions', what);
  expect([status, text.slice(0, 300)]).toEqual([200, text.slice(0, 300)]);
  return json as DecisionShown;
};
const why = async (receipt: string): Promise<DecisionDetail> => (await send('ana', 'GET', `/v1/decisions/${receipt}`)).json as DecisionDetail;
const signal = async (of: string, type: string, data: object = {}, source = 'mobile'): Promise<void> => {
  const event = { specversion: '1.0', id: `${type}-${of}-${String(Math.random()).slice(2)}`, source, subject: of, type: `customer.${type}`, time: new Date(clock.now()).toISOString(), data };
  const sent = await app.send({ method: 'POST', path: '/v1/events', headers: { 'content-type': 'application/cloudevents+json', 'x-baton-key': demoSourceKey(app.loop.keys, source) }, body: JSON.stringify(event) });
  expect([sent.status, sent.json]).toEqual([202, { results: [{ id: event.id, ok: true }] }]);
};
const log = async (kind: string): Promise<{ actor: string; body: Record<string, unknown> }[]> =>
  (await app.loop.db.query<{ actor: string; body: string }>({ text: 'select actor, body from log where kind = $1 order by seq', values: [kind] })).rows.map(({ actor, body }) => ({ actor, body: JSON.parse(body) as Record<string, unknown> }));
const travels = async (of: string): Promise<void> => {
  for (const category of ['airline', 'hotel']) await signal(of, 'purchase-booked', { category, amountMinor: 40_000 });
};

beforeAll(async () => {
  const journeys = await loadJourneys();
  const loaded = loadRules();
  if (isRefusal(journeys) || isRefusal(loaded)) throw new Error('the catalog is refused');
  rules = loaded;
  app = await openTestApp({ clock, journeys, enqueue: () => Promise.resolve() }, { readTime: () => Promise.resolve(clock.now()) });
  await app.loop.enter(team('north'), person('ana'), person('sec', { role: 'secondLine' }), person('aud', { role: 'auditor' }), person('bot', { role: 'aiColleague' }), customer('cu-1'), customer('cu-2', ['bereavement']), customer('cu-3'), customer('cu-4'));
  for (const { source } of demoSources(app.loop)) await putSourceKey(app.loop.db, { source, keyHash: hashSourceKey(demoSourceKey(app.loop.keys, source)), journey: null });
  await app.loop.enter(...caseWith('k-1', ['t-1']), { kind: 'case:identified', subject: 'case:k-1', case: 'k-1', customer: 'cu-1', body: { customer: 'cu-1', evidence: 'idSeen' } },
    { kind: 'customer:arrived', subject: 'case:k-1', case: 'k-1', body: { channel: 'branch' } });
});
afterAll(() => app.end());

describe('a decision', () => {
  it('is answered once its receipt can be read, and anybody can make it again from that and the rules it names', async () => {
    const shown = await ask('ana', asked('cu-1', { case: 'k-1' }));
    const { rows } = await app.loop.db.query<{ body: string; customer: string }>({ text: 'select body, customer from receipts where id = $1', values: [shown.receipt] });
    const { body, customer: of } = must(rows[0], 'the receipt is there');
    expect([of, sha256(body)]).toEqual(['cu-1', shown.receipt]);
    expect(recompute(JSON.parse(body) as Receipt, rules.bundle)).toMatchObject({ ok: true, differs: [] });
    expect((await log('decision:made')).at(-1)).toMatchObject({ actor: 'ana', body: { receipt: shown.receipt, case: 'k-1', bundle: rules.bundle.digest } });
    const parts = await app.loop.db.query({ text: 'select digest from decision_parts where digest = $1', values: [rules.bundle.digest] });
    expect(parts.rows).toHaveLength(1);
  });

  it('says who it is to be asked first, and why nothing is sold to somebody in mourning', async () => {
    await travels('cu-2');
    const shown = await ask('ana', asked('cu-2'));
    expect(shown.quiet).toContain('quiet-bereavement');
    const detail = await why(shown.receipt);
    expect(detail).toMatchObject({ isSame: true, actor: 'ana', customer: 'cu-2', answers: [] });
    const card = must(detail.suppressed.find(({ action }) => action === 'travel-card'), 'it is suppressed');
    expect(card.gates.map(({ gate, kind }) => [gate, kind])).toContainEqual(['quiet-bereavement', 'quiet']);
    expect(card.changes).toBe(null);
  });

  it('follows what was just reported: money about to leave comes first', async () => {
    const before = await ask('ana', asked('cu-3'));
    await signal('cu-3', 'transfer-prepared', { transfer: 'tr-1', amountMinor: 500_000 });
    const after = await ask('ana', asked('cu-3'));
    expect([before.shown[0]?.action === 'stop-leaving-transfer', after.shown[0]?.action]).toEqual([false, 'stop-leaving-transfer']);
  });

  it('holds nothing that names a person: the customer is a hash under their own key', async () => {
    const { rows } = await app.loop.db.query<{ body: string }>({ text: 'select body from receipts' });
    expect(rows.filter(({ body }) => body.includes('cu-'))).toEqual([]);
    const hashes = rows.map(({ body }) => (JSON.parse(body) as Receipt).features['customerHash']);
    expect(new Set(hashes).size).toBe(3);
  });

  it('is for staff who meet customers, and for a channel about itself; nobody else hears whether there is such a customer', async () => {
    const codeOf = async (who: string, what: DecisionAsked): Promise<[number, unknown]> => {
      const { status, json } = await send(who, 'POST', '/v1/decisions', what);
      return [status, (json as { code?: string }).code];
    };
    expect(await codeOf('aud', asked('cu-1'))).toEqual([403, 'forbidden']);
    expect(await codeOf('bot', asked('cu-1'))).toEqual([403, 'forbidden']);
    expect(await codeOf('ana', asked('cu-99'))).toEqual([404, 'not_found']);
    expect(await codeOf('ana', asked('cu-2', { case: 'k-1' }))).toEqual([404, 'not_found']);
    expect(await codeOf('ana', asked('cu-1', { placement: 'nowhere' }))).toEqual([422, 'invalid']);
    expect(await codeOf('source:mobile', asked('cu-1', { channel: 'web', placement: 'web-banner' }))).toEqual([403, 'source_refused']);
    expect((await app.send({ method: 'POST', path: '/v1/decisions', headers: { 'content-type': 'application/json' }, body: JSON.stringify(asked('cu-1')) })).status).toBe(401);
  });
});

describe('an answer', () => {
  const offered = async (): Promise<DecisionShown> => ask('source:mobile', asked('cu-4', { channel: 'mobile', placement: 'app-home' }));

  it('of a channel is kept with the rules it was shown under; what was refused rests', async () => {
    await travels('cu-4');
    await app.loop.say('ana', { type: 'consent:give', customer: 'cu-4', channel: 'push', purpose: 'marketing' });
    const shown = await offered();
    expect(shown.shown.map(({ action }) => action)).toEqual(['travel-card']);
    const answer = (body: object): Promise<Received> => send('source:mobile', 'POST', `/v1/decisions/${shown.receipt}/answer`, body);
    expect((await answer({ id: 'a-0', action: 'home-cover', how: 'refused' })).json).toMatchObject({ code: 'action_not_shown' });
    expect((await answer({ id: 'a-1', action: 'travel-card', how: 'refused' })).json).toMatchObject({ ok: true });
    expect((await answer({ id: 'a-1', action: 'travel-card', how: 'refused' })).json).toMatchObject({ ok: true });
    expect((await answer({ id: 'a-2', action: 'travel-card', how: 'accepted' })).json).toMatchObject({ code: 'already_answered' });
    expect((await log('decision:answered')).at(-1)).toEqual({
      actor: 'source:mobile', body: { receipt: shown.receipt, action: 'travel-card', class: 'sales', how: 'refused', channel: 'mobile', bundle: rules.bundle.digest },
    });
    const again = await offered();
    expect(again.shown).toEqual([]);
    expect((await why(again.receipt)).suppressed.find(({ action }) => action === 'travel-card')?.gates.map(({ gate }) => gate)).toEqual(['refused-travel-card']);
    expect((await why(shown.receipt)).answers).toEqual([{ action: 'travel-card', how: 'refused', at: clock.now(), by: 'source:mobile' }]);
  });

  it('of staff needs a reason where it is no, and counts as a contact by voice', async () => {
    const shown = await ask('ana', asked('cu-1', { case: 'k-1' }));
    const first = must(shown.shown[0], 'something is shown').action;
    const say = (more: object): Promise<unknown> => app.loop.say('ana', { type: 'decision:answer', receipt: shown.receipt, action: first, how: 'refused', ...more } as never);
    expect(await say({})).toMatchObject({ ok: false, code: 'reason_missing' });
    expect(await say({ reason: 'notNeeded' })).toMatchObject({ ok: true });
    expect(await say({ receipt: 'f'.repeat(64) })).toMatchObject({ ok: false, code: 'not_found' });
    const { rows } = await app.loop.db.query<{ body: string }>({ text: 'select body from receipts where id = $1', values: [(await ask('ana', asked('cu-1'))).receipt] });
    expect((JSON.parse(must(rows[0], 'there is a receipt').body) as Receipt).features['contactsDay']).toBe(1);
  });

  it('to something that was agreed to under older rules is refused by a recall alone', async () => {
    const shown = await ask('ana', asked('cu-1', { case: 'k-1' }));
    const one = must(shown.shown[0], 'something is shown');
    const recalled = { ...rules.bundle, digest: 'e'.repeat(64), source: { ...rules.bundle.source, recalls: [{ id: 'r-1', action: one.action }] } };
    const newer = app.loop.another({ rules: { ...rules, bundle: recalled } });
    const emptied = app.loop.another({ rules: { ...rules, bundle: { ...rules.bundle, digest: 'd'.repeat(64), source: { ...rules.bundle.source, actions: [] } } } });
    const accept = { type: 'decision:answer' as const, receipt: shown.receipt, action: one.action, how: 'accepted' as const, ...(one.disclosure ? { disclosed: one.disclosure.version } : {}) };
    const session = { person: 'ana', device: 'ana-desk' };
    expect(await newer.command({ ...accept, commandId: 'r-1' }, session)).toMatchObject({ ok: false, code: 'action_recalled', rule: 'recall.r-1' });
    expect(await emptied.command({ ...accept, commandId: 'r-2' }, session)).toMatchObject({ ok: true });
    expect((await log('decision:answered')).at(-1)?.body).toMatchObject({ how: 'accepted', bundle: rules.bundle.digest });
  });
});

it('a suggestion that is turned off is held back from the next decision on, on that channel, and says why; on again, it is there', async () => {
  const off = (who: string, isOff: boolean, channel?: 'branch' | 'mobile'): Promise<unknown> =>
    app.loop.say(who, { type: 'action:switch', action: 'stop-leaving-transfer', isOff, because: 'complaints', ...(channel === undefined ? {} : { channel }) });
  const gates = async (): Promise<string[] | undefined> => {
    const detail = await why((await ask('ana', asked('cu-3'))).receipt);
    expect(detail.isSame).toBe(true);
    return detail.suppressed.find(({ action }) => action === 'stop-leaving-transfer')?.gates.map(({ gate }) => gate);
  };
  expect(await off('ana', true)).toMatchObject({ ok: false, code: 'forbidden' });
  const seen = [await gates()];
  for (const [isOff, channel] of [[true, 'mobile'], [true, 'branch'], [false, 'branch'], [true, undefined], [false, undefined]] as const) {
    expect(await off('sec', isOff, channel)).toMatchObject({ ok: true });
    seen.push(await gates());
  }
  expect(seen).toEqual([undefined, undefined, ['switched-off'], undefined, ['switched-off'], undefined]);
  expect((await log('action:switched'))[1]).toEqual({ actor: 'sec', body: { action: 'stop-leaving-transfer', channel: 'branch', isOff: true, because: 'complaints' } });
});

it('a customer who changes while it is decided is decided about again, on what holds then', async () => {
  const [first] = await Promise.all([ask('ana', asked('cu-3')), ...Array.from({ length: 5 }, () => signal('cu-3', 'page-seen', { page: 'loan' }))]);
  expect(first.receipt).toMatch(/^[0-9a-f]{64}$/);
  clock.advance(hour);
});

it('the log folds to the rows that are there', async () => {
  expect((await app.loop.db.transaction((tx) => verify(tx), 'repeatable read, read only')).problems).toEqual([]);
});
