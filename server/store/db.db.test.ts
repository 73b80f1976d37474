import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../testing/database.ts';
import type { TestDatabase } from '../testing/database.ts';
import { openDatabase, openWriter } from './db.ts';
import type { Db } from './db.ts';

let database: TestDatabase;
let writer: Db;

beforeAll(async () => {
  database = await createTestDatabase({ isEmpty: true });
  writer = openWriter(database.url, { max: 2, applicationName: 'test-writer' });
  await database.db.query('CREATE TABLE t (n int PRIMARY KEY)');
});

afterAll(async () => {
  await writer.close();
  await database.drop();
});

test('big integers are numbers, alone and in arrays, and bytes are buffers', async () => {
  const { rows } = await database.db.query(`SELECT 9007199254740991::int8 n, '{1,NULL,3}'::int8[] list, '{}'::int8[] none, '\\x00ff'::bytea b, NULL::int8 nothing`);
  expect(rows).toEqual([{ n: 9007199254740991, list: [1, null, 3], none: [], b: Buffer.from([0, 255]), nothing: null }]);
});

test('every connection has time limits and a name', async () => {
  const own = openDatabase(database.url, { max: 1, applicationName: 'named', lockTimeoutMs: 1500 });
  const { rows } = await own.query(
    `SELECT current_setting('statement_timeout') s, current_setting('idle_in_transaction_session_timeout') i, current_setting('lock_timeout') l, current_setting('application_name') a`,
  );
  await own.close();
  expect(rows).toEqual([{ s: '30s', i: '10s', l: '1500ms', a: 'named' }]);
});

test('a transaction that throws leaves nothing and its connection is used again', async () => {
  await expect(
    database.db.transaction(async (client) => {
      await client.query('INSERT INTO t VALUES (100)');
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  expect((await database.db.query('SELECT n FROM t WHERE n = 100')).rows).toEqual([]);
});

test('a transaction whose failure was swallowed is not taken for committed', async () => {
  const swallowing = database.db.transaction(async (client) => {
    await client.query('SELECT 1/0').catch(() => undefined);
  });
  await expect(swallowing).rejects.toThrow('rolled back');
});

test('a connection that is killed, idle or in use, is an error of its query and the next one works', async () => {
  const own = openWriter(database.url, { max: 1, applicationName: 'victim' });
  const endVictim = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'victim'`;
  const client = await own.client();
  const waiting = expect(client.sendAll([{ text: 'BEGIN' }, { text: 'SELECT pg_sleep(20)' }, { text: 'COMMIT' }])).rejects.toMatchObject({ code: '57P01' });
  await untilRows(database.db, `SELECT 1 FROM pg_stat_activity WHERE application_name = 'victim' AND wait_event = 'PgSleep'`);
  await database.db.query(endVictim);
  await waiting;
  client.release(true);
  expect((await own.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await database.db.query(endVictim);
  await untilRows(database.db, `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE application_name = 'victim')`);
  await expect.poll(() => own.query('SELECT 2 AS two').then(({ rows }) => rows, () => undefined)).toEqual([{ two: 2 }]);
  await own.close();
});

test('statements sent together are answered in order', async () => {
  const client = await writer.client();
  const results = await client.sendAll([
    { text: 'BEGIN' },
    { text: 'INSERT INTO t VALUES ($1), ($2) RETURNING n', values: [1, 2] },
    { text: 'SELECT count(*) n FROM t WHERE n < 10' },
    { text: 'COMMIT' },
  ]);
  client.release();
  expect(results.map(({ command, rows }) => [command, rows])).toEqual([
    ['BEGIN', []],
    ['INSERT', [{ n: 1 }, { n: 2 }]],
    ['SELECT', [{ n: 2 }]],
    ['COMMIT', []],
  ]);
});

test('of statements sent together none counts if one fails, the first error is told, and the connection goes on', async () => {
  const client = await writer.client();
  const failing = client.sendAll([
    { text: 'BEGIN' },
    { text: 'INSERT INTO t VALUES (7)' },
    { text: 'INSERT INTO t VALUES (7)' },
    { text: 'INSERT INTO t VALUES (8)' },
    { text: 'COMMIT' },
  ]);
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect((await client.query('SELECT n FROM t WHERE n IN (7, 8)')).rows).toEqual([]);
  client.release();
});

test('a prepared statement that first came up behind a failed one can be used afterwards', async () => {
  const client = await writer.client();
  const named = { name: 'insert-later', text: 'INSERT INTO t VALUES ($1)', values: [9] };
  await expect(client.sendAll([{ text: 'BEGIN' }, { text: 'SELECT 1/0' }, named, { text: 'ROLLBACK' }])).rejects.toMatchObject({ code: '22012' });
  await client.sendAll([{ text: 'BEGIN' }, named, { text: 'COMMIT' }]);
  client.release();
  expect((await database.db.query('SELECT n FROM t WHERE n = 9')).rows).toEqual([{ n: 9 }]);
});

async function untilRows(db: Db, text: string): Promise<void> {
  await expect.poll(async () => (await db.query(text)).rowCount, { timeout: 10_000 }).toBe(1);
}
