import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Random } from '../demo/random.ts';
import { seededRandom } from '../demo/random.ts';
import { readHead } from '../store/tables/head.ts';
import type { Received, TestApp } from '../testing/app.ts';
import { openTestApp } from '../testing/app.ts';
import type { BadCase } from '../testing/bad-input/bad-case.ts';
import { BATCH, draw, goodEvent } from '../testing/bad-input/bad-case.ts';
import { goodEvents } from '../testing/bad-input/good.ts';
import { openInTime } from '../testing/bad-input/in-time.ts';
import { bombs, malformed, sizes } from '../testing/bad-input/malformed.ts';
import { alien, numbers, sqlMeta, times } from '../testing/bad-input/meaning.ts';
import { pollution, wrongTypes } from '../testing/bad-input/schema.ts';
import { person, team } from '../testing/loop.ts';

const seed = Number(process.env['BATON_SEED'] ?? 20_261);
const rssGrowthMb = 100;

let app: TestApp;
let token: string;
const uncaught: unknown[] = [];
const hear = (error: unknown): void => void uncaught.push(error);

beforeAll(async () => {
  process.on('uncaughtException', hear).on('unhandledRejection', hear);
  // Without the poller: a timer that falls due is no bad input.
  app = await openTestApp({}, { isTimed: false });
  await app.loop.enter(team('north'), person('ana'), person('ben', { team: 'north' }), person('ada', { role: 'auditor' }));
  token = await app.session('ana');
  // What every case finds: one case with a task, so that a wrong read would have something to show.
  await report([goodEvent('before')]);
});

afterAll(async () => {
  process.off('uncaughtException', hear).off('unhandledRejection', hear);
  await app.end();
});

const senders = (): Record<BadCase['as'], Record<string, string>> => ({ source: { 'x-baton-key': app.sourceKey }, session: { authorization: `Bearer ${token}` }, nobody: {} });

function send({ method = 'GET', path, as, headers = {}, body }: BadCase): Promise<Received> {
  return app.send({ method, path, headers: { ...senders()[as], ...headers }, ...(body === undefined ? {} : { body }) });
}

/** What any write changes. */
async function fingerprint(): Promise<object> {
  const { seq, hash, rowsHash } = await readHead(app.loop.db);
  return { seq, hash: hash.toString('hex'), rowsHash: rowsHash.toString('hex') };
}

const report = (events: readonly Record<string, unknown>[]): Promise<Received> =>
  send({ name: 'report', method: 'POST', path: '/v1/events', as: 'source', headers: { 'content-type': BATCH }, body: JSON.stringify(events), expect: [] });

function codeOf({ status, json }: Received): string | undefined {
  if (status === 200) return Array.isArray((json as { rows?: unknown }).rows) && (json as { rows: unknown[] }).rows.length === 0 ? 'empty' : undefined;
  return (json as { code?: string } | undefined)?.code;
}

/** What is wrong with the answer, or nothing. */
function complaint(bad: BadCase, got: Received): string | undefined {
  const code = codeOf(got);
  const field = (got.json as { params?: { field?: string } } | undefined)?.params?.field;
  const isExpected = bad.expect.some((one) => one.status === got.status && (one.code === undefined || one.code === code) && (one.field === undefined || one.field === field));
  if (!isExpected) return `${bad.name}: ${String(got.status)} ${String(code)} ${String(field)}, expected ${JSON.stringify(bad.expect)}`;
  if (got.headers['x-content-type-options'] !== 'nosniff' || !got.headers['content-security-policy']) return `${bad.name}: the security headers are missing`;
  return undefined;
}

/** Runs cases one after the other under the five oracles: up, nothing uncaught, in time, memory, no row changed. */
async function hold(cases: readonly BadCase[]): Promise<void> {
  const before = await fingerprint();
  const rssBefore = process.memoryUsage().rss;
  const complaints: string[] = [];
  const inTime = openInTime(() => app.send({ method: 'GET', path: '/v1/tasks', headers: senders().session }));
  for (const bad of cases) {
    await inTime.beat();
    const got = await send(bad);
    const late = await inTime.complaint(got.tookMs);
    const found = complaint(bad, got) ?? (late && `${bad.name}: ${late}`);
    if (found) complaints.push(found);
  }
  expect(complaints.slice(0, 20), `${String(complaints.length)} of ${String(cases.length)} with seed ${String(seed)}`).toEqual([]);
  expect(uncaught).toEqual([]);
  expect((await app.send({ method: 'GET', path: '/healthz' })).status).toBe(200);
  expect(await fingerprint()).toEqual(before);
  expect(app.loop.reported).toEqual([]);
  expect((process.memoryUsage().rss - rssBefore) / 2 ** 20).toBeLessThan(rssGrowthMb);
}

