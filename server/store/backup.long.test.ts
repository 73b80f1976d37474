import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { must } from '../../shared/assert.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { createTestDatabase } from '../testing/database.ts';
import type { TestDatabase } from '../testing/database.ts';
import { FixedClock } from '../testing/fixed-clock.ts';
import { backup, readTables } from './backup.ts';
import type { BackupReport } from './backup.ts';
import type { Db } from './db.ts';
import { openKeyStore } from './keys/key-store.ts';
import type { KeyStore } from './keys/key-store.ts';
import { openValue, sealValue } from './keys/seal.ts';
import { readMigrations } from './migrate.ts';
import { restore } from './restore.ts';
import type { RestoreReport } from './restore.ts';

const clock = new FixedClock();
const migrations = await readMigrations();
const masterKey = '5a'.repeat(32);
let top: string;
let source: TestDatabase;
let target: TestDatabase;
let sourceKeys: KeyStore;
let file: string;
const stores: KeyStore[] = [];

beforeEach(async () => {
  top = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-backup-'));
  file = path.join(top, 'monday');
  sourceKeys = keyStore('source');
  source = await createTestDatabase();
  target = await createTestDatabase({ isEmpty: true });
  await fill(source.db, sourceKeys);
});

afterEach(async () => {
  for (const store of stores.splice(0)) store.close();
  await source.drop();
  await target.drop();
  fs.rmSync(top, { recursive: true, force: true });
});

test('a restored backup has every row, a new log id, and goes on counting where the old one was', async () => {
  const saved = await saveSource();
  const loaded = await load(keyStore('target'));
  expect(loaded).toEqual({ logId: loaded.logId, headSeq: 2, rows: saved.rows, keys: 2, erased: 0 });
  const [before, after] = [await everything(source.db), await everything(target.db)];
  expect(loaded.logId).toMatch(/^log-[0-9a-f]{32}$/);
  expect(after['head']).toEqual([{ ...must(before['head']?.[0], 'a head'), log_id: loaded.logId }]);
  expect(loaded.logId).not.toBe(saved.logId);
  expect({ ...after, head: [] }).toEqual({ ...before, head: [] });
  expect(before['log']).toHaveLength(2);
  await target.db.query(`INSERT INTO held_input (input, source, case_id, owner, reference, held_at, body) VALUES ('i-2', 's', 'k', 'o', 'r', 1, '{}')`);
  expect((await target.db.query(`SELECT id FROM held_input ORDER BY id`)).rows).toEqual([{ id: 1 }, { id: 2 }]);
});

test('what is written while a backup runs is in it wholly or not at all', async () => {
  let isSaving = true;
  const writing = (async () => {
    for (let n = 10; isSaving; n++) {
      await source.db.transaction(async (client) => {
        await client.query(`INSERT INTO timers VALUES ($1, 1, 'k', 'c', '{}')`, [`t-${n}`]);
        await client.query(`INSERT INTO ledger VALUES ($1, 's', '\\x00', 1)`, [`t-${n}`]);
        await client.query('UPDATE head SET seq = $1', [n]);
      });
    }
  })();
  await expect.poll(async () => (await source.db.query('SELECT 1 FROM head WHERE seq >= 20')).rowCount).toBe(1);
  const saved = await saveSource();
  isSaving = false;
  await writing;
  const loaded = await load(keyStore('target'));
  const { rows } = await target.db.query(
    `SELECT seq, (SELECT max(substr(id, 3)::int) FROM timers) last_timer, (SELECT count(*) FROM timers) timers, (SELECT count(*) FROM ledger) ledger FROM head`,
  );
  expect(saved.headSeq).toBeGreaterThanOrEqual(20);
  expect(rows).toEqual([{ seq: loaded.headSeq, last_timer: loaded.headSeq, timers: loaded.headSeq - 9, ledger: loaded.headSeq - 9 }]);
});

test('a value is readable after the restore with its keys, and unreadable without', async () => {
  await saveSource();
  const withKeys = keyStore('with-keys');
  await load(withKeys);
  expect(await readName(target.db, withKeys)).toBe('Zoë Example');
  expect(await readName(target.db, keyStore('without'))).toBe('unreadable');
});

test('without its keys file a backup still loads, and says so', async () => {
  await saveSource();
  fs.rmSync(`${file}.keys`);
  const store = keyStore('target');
  const said: string[] = [];
  await load(store, [], (message) => said.push(message));
  expect(said.join()).toContain('unreadable');
  expect(await readName(target.db, store)).toBe('unreadable');
});

