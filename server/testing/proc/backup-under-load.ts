import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { must } from '../../../shared/assert.ts';
import { isRefusal } from '../../../shared/model/refusal.ts';
import { done } from '../../../shared/work/world.ts';
import { systemClock } from '../../clock.ts';
import { openLoop } from '../../loop.ts';
import { openKeyStore } from '../../store/keys/key-store.ts';
import { openValue } from '../../store/keys/seal.ts';
import { newestFields } from '../../store/reads/sheet.ts';
import { createTestDatabase } from '../database.ts';
import type { TestDatabase } from '../database.ts';
import { handInput } from '../sample-log.ts';
import { makeDataFolder, removeFolder, withDatabase } from './bank.ts';
import { startChild } from './child-process.ts';
import type { Part } from './part.ts';
import { asItIs } from './part.ts';

/** What is invented for a customer, so that a test knows it again. */
export const plantedName = (customer: string): string => `Planted ${customer}`;

/** Puts customers with a name into a store, through the desk. */
export async function plantCustomers(url: string, keysFolder: string, customers: readonly string[]): Promise<void> {
  const loop = openLoop({ url, keysFolder, report: (error) => { throw error; } });
  if (isRefusal(loop)) throw new Error(loop.code);
  for (const id of customers) {
    const value = { id: loop.newId('v'), holder: id, field: 'name', value: plantedName(id), source: 'staff:ana', asOf: systemClock.now() };
    const customer = { id, kind: 'person' as const, branch: 'north', language: 'en', flags: [], relations: [], version: 1 };
    const added = done({ kind: 'customer:added', subject: `customer:${id}`, customer: id, body: { customer, values: [value.id] } });
    const answer = await loop.desk.submit(handInput(`s:plant/${id}`, () => ({ ...added, values: [value] }), { footprint: { customers: [id] }, lane: 'event', sender: 'system', actor: 'system' }));
    expect(answer.ok).toBe(true);
  }
  await loop.stop();
}

/** Runs a command of the store's as `npm run` does; gives what it printed. */
async function tool(script: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
  const child = startChild({ script, args, env });
  expect(await child.ended, child.said()).toBe(0);
  return JSON.parse(must(child.said().trim().split('\n').find((line) => line.startsWith('{')), child.said())) as Record<string, unknown>;
}

export const runBackup = (file: string, env: Readonly<Record<string, string>>): Promise<Record<string, unknown>> => tool('server/store/backup-main.ts', [file], env);

export interface Restored {
  readonly database: TestDatabase;
  readonly env: Readonly<Record<string, string>>;
  readonly logId: string;
  /** The name of a customer there: as planted, `unreadable`, or undefined where there is no value. */
  name(customer: string): Promise<string | undefined>;
  end(): Promise<void>;
}

export interface RestoreWish {
  readonly file: string;
  /** The keys folder of the installation that made the backup; its master key goes along. */
  readonly keys: string;
  readonly moreKeys?: readonly string[];
  /** Without any keys file. */
  readonly isBare?: boolean;
  /** Of the command that restores. */
  readonly part?: Part;
  /** Into an installation that has this keys folder already. */
  readonly into?: { readonly data: string; readonly keys: string };
}

/** Restores into a database that was never used. */
export async function runRestore({ file, keys, moreKeys = [], isBare = false, into, part = asItIs }: RestoreWish): Promise<Restored> {
  const database = await createTestDatabase({ isEmpty: true });
  const folder = makeDataFolder();
  const home = into ?? folder;
  const bare = path.join(folder.top, 'bare.backup');
  if (isBare) copyFileSync(file, bare);
  const masterKey = readFileSync(path.join(keys, 'master.key'), 'utf8').trim();
  const env = { DATABASE_URL: database.url, BATON_DATA: home.data, ...(into ? {} : { BATON_MASTER_KEY: masterKey }) };
  const { logId } = await tool('server/store/restore-main.ts', [isBare ? bare : file, ...moreKeys.flatMap((one) => ['--keys', one])], { ...env, ...part.env });
  return {
    database, env, logId: String(logId),
    name: async (customer) => {
      const store = openKeyStore({ folder: home.keys, masterKey: into ? undefined : masterKey, clock: systemClock });
      if (isRefusal(store)) throw new Error(store.code);
      return withDatabase(database.url, (db) => newestFields(db, [customer], ['name'])).then(([name]) => name && openValue(store.peek([customer]).get(customer), name.value, name.id)).finally(() => store.close());
    },
    end: async () => {
      await database.drop();
      removeFolder(folder.top);
    },
  };
}
