import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '../../shared/assert.ts';
import type { Entry } from '../../shared/contract/entries.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { openLoop } from '../loop.ts';
import type { DbClient } from '../store/db.ts';
import type { Queryable } from '../store/queryable.ts';
import { readLog } from '../store/tables/log.ts';
import type { TestDatabase } from '../testing/database.ts';
import { createTestDatabase } from '../testing/database.ts';
import { fillSampleLog } from '../testing/sample-log.ts';
import { canonicalEntry } from './seal.ts';
import { chainHash } from './rows-hash.ts';
import type { VerifyReport } from './verify.ts';
import { verify } from './verify.ts';

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly isNullable: boolean;
}

let database: TestDatabase;
let folder: string;
let columns: Column[];

beforeAll(async () => {
  database = await createTestDatabase();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-verify-'));
  const loop = openLoop({ url: database.url, keysFolder: folder, report: (error) => { throw error; } });
  if (isRefusal(loop)) throw new Error(loop.code);
  await fillSampleLog(loop, 500);
  await loop.stop();
  const { rows } = await database.db.query<Column & Record<string, unknown>>(`
    select table_name as table, column_name as column, udt_name as type, is_nullable = 'YES' as "isNullable" from information_schema.columns
    where table_name in ('log', 'head', 'cases', 'tasks', 'people', 'teams', 'customers', 'timers') and is_generated = 'NEVER'
    order by table_name, ordinal_position`);
  columns = rows;
});

