import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { must } from '../../shared/assert.ts';
import { canonicalJson } from '../../shared/canonical.ts';
import type { EntryBody, EntryDraft } from '../../shared/contract/entries.ts';
import type { DecisionDetail, DecisionShown, Learning } from '../../shared/contract/rest-decision.ts';
import { digestOf } from '../../shared/decision/learn/models.ts';
import type { Receipt } from '../../shared/decision/receipt/receipt.ts';
import { recompute } from '../../shared/decision/receipt/recompute.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { demoSources, demoSourceKey } from '../demo/source-key.ts';
import { loadJourneys } from '../catalog/journeys.ts';
import { doorOf } from '../desk-door.ts';
import { hashSourceKey, putSourceKey } from '../store/tables/source-keys.ts';
import { verify } from '../log/verify.ts';
import type { TestApp } from '../testing/app.ts';
import { openTestApp } from '../testing/app.ts';
import { FixedClock } from '../testing/fixed-clock.ts';
import { person, team } from '../testing/loop.ts';
import { ignoredAfterMs } from './heard-outcomes.ts';
import type { Learner } from './learner.ts';
import { startLearner } from './learner.ts';
import { loadRules, type Rules } from './load-rules.ts';
import { ModelBook } from './model-book.ts';
import { sha256 } from './rule-book.ts';

const minute = 60_000;
const people = 65;
const clock = new FixedClock(Date.UTC(2026, 10, 20, 9));
let app: TestApp;
let rules: Rules;
const reported: unknown[] = [];
const learners: Learner[] = [];

const customer = (id: string): EntryDraft => ({
  kind: 'customer:added', subject: `customer:${id}`, customer: id, body: { customer: { id, kind: 'person', branch: 'north', language: 'en', flags: [], relations: [], version: 1 }, values: [] },
});
const headers = (): Record<string, string> => ({ 'x-baton-key': demoSourceKey(app.loop.keys, 'mobile'), 'content-type': 'application/json' });
const post = async (path: string, body: object): Promise<unknown> => {
  const { status, json, text } = await app.send({ method: 'POST', path, headers: headers(), body: JSON.stringify(body) });
  expect([status, text.slice(0, 300)]).toEqual([200, text.slice(0, 300)]);
  return json;
};
const ask = async (of: string): Promise<DecisionShown> => (await post('/v1/decisions', { customer: of, channel: 'mobile', placement: 'app-home' })) as DecisionShown;
const answer = async (of: string): Promise<void> => {
  const { receipt, shown } = await ask(of);
  expect(shown.map(({ action }) => action)).toEqual(['travel-card']);
  await post(`/v1/decisions/${receipt}/answer`, { id: `a-${of}`, action: 'travel-card', how: 'refused' });
};
const steps = async (): Promise<EntryBody<'model:stepped'>[]> =>
  (await app.loop.db.query<{ body: string }>({ text: `select body from log where kind = 'model:stepped' order by seq` })).rows.map(({ body }) => JSON.parse(body) as EntryBody<'model:stepped'>);
const receiptOf = async (id: string): Promise<Receipt> => {
  const { rows } = await app.loop.db.query<{ body: string }>({ text: 'select body from receipts where id = $1', values: [id] });
  return JSON.parse(must(rows[0], 'the receipt is kept').body) as Receipt;
};
/** Another server on the same database, which looks at the log when it is told to. */
const server = async (): Promise<{ book: ModelBook; learner: Learner }> => {
  const { db } = app.loop;
  const book = new ModelBook(rules.bundle, rules.trial, db);
  await book.refresh();
  const learner = startLearner({ db, clock, bundle: rules.bundle, book, door: doorOf(app.loop), report: (error) => reported.push(error), everyMs: 3_600_000 });
  learners.push(learner);
  return { book, learner };
};

