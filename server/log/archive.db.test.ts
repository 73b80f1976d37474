import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { must } from '../../shared/assert.ts';
import type { EntryDraft } from '../../shared/contract/entries.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { done } from '../../shared/work/world.ts';
import { keepLog } from '../desk/checkpoint.ts';
import { caseIdOf } from '../../shared/work/case-id.ts';
import type { Loop } from '../loop.ts';
import { openLoop } from '../loop.ts';
import { readPartitions } from '../store/tables/log-partitions.ts';
import type { TestDatabase } from '../testing/database.ts';
import { createTestDatabase } from '../testing/database.ts';
import { fillSampleLog, handInput } from '../testing/sample-log.ts';
import type { ArchivedPart } from './archive.ts';
import { archiveLog } from './archive.ts';
import { asOf } from './asof.ts';
import { ensurePartition } from './partitions.ts';
import { verify } from './verify.ts';

const size = 200;
let database: TestDatabase;
let loop: Loop;
let folder: string;
let keys: string;

beforeAll(async () => {
  keys = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-archive-'));
  folder = path.join(keys, 'archives');
  fs.mkdirSync(folder);
  database = await createTestDatabase();
  // A log of the same kind, in small parts.
  await database.db.query('drop table log_p0; create table log_p0 partition of log for values from (1) to (201)');
  await ensurePartition(database.db, 1000, size);
  const opened = openLoop({ url: database.url, keysFolder: path.join(keys, 'keys'), report: (error) => { throw error; } });
  if (isRefusal(opened)) throw new Error(opened.code);
  loop = opened;
  await fillSampleLog(loop, 500);
});

afterAll(async () => {
  await loop.stop();
  await database.drop();
  fs.rmSync(keys, { recursive: true, force: true });
});

const archive = async (drop: boolean, more: { now?: number; folder?: string } = {}): Promise<ArchivedPart[]> => {
  const parts = await archiveLog(database.db, { folder, drop, now: Date.UTC(2200, 0, 1), ...more });
  if (isRefusal(parts)) throw new Error(JSON.stringify(parts));
  return parts;
};
const states = (parts: readonly ArchivedPart[]): string[] => parts.map(({ state, because }) => [state, because].join(' ').trim());
const check = (archives?: string): ReturnType<typeof verify> => verify(database.db, archives === undefined ? {} : { archives });

/** Ends half of the open cases, as the source would. */
async function closeSome(): Promise<void> {
  const { rows } = await database.db.query<{ id: string }>(`select id from cases where status = 'open' order by opened_at`);
  for (const { id } of rows.slice(0, rows.length / 2)) {
    const subject = { subject: `case:${id}`, case: id };
    const input = handInput(`s:close/${id}`, (world) => {
      const tasks = must(world.case(id), 'the case is there').tasks;
      const closed = tasks.map((task): EntryDraft => ({ kind: 'task:closed', ...subject, task: task.id, body: { because: 'caseClosed' } }));
      return done({ kind: 'case:closed', ...subject, body: { outcome: 'cancelled' } }, ...closed);
    }, { lane: 'import', footprint: { cases: [id] } });
    expect(await loop.desk.submit(input)).toMatchObject({ ok: true });
  }
}

describe('the parts of the log', () => {
  it('are made ahead, once, however many servers see to it', async () => {
    const own = await createTestDatabase();
    expect(await ensurePartition(own.db, 4_000_000)).toEqual([]);
    const made = await Promise.all([ensurePartition(own.db, 6_000_000), ensurePartition(own.db, 6_000_000)]);
    expect(made.flat()).toEqual([{ name: 'log_p1', firstSeq: 10_000_001, lastSeq: 20_000_000 }]);
    expect(await ensurePartition(own.db, 6_000_000)).toEqual([]);
    expect((await readPartitions(own.db)).map(({ lastSeq }) => lastSeq)).toEqual([10_000_000, 20_000_000]);
    await own.drop();
  });

  it('have room for what was written, and the log is one over all of them', async () => {
    const report = await check();
    expect(report).toMatchObject({ ok: true, problems: [] });
    expect(report.seq).toBeGreaterThan(2 * size);
    expect(report).not.toHaveProperty('from');
  });

  it('are written to files that say what they are, and are known the second time', async () => {
    const { seq } = await check();
    const parts = await archive(false);
    expect(parts).toHaveLength(Math.floor(seq / size));
    expect(new Set(states(parts))).toEqual(new Set(['archived']));
    for (const { file, sha256 } of parts) expect(fs.readFileSync(path.join(folder, `${file}.sha256`), 'utf8')).toBe(`${sha256}  ${file}\n`);
    expect(new Set(states(await archive(false)))).toEqual(new Set(['known']));
    const { file } = must(parts[0], 'there is a part');
    fs.rmSync(path.join(folder, file));
    expect(states(await archive(false)).slice(0, 2)).toEqual(['archived', 'known']);
  });

  it('are refused to a folder that is not there', async () => {
    expect(await archiveLog(database.db, { folder: path.join(folder, 'none'), drop: false, now: 0 })).toMatchObject({ code: 'folder_missing' });
  });

  it('are kept where a checkpoint is missing or commands may be repeated', async () => {
    expect(states(await archive(true))[0]).toBe('kept noCheckpoint');
    await keepLog(loop.desk, database.db, size);
    expect(states(await archive(true, { now: loop.clock.now() }))[0]).toBe('kept young');
    expect(await check()).toMatchObject({ ok: true, problems: [] });
  });

  it('get one checkpoint for each boundary that is passed, however many servers write it', async () => {
    const count = async (): Promise<unknown> => (await database.db.query(`select count(*) as n from log where kind = 'system:checkpoint'`)).rows[0];
    await Promise.all([keepLog(loop.desk, database.db, size), keepLog(loop.desk, database.db, size)]);
    const before = await count();
    await keepLog(loop.desk, database.db, size);
    expect(await count()).toEqual(before);
    expect(await check()).toMatchObject({ ok: true, problems: [] });
  });

  it('name a checkpoint that is not of these rows', async () => {
    const client = await database.db.client();
    await client.query('begin');
    await client.query(`update log set subject = 'system:log/7' where kind = 'system:checkpoint'`);
    const report = await verify(client);
    await client.query('rollback');
    client.release();
    expect(report.problems.map(({ what }) => what)).toEqual(['chain', 'checkpoint']);
  });
});

