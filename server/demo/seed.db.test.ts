import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRefusal } from '../../shared/model/refusal.ts';
import { observedInput } from '../intake/observed-input.ts';
import { openLoop } from '../loop.ts';
import type { Loop } from '../loop.ts';
import { searchKey, searchTerms } from '../queries/search-hash.ts';
import { openValue, UNREADABLE } from '../store/keys/seal.ts';
import { countImport } from '../store/reads/import-summary.ts';
import { findCustomers } from '../store/tables/customer-search.ts';
import { readNames } from '../store/tables/directory.ts';
import { hashSourceKey, readSourceKeys } from '../store/tables/source-keys.ts';
import { createTestDatabase } from '../testing/database.ts';
import type { TestDatabase } from '../testing/database.ts';
import { demoSeed, makeBank } from './bank.ts';
import { identifyDemoCustomers } from './identify.ts';
import { seededRandom } from './random.ts';
import { seedDemoBank } from './seed.ts';
import { demoSourceKey } from './source-key.ts';

let folder: string;
let database: TestDatabase;
let loop: Loop;
const reports: unknown[] = [];
const bank = makeBank(seededRandom(demoSeed));
const [tobenna] = bank.customers;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-seed-'));
  database = await createTestDatabase();
  const opened = openLoop({ url: database.url, keysFolder: folder, report: (error) => reports.push(error) });
  if (isRefusal(opened)) throw new Error(opened.code);
  loop = opened;
}, 60_000);

afterAll(async () => {
  await loop.stop();
  await database.drop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const count = async (text: string): Promise<number> => Number((await database.db.query<{ n: number }>(`select count(*) as n from ${text}`)).rows[0]?.n);

test('the demo bank is in the log and in the rows within seconds, and a second time adds nothing', async () => {
  const startedAt = performance.now();
  const seeded = await seedDemoBank(loop);
  const tookMs = performance.now() - startedAt;
  const sizes = { teams: bank.teams.length, staff: bank.staff.length, customers: 3000 };
  expect(seeded).toEqual({ ok: true, ...sizes, added: bank.teams.length + bank.staff.length + 3000 });
  const values = bank.customers.reduce((sum, customer) => sum + customer.values.length, 0);
  const rows = { teams: await count('teams'), people: await count('people'), customers: await count('customers'), values: await count('customer_value') };
  expect(rows).toEqual({ teams: sizes.teams, people: sizes.staff, customers: 3000, values });
  const entries = await count('log');
  const hashes = await count('customer_search');
  expect(await seedDemoBank(loop)).toEqual({ ok: true, ...sizes, added: 0 });
  expect([await count('log'), await count('customer_search')]).toEqual([entries, hashes]);
  expect(reports).toEqual([]);
  expect(tookMs).toBeLessThan(20_000);
}, 60_000);

test('what an interrupted run left out is made up for', async () => {
  const before = await count('customer_search');
  await database.db.query(`delete from customer_search where customer = 'cu-00009'`);
  await seedDemoBank(loop);
  expect(await count('customer_search')).toBe(before);
});

test('values are read with the customer’s key and are unreadable without it', async () => {
  const { rows } = await database.db.query<{ id: string; field: string; value: Buffer }>(`select id, field, value from customer_value where customer = 'cu-00001'`);
  const key = loop.keys.peek(['cu-00001']).get('cu-00001');
  const opened = Object.fromEntries(rows.map(({ id, field, value }) => [field, openValue(key, value, id)]));
  expect(opened).toEqual(Object.fromEntries(tobenna?.values.map(({ field, value }) => [field, value]) ?? []));
  expect(rows.map(({ id, value }) => openValue(undefined, value, id))).toEqual(rows.map(() => UNREADABLE));
});

test('neither the log nor the rows hold a planted name, number or address', async () => {
  const texts = await database.db.query<{ text: string }>(
    `select body || ' ' || array_to_string(scopes, ' ') as text from log union all select state from customers union all select state from people`,
  );
  const all = texts.rows.map(({ text }) => text).join('\n');
  const isTelling = (word: string): boolean => /^\p{Lu}\p{L}{3,}$|\d{7}/u.test(word);
  const wordsOf = (text: string): string[] => text.split(/[^\p{L}\p{N}]+/u).filter(isTelling);
  const planted = [...bank.customers.flatMap(({ values }) => values.map(({ value }) => value)), ...bank.staff.map(({ name }) => name)];
  const stored = new Set(wordsOf(all));
  expect(all).toContain('cu-00001');
  expect(planted.flatMap(wordsOf).length).toBeGreaterThan(10_000);
  expect([...new Set(planted.flatMap(wordsOf))].filter((word) => stored.has(word))).toEqual([]);
  expect(all.match(/@|\b\d{4}-\d\d-\d\d\b/)).toBeNull();
});

test('customers are found by hashes, staff by their names, and sources by their keys', async () => {
  const terms = searchTerms(searchKey(loop.keys), { name: 'oka', birthDate: '1988-04-17' });
  if (isRefusal(terms)) throw new Error(terms.code);
  expect(await findCustomers(database.db, terms.all, terms.better, 10)).toEqual(['cu-00001']);
  const amara = searchTerms(searchKey(loop.keys), { name: 'Amara Nwosu' });
  if (isRefusal(amara)) throw new Error(amara.code);
  const found = await findCustomers(database.db, amara.all, amara.better, 10);
  expect(found[0]).toBe('cu-00003');
  expect((await readNames(database.db, ['ben'])).get('ben')).toEqual({ person: 'ben', name: 'Ben Hoekstra', initials: 'BH' });
  const loanLog = (await readSourceKeys(database.db)).find(({ source }) => source === 'loan-log');
  expect(loanLog?.keyHash).toEqual(hashSourceKey(demoSourceKey(loop.keys, 'loan-log')));
});

test('the cases of a log are given to demo customers by one entry each, always the same, and are not counted as events', async () => {
  const mapping = loop.catalog.mappings.get('loan-log');
  if (!mapping) throw new Error('the catalog has the loan log');
  const keys = Array.from({ length: 40 }, (_, index) => `case-${String(index)}`);
  for (const key of keys) {
    const event = { source: 'loan-log', id: `${key}/1`, key, type: 'A_SUBMITTED', phase: 'COMPLETE', by: null, at: 1_000_000, data: {} };
    await loop.desk.submit(observedInput(mapping, event, { lane: 'import', known: new Set(), armed: false }));
  }
  expect(await identifyDemoCustomers(loop, 'loan-log')).toBe(40);
  expect(await identifyDemoCustomers(loop, 'loan-log')).toBe(0);
  const { rows } = await database.db.query<{ customer: string; n: number }>(
    `select c.customer, (select count(*) from log l where l.case_id = c.id and l.kind = 'case:identified') as n from cases c where journey = 'loan-log'`,
  );
  expect(rows.map(({ n }) => n)).toEqual(keys.map(() => 1));
  expect(rows.filter(({ customer }) => !bank.customers.some(({ id }) => id === customer))).toEqual([]);
  expect((await countImport(database.db, 'loan-log', 'loan-log', 'log:')).accepted).toBe(40);
});