beforeAll(async () => {
  const journeys = await loadJourneys();
  const loaded = loadRules();
  if (isRefusal(journeys) || isRefusal(loaded)) throw new Error('the catalog is refused');
  rules = loaded;
  app = await openTestApp({ clock, journeys, enqueue: () => Promise.resolve() }, { readTime: () => Promise.resolve(clock.now()) });
  await app.loop.enter(team('north'), person('ana'), person('sec', { role: 'secondLine' }));
  for (const { source } of demoSources(app.loop)) await putSourceKey(app.loop.db, { source, keyHash: hashSourceKey(demoSourceKey(app.loop.keys, source)), journey: null });
  const ids = Array.from({ length: people }, (_, i) => `cu-${String(i)}`);
  await app.loop.enter(...ids.map(customer));
  for (const id of ids) {
    const events = ['airline', 'hotel'].map((category) => ({
      specversion: '1.0', id: `${category}-${id}`, source: 'mobile', subject: id, type: 'customer.purchase-booked', time: new Date(clock.now()).toISOString(), data: { category, amountMinor: 40_000 },
    }));
    await app.send({ method: 'POST', path: '/v1/events', headers: { ...headers(), 'content-type': 'application/cloudevents-batch+json' }, body: JSON.stringify(events) });
    await app.loop.say('ana', { type: 'consent:give', customer: id, channel: 'push', purpose: 'marketing' });
  }
});
afterAll(async () => {
  for (const learner of learners) await learner.stop();
  await app.end();
});

it('what customers answer is learned, at most once a minute, and the next decision says so and names what it was made with', async () => {
  const before = await receiptOf((await ask('cu-60')).receipt);
  expect([before.models, before.candidates.ranked.find(({ action }) => action === 'travel-card')?.factors.propensity.is]).toEqual([[], 0.12]);

  for (let i = 0; i < 60; i += 1) await answer(`cu-${String(i)}`);
  const { learner, book } = await server();
  await vi.waitFor(async () => expect(await steps()).toHaveLength(1), { timeout: 10_000 });
  for (let i = 0; i < 3; i += 1) await learner.look();
  expect(await steps()).toHaveLength(1);
  clock.advance(minute - 1);
  await learner.look();
  expect(await steps()).toHaveLength(1);
  clock.advance(1);
  // Nothing may be left to learn where the first step has learned it all.
  await learner.look();
  const made = await steps();
  expect(made.reduce((sum, { outcomes }) => sum + outcomes, 0)).toBe(60);
  expect(made.map(({ action, channel, role }) => [action, channel, role])).toEqual(made.map(() => ['travel-card', 'mobile', 'champion']));
  const last = must(made.at(-1), 'it has stepped');

  const shown = await vi.waitFor(async () => {
    const one = await ask('cu-61');
    expect((await receiptOf(one.receipt)).models).toContain(last.model);
    return one;
  }, { timeout: 10_000 });
  const receipt = await receiptOf(shown.receipt);
  const said = must(await book.said(receipt.models), 'its models are kept');
  expect(receipt.candidates.ranked.find(({ action }) => action === 'travel-card')?.factors.propensity.is).toBeLessThan(0.06);
  expect(recompute(receipt, rules.bundle, said)).toMatchObject({ ok: true, differs: [] });
  expect(recompute(before, rules.bundle, said)).toMatchObject({ ok: true, differs: ['ranked'] });
  const detail = (await app.send({ method: 'GET', path: `/v1/decisions/${shown.receipt}`, headers: { authorization: `Bearer ${await app.session('ana')}` } })).json as DecisionDetail;
  expect([detail.isSame, detail.models]).toEqual([true, receipt.models]);
});

it('of two servers that have heard the same, one learns it; what is computed on an older version is dropped', async () => {
  const [a, b] = [await server(), await server()];
  await answer('cu-62');
  const before = (await steps()).length;
  clock.advance(minute);
  await Promise.all([a.learner.look(), b.learner.look()]);
  await a.learner.look();
  await b.learner.look();
  expect((await steps()).length).toBe(before + 1);
  const last = must((await steps()).at(-1), 'it has stepped');
  expect([a, b].map(({ book }) => book.digest('travel-card', 'mobile', 'champion'))).toEqual([last.model, last.model]);

  const body = { ...last, model: 'f'.repeat(64), outcomes: 1, from: must(last.from, 'it followed another') };
  const stale = { action: 'travel-card', after: body.from, key: 'travel-card mobile champion', body, text: '{}', alarms: [], owner: 'call-centre' };
  expect(await doorOf(app.loop).order({ do: 'model', stepped: stale })).toMatchObject({ ok: true, duplicate: true });
  expect((await steps()).length).toBe(before + 1);
});

