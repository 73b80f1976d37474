import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Db } from '../../store/db.ts';
import { openDatabase } from '../../store/db.ts';
import { pgdataIn, runningUrl } from '../../store/embedded-folder.ts';

/** The database of a simulated day, seen from outside; it may be killed and come back at another port. */
export interface DayStore {
  /** Asks until it is answered; throws after a minute in vain. */
  ask<T>(question: (db: Db) => Promise<T>): Promise<T>;
  /** Ends the database as `kill -9` does. */
  kill(): void;
  stop(): Promise<void>;
}

const patienceMs = 60_000;

export function openDayStore(dataFolder: string): DayStore {
  let open: { url: string; db: Db } | undefined;
  const current = async (): Promise<Db | undefined> => {
    const url = runningUrl(dataFolder);
    if (url === undefined) return undefined;
    if (open?.url !== url) {
      await open?.db.close().catch(() => undefined);
      open = { url, db: openDatabase(url, { max: 2, applicationName: 'baton-day', statementTimeoutMs: 0 }) };
    }
    return open.db;
  };
  return {
    ask: async (question) => {
      const startedAt = performance.now();
      for (;;) {
        const db = await current();
        try {
          if (db) return await question(db);
        } catch (error) {
          if (performance.now() - startedAt > patienceMs || !isGone(error)) throw error;
        }
        if (performance.now() - startedAt > patienceMs) throw new Error('the database of the day is away');
        await wait(20);
      }
    },
    kill: () => {
      const pid = Number(fs.readFileSync(path.join(pgdataIn(dataFolder), 'postmaster.pid'), 'utf8').split('\n')[0]);
      if (Number.isInteger(pid) && pid > 1) process.kill(pid, 'SIGKILL');
    },
    stop: async () => void (await open?.db.close()),
  };
}

/** The connection is gone, or the server is going or coming. What the system says (`EPIPE`) may have five letters as well as an SQLSTATE. */
function isGone(error: unknown): boolean {
  const { code = '' } = error as { code?: string };
  return !/^(?!E)[0-9A-Z]{5}$/.test(code) || code.startsWith('57P') || code.startsWith('08') || code === '40001';
}
