import { expect } from 'vitest';
import { must } from '../../../shared/assert.ts';
import { isRefusal } from '../../../shared/model/refusal.ts';
import { seededRandom } from '../../demo/random.ts';
import { startEmbedded } from '../../store/embedded.ts';
import { pgdataIn, runningUrl } from '../../store/embedded-folder.ts';
import { migrate, readMigrations } from '../../store/migrate.ts';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fillBank, makeDataFolder, openFloor, removeFolder } from './bank.ts';
import type { Part } from './part.ts';
import { asItIs } from './part.ts';
import { expectRecovered } from './recovered.ts';
import { startServerProcess } from './server-process.ts';

/** A folder with an embedded cluster that holds the bank; nothing runs on it afterwards. */
export async function prepareEmbeddedBank(tasks?: number): Promise<ReturnType<typeof makeDataFolder>> {
  const folder = makeDataFolder();
  const embedded = await startEmbedded({ folder: folder.data, log: () => undefined });
  if (isRefusal(embedded)) throw new Error(embedded.code);
  try {
    await migrate(embedded.url, await readMigrations(), () => undefined);
    await fillBank(embedded.url, folder.keys, tasks);
  } finally {
    await embedded.stop();
  }
  return folder;
}

/** The postmaster that runs on a data folder now. */
export const postmasterOf = (data: string): number => Number(readFileSync(path.join(pgdataIn(data), 'postmaster.pid'), 'utf8').split('\n')[0]);

/** Kills the postmaster of a server that has its own, under load, as often as told. */
export async function killPostgresUnderLoad(rounds: number, seed: number, { env, patienceMs }: Part = asItIs): Promise<{ commands: number; entries: number }> {
  const random = seededRandom(seed);
  const folder = await prepareEmbeddedBank();
  const server = await startServerProcess({ env: { BATON_DATA: folder.data, ...env } });
  const floor = await openFloor(server.port, seed);
  try {
    let isOver = false;
    const working = floor.work(() => isOver);
    const allServed = (more: number): Promise<void> => {
      const counts = floor.clerks.map(({ sent }) => sent.length);
      return expect.poll(() => floor.clerks.every(({ sent }, n) => sent.length > (counts[n] ?? 0) + more), { timeout: 60_000, interval: 20 }).toBe(true);
    };
    for (let round = 0; round < rounds; round++) {
      await allServed(random.between(2, 12));
      process.kill(postmasterOf(folder.data), 'SIGKILL');
      await allServed(5);
    }
    isOver = true;
    await working;
    return await expectRecovered(must(runningUrl(folder.data), 'PostgreSQL runs again'), floor, { patienceMs });
  } finally {
    await floor.end();
    await server.kill('SIGTERM');
    removeFolder(folder.top);
  }
}
