import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../testing/database.ts';
import type { TestDatabase } from '../testing/database.ts';
import { openDatabase } from './db.ts';
import { refuseUnsafeSettings } from './durability.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ isEmpty: true });
});

afterAll(() => database.drop());

test('a database that flushes its commits is taken', async () => {
  expect(await refuseUnsafeSettings(database.db)).toBeUndefined();
});

test('one that confirms before it has flushed is refused by the name of the setting', async () => {
  const { rows } = await database.db.query<{ name: string }>('SELECT current_database() AS name');
  await database.db.query(`ALTER DATABASE ${rows[0]?.name} SET synchronous_commit = off`);
  const unsafe = openDatabase(database.url, { max: 1, applicationName: 'test' });
  const answer = await refuseUnsafeSettings(unsafe);
  await unsafe.close();
  expect(answer).toEqual({ ok: false, code: 'unsafe_database', params: { settings: ['synchronous_commit'] } });
});

test('the settings of the whole server are looked at too', async () => {
  // Only a restarted server could really have them off.
  const asked: string[] = [];
  const answer = await refuseUnsafeSettings({
    query: (statement) => {
      asked.push(statement.text);
      return database.db.query(statement.text.replace('FROM pg_settings', `FROM (VALUES ('fsync', 'off'), ('full_page_writes', 'off'), ('synchronous_commit', 'on')) s (name, setting)`));
    },
  });
  expect(asked).toHaveLength(1);
  expect(answer).toMatchObject({ params: { settings: ['fsync', 'full_page_writes'] } });
});
