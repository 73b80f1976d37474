import { expect } from 'vitest';
import { systemClock } from '../../clock.ts';
import { seededRandom } from '../../demo/random.ts';
import { clerkNames, openFloor, withDatabase } from './bank.ts';
import type { Floor } from './bank.ts';
import { openKillRun } from './kill-points.ts';
import type { Part } from './part.ts';
import { asItIs } from './part.ts';
import { expectRecovered } from './recovered.ts';
import { startServerProcess } from './server-process.ts';

/** How often each promise was broken by its timer. */
const fired = (url: string): Promise<number[]> =>
  withDatabase(url, async (db) => {
    const { rows } = await db.query<{ count: number }>({
      text: `select count(e.seq)::int as count from log m left join log e on e.kind = 'promise:ended' and e.body::jsonb->>'promise' = m.body::jsonb->'promise'->>'id'
        where m.kind = 'promise:made' group by m.seq`,
    });
    return rows.map(({ count }) => count);
  });

/**
 * Two servers on one PostgreSQL, half of the clerks at each; one is killed under load and its clerks go on at the other. Every promise
 * comes due while both run timers, or while one has just died.
 */
export async function killOneOfTwo(rounds: number, seed: number, part: Part = asItIs): Promise<{ commands: number; entries: number; timers: number }> {
  const { database, env, end } = await openKillRun(part);
  const random = seededRandom(seed);
  let [falling, standing] = [await startServerProcess({ env }), await startServerProcess({ env })];
  const floors = [await openFloor(falling.port, seed, clerkNames.slice(0, 3)), await openFloor(standing.port, seed + 1, clerkNames.slice(3))] as const;
  const both: Floor = { ...floors[0], clerks: floors.flatMap(({ clerks }) => clerks) };
  let promises = 0;
  const promise = async (dueIn: number): Promise<void> => {
    const [clerk] = both.clerks.slice(promises % both.clerks.length);
    promises += 1;
    const answer = await clerk?.send({
      type: 'promise:make', commandId: `promise-${String(seed)}-${String(promises)}`, case: `case-${String(promises % 60)}`, text: 'A call back.', channel: 'phone', dueAt: systemClock.now() + dueIn,
    });
    // On a slow machine the due time may have passed before the command came in.
    expect([true, 'promise_in_past']).toContain(answer?.ok === false ? answer.code : answer?.ok);
  };
  try {
    let isOver = false;
    const working = Promise.all(floors.map((floor) => floor.work(() => isOver)));
    for (let round = 0; round < rounds; round++) {
      await Promise.all(Array.from({ length: 24 }, () => promise(random.between(1000, 5000))));
      await falling.kill();
      const counts = both.clerks.map(({ sent }) => sent.length);
      for (const floor of floors) floor.door.lead(standing.port);
      await expect.poll(() => both.clerks.every(({ sent }, n) => sent.length > (counts[n] ?? 0) + 3), { timeout: 60_000, interval: 50 }).toBe(true);
      // The next to fall is the one that has carried all.
      [falling, standing] = [standing, await startServerProcess({ env })];
      floors[1].door.lead(standing.port);
      floors[1].door.cut();
    }
    await expect.poll(async () => (await fired(database.url)).every((count) => count > 0), { timeout: part.patienceMs, interval: 200, message: 'promises that no timer has broken' }).toBe(true);
    isOver = true;
    await working;
    const timers = await fired(database.url);
    expect(timers).toEqual(timers.map(() => 1));
    return { ...(await expectRecovered(database.url, both, { patienceMs: part.patienceMs })), timers: timers.length };
  } finally {
    for (const floor of floors) await floor.end();
    await falling.kill('SIGTERM');
    await standing.kill('SIGTERM');
    await end();
  }
}