afterAll(async () => {
  await database.drop();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** What verify says after some statements that nobody keeps. */
async function after(tamper: (db: DbClient) => Promise<unknown>): Promise<VerifyReport> {
  const client = await database.db.client();
  await client.query('begin');
  try {
    await tamper(client);
    return await verify(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const firstSeq = (report: VerifyReport): number => Math.min(...report.problems.flatMap(({ seq }) => seq ?? []));
const badRows = (report: VerifyReport): string[] => report.problems.flatMap(({ row }) => row ?? []);
const one = async <T>(db: Queryable, text: string): Promise<T> => Object.values(must((await db.query({ text })).rows[0], text))[0] as T;

/** A value of a column that differs from the one it has by one bit, byte, item or unit. */
function nudged({ column, type }: Column): string {
  const text = `case when ${column} is null then 'x' when ${column} = '' then 'x' else overlay(${column} placing
    (case when substr(${column}, length(${column}) / 2 + 1, 1) = 'x' then 'y' else 'x' end) from length(${column}) / 2 + 1 for 1) end`;
  const byType: Record<string, string> = {
    text, bool: `not ${column}`, int2: `${column} + 1`, int4: `${column} + 1`, int8: `${column} + 1`, bytea: `set_bit(${column}, 77, 1 - get_bit(${column}, 77))`,
    _text: `array_append(${column}, 'me:x')`,
  };
  return must(byType[type], `no way to change a ${type}`);
}

describe('verify', () => {
  it('says that everything holds, and what there is', async () => {
    const report = await database.db.transaction((client) => verify(client), 'repeatable read, read only');
    const head = must((await database.db.query<{ seq: number; hash: Buffer }>('select seq, hash from head')).rows[0], 'there is a head');
    const count = async (table: string): Promise<number> => Number(await one<string>(database.db, `select count(*) from ${table}`));
    expect(report).toEqual({
      ok: true, problems: [], seq: head.seq, hash: head.hash.toString('hex'), entries: await count('log'), cases: await count('cases'),
      tasks: await count('tasks'), people: await count('people'), seconds: expect.any(Number), rssMb: expect.any(Number),
    });
    expect(report.entries).toBeGreaterThan(500);
  });

  it('holds for the empty log', async () => {
    const empty = await createTestDatabase();
    expect(await verify(empty.db)).toMatchObject({ ok: true, seq: 0, entries: 0 });
    await empty.drop();
  });

  it('names the entry of which one byte of any column is changed, also where the column was empty', async () => {
    const places = ['', 'case_id', 'customer', 'task', 'on_behalf_of', 'device'].map((column) =>
      one<number>(database.db, column === '' ? 'select seq from log where seq = 235' : `select min(seq) from log where ${column} is not null`));
    const [middle = 0, ...filled] = await Promise.all(places);
    const tampered = columns.filter(({ table, column }) => table === 'log' && column !== 'seq');
    expect(tampered).toHaveLength(16);
    for (const column of tampered)
      for (const seq of new Set(column.isNullable ? [middle, ...filled] : [middle])) {
        const report = await after((db) => db.query(`update log set ${column.column} = ${nudged(column)} where seq = ${seq}`));
        expect([column.column, seq, report.ok, firstSeq(report)]).toEqual([column.column, seq, false, seq]);
      }
  });

  it('names the entry whose scopes lack one, have one twice or in another order', async () => {
    const seq = await one<number>(database.db, `select min(seq) from log where cardinality(scopes) > 2`);
    for (const scopes of ['scopes[2:]', 'array_append(scopes, scopes[1])', 'array_append(scopes[2:], scopes[1])', `'{}'`, `array[array_to_string(scopes, ',')]`]) {
      const report = await after((db) => db.query(`update log set scopes = ${scopes} where seq = ${seq}`));
      expect(report.problems).toMatchObject([{ what: 'scopes', seq, count: 1 }]);
    }
  });

  it.each([
    ['a deleted entry', 'delete from log where seq = 135', 135],
    ['the first entry deleted', 'delete from log where seq = 1', 1],
    ['two entries deleted', 'delete from log where seq in (100, 300)', 100],
    ['an entry moved to a free number', 'update log set seq = 1000000 where seq = 165', 165],
    ['two entries swapped', 'update log set seq = 1000000 where seq = 200; update log set seq = 200 where seq = 201; update log set seq = 201 where seq = 1000000', 200],
    ['entries swapped far apart', 'update log set seq = 1000000 where seq = 70; update log set seq = 70 where seq = 400; update log set seq = 400 where seq = 1000000', 70],
    ['bodies swapped', 'update log set body = (select body from log b where b.seq = 400 + 270 - log.seq) where seq in (270, 400)', 270],
    ['the log emptied', 'delete from log', 1],
  ])('names the first bad number for %s', async (_, text, seq) => {
    const report = await after((db) => db.query(text));
    expect([report.ok, firstSeq(report)]).toEqual([false, seq]);
  });

  it('names the number behind the last for an entry that is doubled at the end, with and without the head', async () => {
    const last = await one<number>(database.db, 'select seq from head');
    const double = `create temporary table doubled on commit drop as select * from log where seq = 235;
      update doubled set seq = ${last + 1}; insert into log select * from doubled`;
    expect(firstSeq(await after((db) => db.query(double)))).toBe(last + 1);
    expect(firstSeq(await after((db) => db.query(`${double}; update head set seq = seq + 1`)))).toBe(last + 1);
  });

  it('names the first number of a tail that is cut, and the row that it made where the head is cut with it', async () => {
    const last = await one<number>(database.db, 'select seq from head');
    expect(firstSeq(await after((db) => db.query(`delete from log where seq > ${last - 5}`)))).toBe(last - 4);
    const cut = await after((db) => db.query(`delete from log where seq > ${last - 5};
      update head set (seq, hash, recorded_at) = (select seq, hash, recorded_at from log where seq = ${last - 5})`));
    expect(cut.ok).toBe(false);
    expect(badRows(cut)).toContain('head');
    expect(badRows(cut).some((row) => row.startsWith('tasks '))).toBe(true);
  });

  it('names the head where a column of it is changed', async () => {
    // Nothing that follows from the log: drawn once, and raised by releases.
    const free = new Set(['one', 'log_id', 'writer_version']);
    const tampered = columns.filter(({ table, column }) => table === 'head' && !free.has(column));
    expect(tampered.map(({ column }) => column)).toEqual(['seq', 'hash', 'rows_hash', 'recorded_at', 'catalog_version', 'rights_version']);
    const last = await one<number>(database.db, 'select seq from head');
    for (const column of tampered) {
      const change = column.column === 'rights_version' ? 'rights_version + 100' : nudged(column);
      const report = await after((db) => db.query(`update head set ${column.column} = ${change}`));
      if (column.column === 'seq') expect(report.problems).toMatchObject([{ what: 'tail', seq: last + 1 }]);
      else expect(report.problems).toMatchObject([{ what: `head.${column.column}`, row: 'head' }]);
    }
  });

  it('names the row of which any column is changed', async () => {
    const tables = ['cases', 'tasks', 'people', 'teams', 'customers', 'timers'];
    const tampered = columns.filter(({ table, column }) => tables.includes(table) && !(table === 'timers' && column === 'body'));
    expect(new Set(tampered.map(({ table }) => table))).toEqual(new Set(tables));
    for (const column of tampered) {
      const { table } = column;
      const id = await one<string>(database.db, `select id from ${table} order by ${table === 'timers' ? 'kind desc' : 'md5(id)'} limit 1`);
      const change = column.column === 'due_at' ? 'due_at - 1000000' : nudged(column);
      const report = await after((db) => db.query(`update ${table} set ${column.column} = ${change} where id = '${id}'`));
      expect([table, column.column, report.ok]).toEqual([table, column.column, false]);
      expect(badRows(report), `${table}.${column.column}`).toContain(`${table} ${id}`);
    }
  });

  it.each(['cases', 'tasks', 'people', 'teams', 'customers', 'timers'])('names a row of %s that is removed or added', async (table) => {
    const id = await one<string>(database.db, `select id from ${table} order by md5(id) limit 1`);
    const removed = await after((db) => db.query(`delete from ${table} where id = '${id}'`));
    expect(badRows(removed)[0]).toBe(`${table} ${id}`);
    const names = columns.filter((column) => column.table === table).map(({ column }) => column);
    const added = await after((db) =>
      db.query(`insert into ${table} (${names.join()}) select ${names.map((name) => (name === 'id' ? `'added'` : name)).join()} from ${table} where id = '${id}'`));
    expect(badRows(added)).toContain(`${table} added`);
  });

  it('names the row that an entry made, where somebody changes the entry and chains the log anew', async () => {
    const seq = await one<number>(database.db, `select min(seq) from log where kind = 'task:made' and seq > 100`);
    const task = await one<string>(database.db, `select task from log where seq = ${seq}`);
    const report = await after(async (db) => {
      await db.query(`update log set body = replace(body, '"team":"loans"', '"team":"loaned"'), scopes = '{}' where seq = ${seq}`);
      await chainAnew(db);
    });
    expect(report.problems.some(({ what }) => what === 'chain')).toBe(false);
    expect(badRows(report)).toContain(`tasks ${task}`);
  });

  it.each([
    ['a body that is not canonical', `replace(body, '{', '{ ')`, 'body'],
    ['a body that is not JSON', `body || '}'`, 'body'],
    ['a body that lacks a field', `'{}'`, 'body'],
  ])('names %s although the chain holds', async (_, body, what) => {
    const report = await after(async (db) => {
      await db.query(`update log set body = ${body} where seq = 215`);
      await chainAnew(db);
    });
    expect(report.problems).toContainEqual(expect.objectContaining({ what, seq: 215 }));
  });

  it('names an entry of an unknown kind or version, and one recorded before the last of its case, although the chain holds', async () => {
    const seq = await one<number>(database.db, `select max(seq) from log where kind = 'task:claimed'`);
    for (const [change, what] of [[`kind = 'task:vanished'`, 'kind'], ['v = 9', 'kind'], ['recorded_at = 5', 'time']] as const) {
      const report = await after(async (db) => {
        await db.query(`update log set ${change} where seq = ${seq}`);
        await chainAnew(db);
      });
      expect(report.problems).toContainEqual(expect.objectContaining({ what, seq }));
    }
  });

  it('counts entries of commands and events that the ledger does not know', async () => {
    const report = await after((db) => db.query(`delete from ledger where id = 'c:claim'`));
    expect(report.problems).toMatchObject([{ what: 'ledger', count: 1 }]);
  });
});

/** What somebody who can write the database could do: new hashes for all entries and for the head. */
async function chainAnew(db: DbClient): Promise<void> {
  let hash: Buffer = Buffer.alloc(32);
  const entries: Entry[] = await readLog(db, 0, 100_000);
  const hashes = entries.map((entry) => (hash = chainHash(hash, canonicalEntry(entry))).toString('hex'));
  await db.query(`update log set hash = decode(h, 'hex') from unnest($1::bigint[], $2::text[]) as new (s, h) where seq = s`, [entries.map(({ seq }) => seq), hashes]);
  await db.query('update head set hash = $1', [hash]);
}