test('the data file holds no names and no keys, and both files are open to their owner alone', async () => {
  await saveSource();
  for (const name of [file, `${file}.keys`]) expect(fs.statSync(name).mode & 0o777).toBe(0o600);
  expect(fs.readdirSync(top).filter((name) => name.endsWith('.part'))).toEqual([]);
  const key = must(sourceKeys.peek(['customer-1']).get('customer-1'), 'it has a key');
  for (const name of [file, `${file}.keys`]) {
    const content = fs.readFileSync(name);
    for (const secret of [key, key.toString('base64'), key.toString('hex'), 'Zoë']) expect(content.includes(secret)).toBe(false);
  }
});

test.each(['the key store that is there', 'the keys file of a later backup'])('who was erased after the backup stays erased, by %s', async (by) => {
  await saveSource();
  sourceKeys.erase('customer-1', clock.now(), 3);
  let store = sourceKeys;
  const more: string[] = [];
  if (by !== 'the key store that is there') {
    more.push(path.join(top, 'tuesday.keys'));
    const later = await backup({ url: source.url, file: path.join(top, 'tuesday'), keyStore: sourceKeys, clock });
    expect(isRefusal(later)).toBe(false);
    store = keyStore('elsewhere');
  }
  expect(await load(store, more)).toMatchObject({ erased: 1 });
  expect(await readName(target.db, store)).toBe('unreadable');
  expect((await target.db.query('SELECT customer FROM customer_search ORDER BY 1')).rows).toEqual([{ customer: 'customer-2' }]);
  expect((await target.db.query('SELECT case_id FROM drafts')).rows).toEqual([]);
});

test('keys of another master key are refused before anything is loaded', async () => {
  await saveSource();
  const answer = await restoreInto(keyStore('other', 'b1'.repeat(32)));
  expect(answer).toMatchObject({ code: 'wrong_master_key' });
  expect((await target.db.query(`SELECT to_regclass('public.head') AS head`)).rows).toEqual([{ head: null }]);
});

test('a damaged backup is refused and leaves the database empty', async () => {
  // Enough for damage to come while rows are already on their way into the database.
  await source.db.query(`INSERT INTO timers SELECT md5(n::text), n, 'kind', md5('c' || n), '{}' FROM generate_series(1, 20000) n`);
  await saveSource();
  const whole = fs.readFileSync(file);
  const unpacked = zstdDecompressSync(whole);
  const changed = (from: string, to: string): Buffer => {
    const copy = Buffer.from(unpacked);
    copy.write(to, must(copy.indexOf(from) >= 0 ? copy.indexOf(from) : undefined, `${from} is in it`));
    return zstdCompressSync(copy);
  };
  const damages: Record<string, Buffer> = {
    cut: whole.subarray(0, whole.length - 40),
    'cut in half': whole.subarray(0, whole.length / 2),
    'a byte changed': Buffer.from(whole.map((byte, index) => (index === Math.floor(whole.length * 0.7) ? byte ^ 0x55 : byte))),
    'a value changed': changed('19999\tkind', '19990\tkind'),
    'a number no more one': changed('19999\tkind', '1999x\tkind'),
    'a row more than counted': changed('"timers":20000', '"timers":19999'),
    empty: Buffer.alloc(0),
    'something else': Buffer.from('PK\x03\x04 no backup at all'),
  };
  for (const [name, content] of Object.entries(damages)) {
    fs.writeFileSync(file, content);
    expect([name, await restoreInto(keyStore('target'))]).toMatchObject([name, { ok: false, code: 'backup_damaged' }]);
  }
  expect((await target.db.query('SELECT 1 FROM timers')).rowCount).toBe(0);
  fs.writeFileSync(file, whole);
  await load(keyStore('target'));
});

test('a database with a log of its own is not overwritten', async () => {
  await saveSource();
  const answer = await restore({ url: source.url, file, keyStore: sourceKeys, migrations, log: () => undefined });
  expect(answer).toMatchObject({ code: 'not_empty' });
  expect((await source.db.query('SELECT seq FROM head')).rows).toEqual([{ seq: 2 }]);
});