describe('a log of which parts were dropped', () => {
  let before: Awaited<ReturnType<typeof check>>;
  const moment = Date.UTC(2024, 0, 8, 0, 20);
  let then: unknown[];

  beforeAll(async () => {
    await closeSome();
    before = await check();
    then = [await asOf(database.db, moment, 'at'), await asOf(database.db, loop.clock.now(), 'recorded')];
    expect(states(await archive(true))[0]).toBe('dropped');
  });

  it('keeps every entry of an open case', async () => {
    const { rows } = await database.db.query<{ open: number; droppedTo: number }>(`select (select max(last_seq) from log_archive where dropped) as "droppedTo",
      (select count(*) from cases where status = 'open' and not exists (select from log where case_id = cases.id and kind = 'case:opened')) as open`);
    expect(rows).toMatchObject([{ open: 0 }]);
    const left = await database.db.query<{ kind: string }>('select distinct kind from log where seq <= $1', [rows[0]?.droppedTo]);
    expect(left.rows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['case:opened', 'person:added']));
  });

  beforeEach(async () => {
    expect(await check(folder)).toMatchObject({ ok: true, problems: [] });
  });

  it('verifies from a checkpoint on, and from 1 with the archives', async () => {
    const report = await check();
    expect(report).toMatchObject({ ok: true, problems: [], seq: before.seq, hash: before.hash, cases: before.cases, tasks: before.tasks, unproven: 0 });
    expect(must(report.from, 'a part was dropped') % size).toBe(1);
    expect(report.carried).toBeGreaterThan(0);
    expect(report.entries).toBeLessThan(before.entries);
    const { seconds: _, rssMb: __, ...whole } = await check(folder);
    const { seconds: ___, rssMb: ____, ...was } = before;
    expect(whole).toEqual(was);
  });

  it('answers about the past with its archives only', async () => {
    expect(await asOf(database.db, moment, 'at')).toMatchObject({ ok: false, code: 'log_archived' });
    expect([await asOf(database.db, moment, 'at', folder), await asOf(database.db, loop.clock.now(), 'recorded', folder)]).toEqual(then);
    expect(then).toMatchObject([{ cases: expect.any(Number) }, { cases: expect.any(Number) }]);
  });

  it.each([
    ['a row of an ended task changed', `update tasks set state = replace(state, '"fence":1', '"fence":4'), fence = 4 where id = (select min(id) from tasks where fence = 1 and status = 'closed')`],
    ['a row of an ended case removed', 'delete from cases where id = (select min(id) from cases where status = \'closed\')'],
    ['a row of an ended case added', `insert into cases select 'added', journey, party_source, party_key, team, status, outcome, customer, armed, opened_at, version,
      replace(state, id, 'added') from cases where status = 'closed' limit 1`],
  ])('notices %s by the checkpoint, and names it with the archives', async (_, tamper) => {
    const client = await database.db.client();
    await client.query('begin');
    await client.query(tamper);
    const [without, with_] = [await verify(client), await verify(client, { archives: folder })];
    await client.query('rollback');
    client.release();
    expect(without.ok).toBe(false);
    expect(without.problems.map(({ what }) => what)).toContain('head.rows_hash');
    expect(with_.problems.map(({ row }) => row?.split(' ')[0])).toContain(tamper.includes('tasks') ? 'tasks' : 'cases');
  });

  it('names an archive that was changed or is gone', async () => {
    const file = path.join(folder, must(fs.readdirSync(folder).find((name) => name.endsWith('.gz')), 'there is an archive'));
    const bytes = fs.readFileSync(file);
    fs.writeFileSync(file, bytes.with(100, (bytes[100] ?? 0) ^ 1));
    expect((await check(folder)).problems).toMatchObject([{ what: 'archive', row: `log_archive ${path.basename(file)}` }]);
    fs.rmSync(file);
    expect((await check(folder)).problems).toMatchObject([{ what: 'archive' }]);
    expect(await archiveLog(database.db, { folder, drop: false, now: 0 })).toMatchObject({ code: 'archive_broken' });
    fs.writeFileSync(file, bytes);
  });

  it('says of how many older cases nothing vouches for what happened since, and proves them with the archives', async () => {
    const id = caseIdOf('loan-log', '0');
    const subject = { subject: `case:${id}`, case: id };
    const late = (input: string, ...entries: EntryDraft[]): ReturnType<typeof loop.desk.submit> =>
      loop.desk.submit(handInput(input, () => done(...entries), { lane: 'import', footprint: { cases: [id] } }));
    await late('s:late/1', { kind: 'event:recorded', ...subject, body: { irregular: 'afterEnd' } });
    expect(await check()).toMatchObject({ ok: true, problems: [], unproven: 0 });
    const task = { ...subject, task: 't-late' };
    await late('s:late/2', { kind: 'task:made', ...task, body: { activity: 'W_Check', team: 'loans' } }, { kind: 'task:closed', ...task, body: { because: 'afterEnd' } });
    expect(await check()).toMatchObject({ ok: true, problems: [], unproven: 1 });
  });
});
