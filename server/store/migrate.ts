import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Migration } from 'kysely/migration';
import { refuse } from '../../shared/model/refusal.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { openDatabase } from './db.ts';
import type { Queryable } from './queryable.ts';

const TABLE = 'schema_migration';
const LOCK_TABLE = 'schema_migration_lock';
// Everybody stands behind a statement that waits for a table's lock, so it waits less than a person notices, and tries again later.
const LOCK_TIMEOUT_MS = 300;
const ATTEMPTS = 30;

/** Migrations by name, NNNN-slug, each with one `up` in plain SQL. */
export type Migrations = Readonly<Record<string, Migration>>;

/** All files of server/store/migrations. */
export async function readMigrations(folder = fileURLToPath(new URL('./migrations/', import.meta.url))): Promise<Migrations> {
  const files = (await fs.readdir(folder)).filter((file) => /^\d{4}-[a-z0-9-]+\.ts$/.test(file)).sort();
  const modules = await Promise.all(
    files.map(async (file) => [file.slice(0, -'.ts'.length), (await import(pathToFileURL(path.join(folder, file)).href)) as Migration] as const),
  );
  return Object.fromEntries(modules);
}

/** The number a name begins with; names are ordered by it. */
function numberOf(name: string): number {
  return Number.parseInt(name, 10);
}

/** The number of the newest migration that the database has; 0 for an empty one. */
export async function schemaVersion(db: Queryable): Promise<number> {
  const known = await db.query<{ found: boolean }>({ text: `SELECT to_regclass('public.${TABLE}') IS NOT NULL AS found` });
  if (known.rows[0]?.found !== true) return 0;
  const { rows } = await db.query<{ name: string | null }>({ text: `SELECT max(name) AS name FROM ${TABLE}` });
  return rows[0]?.name ? numberOf(rows[0].name) : 0;
}

/** Refuses with `database_newer {database, code}` where a newer release has already changed the schema. */
export async function refuseNewerDatabase(db: Queryable, migrations: Migrations): Promise<Refusal | undefined> {
  const [database, code] = [await schemaVersion(db), Math.max(0, ...Object.keys(migrations).map(numberOf))];
  return database > code ? refuse('database_newer', { database, code }) : undefined;
}

/**
 * Brings the database forward, each migration in a transaction of its own, one process at a time (advisory lock). A
 * statement waits 0.3 s at most for a table's lock and then tries its migration again after a pause, so that nothing queues behind it for long.
 * Gives the version reached; refuses with `database_newer`, or `database_busy {migration}` after a minute of tries.
 */
export async function migrate(url: string, migrations: Migrations, log: (message: string) => void): Promise<number | Refusal> {
  const db = openDatabase(url, {
    max: 2,
    applicationName: 'baton-migrate',
    lockTimeoutMs: LOCK_TIMEOUT_MS,
    statementTimeoutMs: 0,
    idleInTransactionTimeoutMs: 0,
  });
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: db.pool }) });
  try {
    const newer = await refuseNewerDatabase(db, migrations);
    if (newer !== undefined) return newer;
    const migrator = new Migrator({
      db: kysely,
      provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
      migrationTableName: TABLE,
      migrationLockTableName: LOCK_TABLE,
    });
    for (let attempt = 1; ; ) {
      // One step a call: the migrator puts all steps of a call into one transaction.
      const { error, results } = await migrator.migrateUp();
      const name = results?.at(-1)?.migrationName;
      if (error === undefined && name === undefined) return await schemaVersion(db);
      if (error === undefined) {
        log(`migrated to ${name}`);
        attempt = 1;
      } else if (isLockTimeout(error) && attempt < ATTEMPTS) {
        log(`migration ${name ?? ''} waits for a lock, try ${attempt}`);
        await wait(Math.min(250 * attempt, 2_000));
        attempt++;
      } else if (isLockTimeout(error)) {
        return refuse('database_busy', { migration: name });
      } else {
        throw error;
      }
    }
  } finally {
    await kysely.destroy();
  }
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03';
}