test('a backup of the release before is brought forward, one of a later release is refused', async () => {
  await saveSource();
  const later = { ...migrations, '9001-later': { up: async (db: Parameters<(typeof migrations)[string]['up']>[0]) => void (await sql`ALTER TABLE cases ADD COLUMN colour text DEFAULT 'blue'`.execute(db)) } };
  const answer = await restore({ url: target.url, file, keyStore: keyStore('target'), migrations: later, log: () => undefined });
  expect(answer).toMatchObject({ headSeq: 2 });
  expect((await target.db.query('SELECT colour FROM cases')).rows).toEqual([{ colour: 'blue' }]);
  const before = await restore({ url: target.url, file, keyStore: keyStore('target'), migrations: {}, log: () => undefined });
  expect(before).toMatchObject({ code: 'backup_newer' });
});

function keyStore(name: string, master = masterKey): KeyStore {
  const store = openKeyStore({ folder: path.join(top, name), masterKey: master, clock });
  if (isRefusal(store)) throw new Error(store.code);
  stores.push(store);
  return store;
}

async function saveSource(): Promise<BackupReport> {
  return accepted(await backup({ url: source.url, file, keyStore: sourceKeys, clock }));
}

function restoreInto(store: KeyStore, moreKeysFiles: string[] = [], log: (message: string) => void = () => undefined): Promise<RestoreReport | Refusal> {
  return restore({ url: target.url, file, moreKeysFiles, keyStore: store, migrations, log });
}

async function load(...args: Parameters<typeof restoreInto>): Promise<RestoreReport> {
  return accepted(await restoreInto(...args));
}

function accepted<T extends object>(answer: T | Refusal): T {
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer));
  return answer;
}

async function fill(db: Db, keys: KeyStore): Promise<void> {
  const key = must(keys.keysFor(['customer-1', 'customer-2']).get('customer-1'), 'it was made');
  await db.query(`CREATE TABLE log_p1 PARTITION OF log FOR VALUES FROM (10000001) TO (20000001)`);
  const entry = `INSERT INTO log (seq, at, recorded_at, kind, v, subject, actor, input, catalog, scopes, body, hash)`;
  await db.query(`${entry} VALUES (1, 1, 2, 'case:opened', 1, 'case:k-1', 'ana', 'e:1', 1, '{case:k-1,"queue:a \\"b\\""}', $1, '\\x01')`, ['{"text":"tab\\t and \\\\ line\\n\u2028"}']);
  await db.query(`${entry} VALUES (10000001, 1, 2, 'case:closed', 1, 'case:k-1', 'ana', 'e:2', 1, '{}', '{}', '\\x02')`);
  await db.query(`UPDATE head SET seq = 2, hash = '\\x02'`);
  await db.query(`INSERT INTO cases VALUES ('k-1', 'loan-log', 's', 'key', 'team', 'open', NULL, 'customer-1', true, 1, 1, '{}')`);
  await db.query(`INSERT INTO drafts VALUES ('k-1', 'note', 'ana', '\\x00', 1, 1)`);
  await db.query(`INSERT INTO customers VALUES ('customer-1', 'north', 1, '{"relations":[{"kind":"mayActFor","to":"customer-2"}]}')`);
  await db.query(`INSERT INTO documents VALUES ('d-1', 'k-1', 'customer-1', 'application/pdf', 3, 1, 1, 2)`);
  await db.query(`INSERT INTO document_chunks VALUES ('d-1', 0, '\\x0a5c09')`);
  await db.query(`INSERT INTO held_input (input, source, case_id, owner, reference, held_at, body) VALUES ('i-1', 's', 'k', 'o', 'r', 1, '{}')`);
  await db.query(`INSERT INTO customer_search VALUES ('name', '\\x01', 'customer-1'), ('name', '\\x02', 'customer-2')`);
  await db.query(`INSERT INTO customer_value VALUES ('v-1', 'customer-1', 'name', $1, 's', 1, NULL, 1, NULL)`, [sealValue(key, 'Zoë Example', 'v-1')]);
}

async function readName(db: Db, keys: KeyStore): Promise<string> {
  const { rows } = await db.query<{ value: Buffer }>(`SELECT value FROM customer_value WHERE id = 'v-1'`);
  return openValue(keys.peek(['customer-1']).get('customer-1'), must(rows[0], 'it was restored').value, 'v-1');
}

async function everything(db: Db): Promise<Record<string, Record<string, unknown>[]>> {
  const client = await db.pool.connect();
  try {
    const found: Record<string, Record<string, unknown>[]> = {};
    for (const { table } of await readTables(client)) found[table] = (await client.query(`SELECT * FROM ${table} t ORDER BY t::text`)).rows;
    return found;
  } finally {
    client.release();
  }
}
