import { setTimeout as wait } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Migrations } from '../../store/migrate.ts';
import { readMigrations } from '../../store/migrate.ts';
import { caseWith, openTestLoop, person, team } from '../loop.ts';

/** The part under test. */
export type Migrate = (url: string, migrations: Migrations, log: (message: string) => void) => Promise<unknown>;

/** The suite: while a migration waits for a long read of its table, people wait for half a second at most. */
export async function migrationUnderLoadSuite(part: Migrate): Promise<void> {
  const loop = await openTestLoop();
  try {
    await loop.enter(team('north'), person('ana'));
    await loop.enter(...caseWith('k-1', ['t-1']));
    const added = { up: async (db: Kysely<unknown>) => void (await sql.raw('alter table tasks add column mood text').execute(db)) };
    const client = await loop.database.db.client();
    await client.query('BEGIN');
    await client.query('SELECT count(*) FROM tasks');
    const tries: string[] = [];
    let isOver = false;
    const migrating = part(loop.database.url, { ...(await readMigrations()), '9998-mood': added }, (message) => tries.push(message)).finally(() => (isOver = true));
    const times: number[] = [];
    const letGo = wait(4000).then(async () => {
      await client.query('COMMIT');
      client.release();
    });
    for (let fence = 0; !isOver; fence++) {
      const startedAt = performance.now();
      const claimed = await loop.say('ana', { type: 'task:claim', task: 't-1', version: 2 * fence + 1 });
      expect(claimed.ok).toBe(true);
      await loop.say('ana', { type: 'task:release', task: 't-1', fence: Number(claimed.ok && claimed.result?.['fence']), because: 'other' });
      times.push(performance.now() - startedAt);
      await wait(20);
    }
    await letGo;
    const reached = await migrating;
    times.sort((a, b) => a - b);
    expect(times[Math.floor(times.length * 0.99)], `of ${String(times.length)}, the longest ${String(times.at(-1))}`).toBeLessThanOrEqual(500);
    expect(reached).toBe(9998);
    expect(tries.length).toBeGreaterThan(1);
  } finally {
    await loop.end();
  }
}