const groups: readonly [group: string, title: string, count: number, make: (random: Random) => BadCase[]][] = [
  ['B01', 'malformed JSON is refused and never merged', 400, malformed],
  ['B02', 'wrong types are refused with the field’s path', 580, wrongTypes],
  ['B03', 'what is too large is refused before it is read', 120, sizes],
  ['B04', 'depth and width do no harm', 120, bombs],
  ['B05', 'nothing inherited and nothing of others can be set', 300, pollution],
  ['B09', 'SQL and search signs are texts that are not there', 400, sqlMeta],
  ['B17', 'numbers are whole and unchanged, or refused', 350, numbers],
  ['B18', 'times have a zone, exist and have passed, or are refused', 250, () => times(app.loop.clock.now())],
  ['B24', 'events of other versions and sources are refused', 300, alien],
];

describe('bad input over HTTP', () => {
  it.each(groups)('%s: %s', { timeout: 600_000 }, async (group, _title, count, make) => {
    const random = seededRandom(seed).fork(group);
    const cases = make(random);
    expect(cases.length).toBeGreaterThanOrEqual(count);
    await hold(draw(random, cases, count));
  });

  it('leaves no trace in what every object inherits', () => {
    const clean: Record<string, unknown> = {};
    expect([clean['isAdmin'], clean['x'], clean['role']]).toEqual([undefined, undefined, undefined]);
  });

  it('shows nobody else’s cases for any filter that looks like SQL', async () => {
    const all = await app.send({ method: 'GET', path: '/v1/tasks?status=all', headers: { authorization: `Bearer ${token}` } });
    expect(all.json).toEqual({ rows: [] });
  });
});

describe('B24: events that are old, doubled, in the wrong order or of an unknown type', () => {
  it('are taken, marked and change nothing else', async () => {
    const subject = 'b24-order';
    const step = (id: string, type: string, phase: string) => goodEvent(id, { subject, type, data: { ...(phase === '' ? {} : { phase }), by: '7' } });
    const activity = 'W_Nabellen offertes';
    const answers = await report([step('b24-0', 'A_SUBMITTED', ''), step('b24-1', activity, 'COMPLETE'), step('b24-2', activity, 'START'), step('b24-3', 'NO_SUCH_TYPE', ''), step('b24-4', activity, 'SCHEDULE'), step('b24-4', activity, 'SCHEDULE')]);
    expect(answers.status).toBe(202);
    expect((answers.json as { results: { ok: boolean }[] }).results.map((result) => result.ok)).toEqual([true, true, true, true, true, true]);
    const { rows } = await app.loop.db.query<{ kind: string; irregular: string | null }>({
      text: `select kind, body::jsonb->>'irregular' as irregular from log where input like 'e:loan-log/b24-%' and body::jsonb ? 'report' order by seq`,
    });
    expect(rows).toEqual([
      { kind: 'case:opened', irregular: null },
      { kind: 'event:recorded', irregular: 'completeWithoutStart' },
      { kind: 'event:recorded', irregular: null },
      { kind: 'event:recorded', irregular: 'unmapped' },
      { kind: 'task:made', irregular: null },
    ]);
  });
});

describe('good input', () => {
  it('of a thousand unusual kinds passes', { timeout: 120_000 }, async () => {
    const events = goodEvents(seededRandom(seed).fork('good'), 1000);
    const refused: string[] = [];
    for (let from = 0; from < events.length; from += 50) {
      const part = events.slice(from, from + 50);
      const { status, text, json } = await report(part);
      const results = (json as { results?: { ok: boolean; code?: string }[] }).results ?? [];
      if (status !== 202 || results.length !== part.length || results.some((result) => !result.ok)) refused.push(text.slice(0, 200));
    }
    expect(refused).toEqual([]);
    expect(app.loop.reported).toEqual([]);
    const held = await app.loop.db.query<{ n: number }>({ text: 'select count(*) as n from held_input' });
    expect(held.rows[0]?.n).toBe(0);
  });
});