it('what was shown in the app and never answered counts as ignored, once its time is over', async () => {
  const { learner } = await server();
  clock.advance(minute);
  await learner.look();
  const before = (await steps()).length;
  await ask('cu-63');
  clock.advance(ignoredAfterMs - 1);
  await learner.look();
  const meanwhile = (await steps()).slice(before).reduce((sum, { outcomes }) => sum + outcomes, 0);
  clock.advance(minute + 1);
  await learner.look();
  await vi.waitFor(async () => expect((await steps()).slice(before).reduce((sum, { outcomes }) => sum + outcomes, 0)).toBeGreaterThan(meanwhile), { timeout: 10_000 });
});

it('an alarm is there until somebody who may has looked; then the watch looks anew', async () => {
  const { book, learner } = await server();
  const model = must(book.models.get('travel-card', 'mobile', 'champion'), 'it has learned');
  const { model: from } = must((await steps()).at(-1), 'it has stepped');
  const alarmed = { ...model, watch: { ...model.watch, alarms: [{ kind: 'lower' as const, at: clock.now(), value: 41 }] } };
  const digest = digestOf(alarmed, sha256);
  const body = { action: 'travel-card', channel: 'mobile' as const, role: 'champion' as const, model: digest, from, outcomes: 1, upTo: alarmed.upTo };
  await doorOf(app.loop).order({ do: 'model', stepped: { action: 'travel-card', after: from, key: 'travel-card mobile champion', body, text: canonicalJson(alarmed), alarms: [], owner: 'call-centre' } });
  const learning = async (who: string): Promise<Learning> => (await app.send({ method: 'GET', path: '/v1/learning', headers: { authorization: `Bearer ${await app.session(who)}` } })).json as Learning;
  const alarms = async (): Promise<unknown> => (await learning('sec')).models.find(({ action, role }) => action === 'travel-card' && role === 'champion')?.alarms;
  expect([await alarms(), await learning('ana')]).toMatchObject([[{ kind: 'lower', at: clock.now() }], { code: 'forbidden' }]);
  const look = { type: 'alarm:look', action: 'travel-card', channel: 'mobile', because: 'expected' } as const;
  expect(await app.loop.say('ana', look)).toMatchObject({ ok: false, code: 'forbidden' });
  expect(await app.loop.say('sec', look)).toMatchObject({ ok: true });
  expect([await alarms(), (await learning('sec')).models.find(({ role }) => role === 'champion')?.looked]).toEqual([[], { by: 'sec', at: clock.now(), because: 'expected' }]);
  await answer('cu-64');
  clock.advance(minute);
  await learner.look();
  await book.refresh();
  expect(book.models.get('travel-card', 'mobile', 'champion')).toMatchObject({ watch: { alarms: [] } });
  expect(book.digest('travel-card', 'mobile', 'champion')).not.toBe(digest);
});

it('an alarm of a model is told to the owner of its action', async () => {
  const [last] = (await steps()).slice(-1);
  const { model } = must(last, 'it has stepped');
  const body = { action: 'travel-card', channel: 'mobile' as const, role: 'champion' as const, model: 'e'.repeat(64), from: model, outcomes: 1, upTo: 1 };
  await doorOf(app.loop).order({ do: 'model', stepped: { action: 'home-cover', key: 'elsewhere', body, text: '{}', alarms: ['lower'], owner: 'call-centre' } });
  const { rows } = await app.loop.db.query<{ body: string }>({ text: `select body from log where kind = 'exception:raised'` });
  expect(rows.map((row) => JSON.parse(row.body) as unknown)).toEqual([
    { code: 'model_alarm', reference: expect.any(String) as string, owner: 'team:call-centre', model: { action: 'travel-card', channel: 'mobile', role: 'champion', alarm: 'lower', model: 'e'.repeat(64) } },
  ]);
});

it('a server that starts again knows what was learned, and the log folds to the rows that are there', async () => {
  const { book } = await server();
  const last = (await steps()).findLast(({ model }) => model !== 'e'.repeat(64));
  expect(book.digest('travel-card', 'mobile', 'champion')).toBe(last?.model);
  expect(reported).toEqual([]);
  expect((await app.loop.db.transaction((tx) => verify(tx), 'repeatable read, read only')).problems).toEqual([]);
});
