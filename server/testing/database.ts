import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { openDatabase } from '../store/db.ts';
import type { Db } from '../store/db.ts';

export interface TestDatabase {
  readonly url: string;
  readonly db: Db;
  /** Closes `db` and removes the database, also from under whoever still uses it. */
  drop(): Promise<void>;
}

/** A migrated database of one's own, usually one per test file. With `isEmpty` it has no tables yet. */
export async function createTestDatabase({ isEmpty = false } = {}): Promise<TestDatabase> {
  const { url: serverUrl, template } = inject('testServer');
  const name = `baton_test_${randomBytes(6).toString('hex')}`;
  // Copying files takes half the time of writing each block to the log as well.
  await asAdmin(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${isEmpty ? 'template1' : template} STRATEGY FILE_COPY`);
  const address = new URL(serverUrl);
  address.pathname = `/${name}`;
  const db = openDatabase(address.href, { max: 10, applicationName: 'baton-test' });
  return {
    url: address.href,
    db,
    drop: async () => {
      await db.close();
      await asAdmin(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const admin = openDatabase(url, { max: 1, applicationName: 'baton-test-admin' });
  await admin.query(statement).finally(() => admin.close());
}
