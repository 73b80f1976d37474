import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase } from '../testing/database.ts';
import type { TestDatabase } from '../testing/database.ts';
import { migrate, readMigrations, schemaVersion } from './migrate.ts';
import type { Migrations } from './migrate.ts';

const plain = (text: string): Migrations[string] => ({ up: async (db) => void (await sql.raw(text).execute(db)) });
const first = { '0001-first': plain('CREATE TABLE thing (id int)') };
const both = { ...first, '0002-second': plain('ALTER TABLE thing ADD COLUMN name text') };
const quiet = (): void => undefined;
let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase({ isEmpty: true });
});

afterEach(() => database.drop());

test('the migrations of this release bring an empty database to the newest version, and again change nothing', async () => {
  const migrations = await readMigrations();
  const names = Object.keys(migrations);
  expect(await schemaVersion(database.db)).toBe(0);
  expect(await migrate(database.url, migrations, quiet)).toBe(names.length);
  const said: string[] = [];
  expect(await migrate(database.url, migrations, (message) => said.push(message))).toBe(names.length);
  expect(said).toEqual([]);
});

test('a migration that fails leaves nothing of itself, and all of the ones before it', async () => {
  const broken = { ...first, '0002-broken': plain('ALTER TABLE thing ADD COLUMN name text; SELECT 1/0') };
  await expect(migrate(database.url, broken, quiet)).rejects.toMatchObject({ code: '22012' });
  expect(await schemaVersion(database.db)).toBe(1);
  expect((await database.db.query('SELECT * FROM thing')).fields.map(({ name }) => name)).toEqual(['id']);
  expect(await migrate(database.url, both, quiet)).toBe(2);
});

test('several servers that start at once migrate once', async () => {
  const ran: string[] = [];
  const counted = { '0001-counted': { up: async (db: Parameters<Migrations[string]['up']>[0]) => (ran.push('once'), void (await sql`SELECT pg_sleep(0.2)`.execute(db))) } };
  const answers = await Promise.all([1, 2, 3, 4].map(() => migrate(database.url, counted, quiet)));
  expect([answers, ran]).toEqual([[1, 1, 1, 1], ['once']]);
});

test('a database that a newer release has migrated is refused', async () => {
  await migrate(database.url, both, quiet);
  expect(await migrate(database.url, first, quiet)).toEqual({ ok: false, code: 'database_newer', params: { database: 2, code: 1 } });
});

test('a migration that waits for a table lets the queue behind it pass again and again, and gets through at the end', async () => {
  await migrate(database.url, first, quiet);
  const reader = await database.db.client();
  await reader.query('BEGIN');
  await reader.query('SELECT * FROM thing');
  const said: string[] = [];
  const migrated = migrate(database.url, both, (message) => said.push(message));
  // A claim that comes while ALTER TABLE waits stands behind it until that gives up.
  await expect.poll(async () => (await database.db.query(`SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'thing'::regclass`)).rowCount).toBe(1);
  const startedAt = performance.now();
  await database.db.query('INSERT INTO thing VALUES (1)');
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  await reader.query('COMMIT');
  reader.release();
  expect(await migrated).toBe(2);
  expect(said[0]).toBe('migration 0002-second waits for a lock, try 1');
});
