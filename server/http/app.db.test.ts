import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { routes } from '../../shared/contract/rest.ts';
import { seededRandom } from '../demo/random.ts';
import { readHead } from '../store/tables/head.ts';
import type { Received, TestApp } from '../testing/app.ts';
import { openTestApp } from '../testing/app.ts';
import { BATCH, goodEvent } from '../testing/bad-input/bad-case.ts';
import { caseWith, person, team } from '../testing/loop.ts';

let app: TestApp;
let tokens: Record<string, string> = {};
let differenceMs = 0;

const customer = (id: string) => ({
  kind: 'customer:added' as const, subject: `customer:${id}`, customer: id,
  body: { customer: { id, kind: 'person' as const, branch: 'north', language: 'en', flags: [], relations: [], version: 1 }, values: [] },
});

beforeAll(async () => {
  app = await openTestApp({}, { isTimed: false, readTime: () => Promise.resolve(app.loop.clock.now() - differenceMs) });
  const { enter } = app.loop;
  await enter(
    team('north'), team('south'), team('loans'), person('ana'), person('sid', { team: 'south', branch: 'south' }), person('lena', { role: 'teamLead', team: 'loans' }),
    person('ada', { role: 'auditor', team: 'south' }), person('nova', { role: 'aiColleague' }), person('log:1', { role: 'observed', team: 'log' }),
  );
  await enter(customer('cu-1'), customer('cu-2'));
  await enter(...['k-1', 'k-2', 'k-3'].flatMap((id) => caseWith(id, [`t-${id}`])), ...caseWith('k-s', ['t-s'], { team: 'south', branch: 'south' }));
  for (const who of ['ana', 'sid', 'lena', 'ada', 'nova']) tokens = { ...tokens, [who]: await app.session(who) };
});
afterAll(() => app.end());

const get = (path: string, who?: string): Promise<Received> =>
  app.send({ method: 'GET', path, headers: who === undefined ? {} : { authorization: `Bearer ${tokens[who] ?? ''}` } });
const rowsOf = (got: Received): Record<string, unknown>[] => (got.json as { rows: Record<string, unknown>[] }).rows;
const ids = async (path: string, who: string): Promise<unknown[]> => rowsOf(await get(path, who)).map((row) => row['id']);
const report = (events: unknown[], key = app.sourceKey): Promise<Received> =>
  app.send({ method: 'POST', path: '/v1/events', headers: { 'content-type': BATCH, 'x-baton-key': key }, body: JSON.stringify(events) });
const entries = async (where: string): Promise<number> =>
  (await app.loop.db.query<{ n: number }>({ text: `select count(*)::integer as n from log where ${where}` })).rows[0]?.n ?? 0;

