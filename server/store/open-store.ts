import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal, refuse } from '../../shared/model/refusal.ts';
import type { Config } from '../config.ts';
import { openDatabase } from './db.ts';
import { refuseUnsafeSettings } from './durability.ts';
import { startEmbedded } from './embedded.ts';
import { migrate, readMigrations } from './migrate.ts';
import { openToolDatabase } from './tool-database.ts';

/** A migrated PostgreSQL, ours or the configured one. `url` holds a password: never log it. */
export interface Store {
  readonly ok: true;
  readonly url: string;
  stop(): Promise<void>;
}

interface Options {
  readonly log: (message: string) => void;
  /** For tools that work beside a running server: use its PostgreSQL instead of being refused. */
  readonly mayJoin: boolean;
}

/**
 * Opens the configured PostgreSQL or starts our own, refuses unsafe settings (`unsafe_database`), and migrates. Also refuses what
 * `startEmbedded` and `migrate` refuse.
 */
export async function openStore(config: Config, { log, mayJoin }: Options): Promise<Store | Refusal> {
  const opened = await openServer(config, { log, mayJoin });
  if (isRefusal(opened)) return opened;
  const ready = await makeReady(opened.url, log);
  if (ready === undefined) return opened;
  await opened.stop();
  return ready;
}

async function openServer(config: Config, { log, mayJoin }: Options): Promise<Store | Refusal> {
  if (config.databaseUrl !== undefined) return { ok: true, url: config.databaseUrl, stop: () => Promise.resolve() };
  const opened = await (mayJoin ? openToolDatabase(config, log) : startEmbedded({ folder: config.dataFolder, log }));
  return isRefusal(opened) ? opened : { ok: true, url: opened.url, stop: () => opened.stop() };
}

async function makeReady(url: string, log: (message: string) => void): Promise<Refusal | undefined> {
  const db = openDatabase(url, { max: 1, applicationName: 'baton-start' });
  try {
    const unsafe = await refuseUnsafeSettings(db);
    if (unsafe !== undefined) return unsafe;
    const migrated = await migrate(url, await readMigrations(), log);
    return typeof migrated === 'number' ? undefined : migrated;
  } catch (error) {
    return refuse('database_unreachable', { because: (error as { code?: string }).code ?? 'unknown' });
  } finally {
    await db.close();
  }
}
