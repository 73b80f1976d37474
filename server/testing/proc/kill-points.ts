import { expect } from 'vitest';
import { seededRandom } from '../../demo/random.ts';
import type { TestDatabase } from '../database.ts';
import { createTestDatabase } from '../database.ts';
import { fillBank, makeDataFolder, openFloor, removeFolder } from './bank.ts';
import { endChildren } from './child-process.ts';
import type { Part } from './part.ts';
import { expectRecovered } from './recovered.ts';
import type { ServerProcess } from './server-process.ts';
import { startServerProcess } from './server-process.ts';

export interface KillRun {
  readonly database: TestDatabase;
  readonly env: Readonly<Record<string, string>>;
  end(): Promise<void>;
}

/** A bank on a database of its own, and what a server needs to run it. */
export async function openKillRun({ env = {} }: Partial<Part> = {}): Promise<KillRun> {
  const database = await createTestDatabase();
  const folder = makeDataFolder();
  await fillBank(database.url, folder.keys);
  return {
    database,
    env: { DATABASE_URL: database.url, BATON_DATA: folder.data, ...env },
    end: async () => {
      await database.drop();
      removeFolder(folder.top);
    },
  };
}

/** The part under test: what comes up again after a fall, on the same store. */
export type Restart = (run: KillRun) => Promise<ServerProcess>;

const startAgain: Restart = ({ env }) => startServerProcess({ env });

/** Kills the server under load at one point after the other, and demands in the end that nothing was lost or doubled. */
export async function killUnderLoad(run: KillRun, points: readonly string[], seed: number, { restart = startAgain, patienceMs }: { readonly restart?: Restart; readonly patienceMs?: number } = {}): Promise<{ kills: number; commands: number; entries: number }> {
  const { database, env } = run;
  const random = seededRandom(seed);
  let server: ServerProcess = await startServerProcess({ env });
  const floor = await openFloor(server.port, seed);
  try {
    let isOver = false;
    const working = floor.work(() => isOver);
    for (const point of points) {
      await server.tell({ killAt: { point, after: random.between(5, 40) } });
      const falling = server;
      await expect.poll(() => falling.process.signalCode, { timeout: 60_000, interval: 20, message: `the server has come to ${point}` }).toBe('SIGKILL');
      const counts = floor.clerks.map(({ sent }) => sent.length);
      server = await restart(run);
      floor.door.lead(server.port);
      // Everybody is served again before the next fall.
      await expect.poll(() => floor.clerks.every(({ sent }, n) => sent.length > (counts[n] ?? 0) + 2), { timeout: 60_000, interval: 50 }).toBe(true);
    }
    isOver = true;
    await working;
    return { kills: points.length, ...(await expectRecovered(database.url, floor, patienceMs === undefined ? {} : { patienceMs })) };
  } finally {
    await floor.end();
    await server.kill('SIGTERM');
  }
}

/** The suite: killed after a commit, before one and between two batches. `restart` is a part of its own. */
export async function killServerSuite(
  part: Part, seed: number, { restart = startAgain, points = ['afterCommit', 'beforeCommit', 'betweenBatches'] }: { readonly restart?: Restart; readonly points?: readonly string[] } = {},
): Promise<{ kills: number; commands: number }> {
  const run = await openKillRun(part);
  try {
    return await killUnderLoad(run, points, seed, { restart, patienceMs: part.patienceMs });
  } finally {
    await endChildren();
    await run.end();
  }
}