async function walk(path: string, who: string): Promise<Record<string, unknown>[]> {
  const all: Record<string, unknown>[] = [];
  let cursor: string | undefined;
  do {
    const { json } = await get(`${path}${cursor === undefined ? '' : `&cursor=${cursor}`}`, who);
    const page = json as { rows: Record<string, unknown>[]; cursor?: string };
    all.push(...page.rows);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return all;
}

describe('lists', () => {
  it('give every row once, in order, for any size of page', async () => {
    const random = seededRandom(7);
    await report(Array.from({ length: 60 }, (_, index) =>
      goodEvent(`page-${String(index)}`, { subject: `p-${String(index)}`, time: new Date(1_700_000_000_000 + random.between(0, 9) * 1000).toISOString() })));
    for (const limit of [1, 7, 60, 200])
      for (const sort of ['madeAt', '-madeAt', 'id']) {
        const rows = await walk(`/v1/tasks?team=loans&limit=${String(limit)}&sort=${sort}`, 'lena');
        expect(rows).toHaveLength(60);
        expect(new Set(rows.map((row) => row['id'])).size).toBe(60);
        const keys = rows.map((row) => (sort === 'id' ? String(row['id']) : Number(row['madeAt'])));
        const sorted = [...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        expect(keys).toEqual(sort === '-madeAt' ? sorted.reverse() : sorted);
      }
  });

  it('of cases nobody has identified are for their own team, its lead and the auditor', async () => {
    const open = '/v1/cases?limit=200&journey=test';
    expect(await ids(open, 'ana')).toEqual(['k-1', 'k-2', 'k-3']);
    expect(await ids(open, 'sid')).toEqual(['k-s']);
    expect(await ids(open, 'ada')).toHaveLength(4);
    expect((await get('/v1/cases/k-1', 'ana')).status).toBe(200);
    const [hidden, never] = [await get('/v1/cases/k-1', 'sid'), await get('/v1/cases/k-none', 'sid')];
    expect([hidden.status, hidden.text]).toEqual([404, never.text]);
    expect((await get('/v1/tasks/t-k-1', 'sid')).status).toBe(404);
  });

  it('show identified cases of another branch to a lead, and not to a branch', async () => {
    await app.loop.enter({ kind: 'case:identified', subject: 'case:k-3', case: 'k-3', body: { customer: 'cu-1', evidence: 'passport' } });
    expect(await ids('/v1/cases?journey=test', 'sid')).toEqual(['k-s']);
    expect(await ids('/v1/cases?journey=test&customer=cu-1', 'lena')).toEqual(['k-3']);
  });

  it('show a case that another team works on at the branch it stands with, once it is known whose it is', async () => {
    await app.loop.enter(...caseWith('k-l', ['t-l'], { team: 'loans', branch: 'south' }));
    expect((await get('/v1/cases/k-l', 'sid')).status).toBe(404);
    await app.loop.enter({ kind: 'case:identified', subject: 'case:k-l', case: 'k-l', body: { customer: 'cu-2', evidence: 'passport' } });
    expect([(await get('/v1/cases/k-l', 'sid')).status, (await get('/v1/tasks/t-l', 'sid')).status, (await get('/v1/cases/k-l', 'ana')).status]).toEqual([200, 200, 404]);
  });

  it('of queues count what waits', async () => {
    const row = rowsOf(await get('/v1/queues', 'ana')).find((one) => one['id'] === 'north');
    expect(row).toMatchObject({ waiting: 3, held: 0, parked: 0 });
    await app.loop.say('ana', { type: 'task:claim', task: 't-k-1', version: 1 });
    expect((await get('/v1/queues/north', 'ana')).json).toMatchObject({ waiting: 2, held: 1 });
  });
});

describe('sessions', () => {
  it('are for staff of the bank, not for persons of a source or nobody', async () => {
    for (const who of ['log:1', 'nobody']) await expect(app.session(who)).rejects.toThrow('404');
  });

  it('end when they are ended', async () => {
    const token = await app.session('ana');
    const ask = (method: string, path: string): Promise<Received> => app.send({ method, path, headers: { authorization: `Bearer ${token}` } });
    expect((await ask('GET', '/v1/queues')).status).toBe(200);
    expect((await ask('DELETE', '/v1/demo-session')).status).toBe(200);
    expect((await ask('GET', '/v1/queues')).json).toMatchObject({ code: 'no_session' });
  });

  it('are not given through a proxy or under another name of this machine', async () => {
    const body = '{"person":"ana"}';
    const open = (headers: Record<string, string>): Promise<Received> =>
      app.send({ method: 'POST', path: '/v1/demo-session', headers: { 'content-type': 'application/json', ...headers }, body });
    expect((await open({ 'x-forwarded-for': '10.0.0.1' })).status).toBe(404);
    expect((await open({ host: 'bank.example' })).json).toMatchObject({ code: 'host_refused' });
    expect((await open({ host: 'localhost:4380' })).status).toBe(200);
  });

  it('are asked for before anything is read', async () => {
    for (const { method, path, access } of Object.values(routes)) {
      if (access !== 'session') continue;
      const { status, headers } = await app.send({ method, path: path.replace(':id', 'x') });
      expect([path, status, headers['www-authenticate']]).toEqual([path, 401, 'Bearer']);
    }
  });
});

describe('reading a customer', () => {
  it('is one entry per person and quarter of an hour, before the data leaves', async () => {
    const read = `kind = 'customer:read' and customer = 'cu-1'`;
    expect((await Promise.all([get('/v1/customers/cu-1', 'ana'), get('/v1/customers/cu-1', 'ana')])).map(({ status }) => status)).toEqual([200, 200]);
    expect((await get('/v1/customers/cu-1', 'ana')).json).toMatchObject({ id: 'cu-1', values: {} });
    expect(await entries(`${read} and actor = 'ana'`)).toBe(1);
    await get('/v1/customers/cu-1', 'sid');
    expect(await entries(read)).toBe(2);
  });

  it('is refused to an AI colleague each time, and each refusal is in the log', async () => {
    for (const _ of [1, 2]) expect((await get('/v1/customers/cu-2', 'nova')).json).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await entries(`kind = 'refused' and actor = 'nova'`)).toBe(2);
    expect(await entries(`kind = 'customer:read' and customer = 'cu-2'`)).toBe(0);
  });

  it('that is not there is no entry', async () => {
    const { seq } = await readHead(app.loop.db);
    expect((await get('/v1/customers/cu-none', 'ana')).status).toBe(404);
    expect((await readHead(app.loop.db)).seq).toBe(seq);
  });
});

describe('sources', () => {
  it('are slowed when too much waits, and nothing of the request is stored', async () => {
    const waiting = vi.spyOn(app.loop.desk.inbox, 'waiting').mockReturnValue(4001);
    const { seq } = await readHead(app.loop.db);
    const slowed = await report([goodEvent('slow-1')]);
    waiting.mockRestore();
    expect([slowed.status, slowed.headers['retry-after'], (slowed.json as { code: string }).code]).toEqual([429, '1', 'slow_down']);
    expect((await readHead(app.loop.db)).seq).toBe(seq);
    expect((await report([goodEvent('slow-1')])).status).toBe(202);
  });

  it('with another source’s key report nothing', async () => {
    for (const key of ['', 'short', 'x'.repeat(35), `${app.sourceKey}x`]) expect((await report([goodEvent('key-1')], key)).status).toBe(401);
    expect(await entries(`input = 'e:loan-log/key-1'`)).toBe(0);
  });
});

describe('a clock that differs from the database’s', () => {
  it('by more than a second is not ready, by more than five takes no inputs', async () => {
    const ready = async (): Promise<number> => (await get('/readyz')).status;
    const late = async (ms: number): Promise<void> => {
      differenceMs = ms;
      await app.checkClock();
    };
    expect(await ready()).toBe(200);
    await late(1500);
    expect([await ready(), (await report([goodEvent('clock-1')])).status]).toEqual([503, 202]);
    await late(-6000);
    expect([await ready(), (await report([goodEvent('clock-2')])).json]).toEqual([503, expect.objectContaining({ code: 'clock_off', status: 503 })]);
    await late(0);
    expect([await ready(), (await report([goodEvent('clock-2')])).status]).toEqual([200, 202]);
  });
});

describe('a database that is away', () => {
  it('is said to be, and the caller may come again', async () => {
    const broken = vi.spyOn(app.loop.db, 'query').mockRejectedValue(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
    const [read, ready] = [await get('/v1/queues', 'ana'), await get('/readyz')];
    broken.mockRestore();
    expect([read.status, read.headers['retry-after'], (read.json as { code: string }).code]).toEqual([503, '1', 'unavailable']);
    expect([ready.status, ready.json]).toEqual([503, expect.objectContaining({ database: false, isReady: false })]);
    expect((await get('/v1/queues', 'ana')).status).toBe(200);
  });

  it('is not a bug, and a bug is: its reference is told and nothing else', async () => {
    const broken = vi.spyOn(app.loop.db, 'query').mockRejectedValue(new Error('Bug: a secret value'));
    const read = await get('/v1/queues', 'ana');
    broken.mockRestore();
    expect(read.json).toMatchObject({ status: 500, code: 'internal', params: { reference: expect.stringMatching(/^x-/) } });
    expect(read.text).not.toContain('secret');
  });
});

describe('for machines', () => {
  it('the description names every route, and every answer of a refusal', async () => {
    const { json } = await get('/openapi.json');
    const { openapi, paths } = json as { openapi: string; paths: Record<string, Record<string, { responses: Record<string, unknown> }>> };
    expect(openapi).toBe('3.1.0');
    for (const { path, method, status, access } of Object.values(routes)) {
      const operation = paths[path.replace(':id', '{id}')]?.[method.toLowerCase()];
      expect(Object.keys(operation?.responses ?? {}), path).toEqual(expect.arrayContaining([String(status), ...(access === 'open' ? [] : ['401'])]));
    }
    expect(JSON.stringify(json)).not.toContain('"$schema"');
  });

  it('metrics count what was written and refused', async () => {
    await get('/v1/queues');
    const { text } = await get('/metrics');
    expect(text).toMatch(/^baton_entries_total [1-9]/m);
    expect(text).toMatch(/^baton_refusals_total\{code="no_session"\} [1-9]/m);
  });

  it('the status page and its three files come with a policy that runs nothing else', async () => {
    for (const path of ['/status', '/status.css', '/status.js']) {
      const got = await get(path);
      expect([path, got.status, got.headers['content-security-policy']]).toEqual([path, 200, expect.stringContaining("script-src 'self'")]);
    }
    for (const path of ['/status-page/index.html', '/../app.ts', '/%2e%2e/app.ts', `/${randomUUID()}`]) expect((await get(path)).status).toBe(404);
    expect((await get('/v1/status')).json).toMatchObject({ version: '0.0.0-test', isReady: true, seq: expect.any(Number), sockets: 0 });
  });
});
