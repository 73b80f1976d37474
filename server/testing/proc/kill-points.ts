import { expect } from 'vitest';
import { seededRandom } from '../../demo/random.ts';
import type { TestDatabase } from '../database.ts';
import { createTestDatabase } from '../database.ts';
import { fillBank, makeDataFolder, openFloor, removeFolder } from './bank.ts';
import { expectRecovered } from './recovered.ts';
import type { ServerProcess } from './server-process.ts';
import { startServerProcess } from './server-process.ts';

export interface KillRun {
  readonly database: TestDatabase;
  readonly env: Readonly<Record<string, string>>;
  end(): Promise<void>;
}

/** A bank on a database of its own, and what a server needs to run it. */
export async function openKillRun(): Promise<KillRun> {
  const database = await createTestDatabase();
  const folder = makeDataFolder();
  await fillBank(database.url, folder.keys);
  return {
    database,
    env: { DATABASE_URL: database.url, BATON_DATA: folder.data },
    end: async () => {
      await database.drop();
      removeFolder(folder.top);
    },
  };
}

/** Kills the server at the point under load, so often as there are rounds, and demands after each restart that nothing is lost. */
export async function killUnderLoad({ database, env }: KillRun, point: string, rounds: number, seed: number): Promise<{ kills: number; commands: number; entries: number }> {
  const random = seededRandom(seed);
  let server: ServerProcess = await startServerProcess({ env });
  const floor = await openFloor(server.port, seed);
  try {
    let isOver = false;
    const working = floor.work(() => isOver);
    for (let round = 0; round < rounds; round++) {
      await server.tell({ killAt: { point, after: random.between(5, 40) } });
      expect(await server.ended).toBe('SIGKILL');
      const counts = floor.clerks.map(({ sent }) => sent.length);
      server = await startServerProcess({ env });
      floor.door.lead(server.port);
      // Everybody is served again before the next fall.
      await expect.poll(() => floor.clerks.every(({ sent }, n) => sent.length > (counts[n] ?? 0) + 2), { timeout: 60_000, interval: 50 }).toBe(true);
    }
    isOver = true;
    await working;
    return { kills: rounds, ...(await expectRecovered(database.url, floor)) };
  } finally {
    await floor.end();
    await server.kill('SIGTERM');
  }
}
