import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isRefusal } from '../../shared/model/refusal.ts';
import type { Config } from '../config.ts';
import type { Db } from '../store/db.ts';
import { openDatabase } from '../store/db.ts';
import { refuseUnsafeSettings } from '../store/durability.ts';
import { startEmbedded } from '../store/embedded.ts';
import { migrate, readMigrations } from '../store/migrate.ts';

export interface BenchDatabase {
  readonly url: string;
  /** For the benchmark's own questions. */
  readonly db: Db;
  drop(): Promise<void>;
}

/** The PostgreSQL and the folder of one run. */
export interface Stage {
  readonly folder: string;
  newDatabase(): Promise<BenchDatabase>;
  stop(): Promise<void>;
}

/** A peer that looks for its own tables first, and connections that a dropped database ends. */
const isExpected = /^postgres: (ERROR: {2}relation "graphile_worker\.|FATAL: {2}terminating connection)/;

/**
 * Opens the configured PostgreSQL, or one of our own in a temporary folder, with the settings it has in production. Every benchmark
 * gets databases of its own on it. Throws what makes it unusable.
 */
export async function openStage(config: Pick<Config, 'databaseUrl'>, say: (message: string) => void): Promise<Stage> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-bench-'));
  // PostgreSQL runs as another user where we are root.
  fs.chmodSync(folder, 0o755);
  const removeFolder = (): void => fs.rmSync(folder, { recursive: true, force: true });
  const server = config.databaseUrl === undefined
    ? await startEmbedded({ folder: path.join(folder, 'postgres'), log: (message) => void (isExpected.test(message) || say(message)) })
    : { url: config.databaseUrl, stop: () => Promise.resolve() };
  if (isRefusal(server)) {
    removeFolder();
    throw new Error(JSON.stringify(server));
  }
  const admin = openDatabase(server.url, { max: 1, applicationName: 'baton-bench-admin', statementTimeoutMs: 0 });
  const open = new Set<BenchDatabase>();
  const stop = async (): Promise<void> => {
    for (const database of open) await database.drop();
    await admin.close();
    await server.stop();
    removeFolder();
  };
  const unsafe = await refuseUnsafeSettings(admin);
  if (unsafe !== undefined) {
    await stop();
    throw new Error(JSON.stringify(unsafe));
  }
  return {
    folder,
    stop,
    newDatabase: async () => {
      const name = `baton_bench_${randomBytes(5).toString('hex')}`;
      await admin.query(`create database ${name}`);
      const address = new URL(server.url);
      address.pathname = `/${name}`;
      const url = address.href;
      const migrated = await migrate(url, await readMigrations(), () => undefined);
      if (typeof migrated !== 'number') throw new Error(JSON.stringify(migrated));
      const db = openDatabase(url, { max: 4, applicationName: 'baton-bench', statementTimeoutMs: 0 });
      const database: BenchDatabase = {
        url,
        db,
        drop: async () => {
          if (!open.delete(database)) return;
          await db.close();
          await admin.query(`drop database if exists ${name} with (force)`);
        },
      };
      open.add(database);
      return database;
    },
  };
}
