import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { isRefusal } from '../../shared/model/refusal.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../store/db.ts';
import { startEmbedded } from '../store/embedded.ts';
import { pgdataIn } from '../store/embedded-folder.ts';
import { stopOrphan } from '../store/embedded-orphan.ts';
import { lockFolder } from '../store/lock.ts';
import { migrate, readMigrations } from '../store/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A server with a migrated database `template` to clone; `url` is of another database on it. */
    readonly testServer: { readonly url: string; readonly template: string };
  }
}

const PREFIX = 'baton-test-';

/** One PostgreSQL for the whole run (the one of DATABASE_URL if set) with a migrated template; returns its stop. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const config = readConfig(process.env);
  if (isRefusal(config)) throw new Error(JSON.stringify(config));
  const server = config.databaseUrl === undefined ? await startServer() : { url: config.databaseUrl, stop: () => Promise.resolve() };

  const template = `baton_template_${randomBytes(4).toString('hex')}`;
  const admin = openDatabase(server.url, { max: 1, applicationName: 'baton-test-setup' });
  const stop = async (): Promise<void> => {
    await admin.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`).finally(() => admin.close());
    await server.stop();
  };
  try {
    await admin.query(`CREATE DATABASE ${template}`);
    const url = new URL(server.url);
    url.pathname = `/${template}`;
    const version = await migrate(url.href, await readMigrations(), () => undefined);
    if (typeof version !== 'number') throw new Error(JSON.stringify(version));
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('testServer', { url: server.url, template });
  return stop;
}

async function startServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  await removeLeftOvers();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), PREFIX));
  const embedded = await startEmbedded({ folder, log: () => undefined });
  if (isRefusal(embedded)) {
    fs.rmSync(folder, { recursive: true, force: true });
    throw new Error(JSON.stringify(embedded));
  }
  return {
    url: embedded.url,
    stop: async () => {
      await embedded.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ends and removes what runs that were killed have left behind. */
async function removeLeftOvers(): Promise<void> {
  // A young folder may be of a run that has not taken its lock yet.
  const settledMs = 10 * 60_000;
  for (const name of fs.readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = path.join(os.tmpdir(), name);
    try {
      if (performance.timeOrigin + performance.now() - fs.statSync(folder).mtimeMs < settledMs) continue;
      const lock = lockFolder(folder);
      if (isRefusal(lock)) continue;
      await stopOrphan(pgdataIn(folder), () => undefined);
      lock.release();
      fs.rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's, or gone meanwhile.
    }
  }
}
