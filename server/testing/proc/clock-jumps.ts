import { expect } from 'vitest';
import { systemClock } from '../../clock.ts';
import { seededRandom } from '../../demo/random.ts';
import { verified } from './bank.ts';
import { endChildren } from './child-process.ts';
import { openClerk } from './clerk.ts';
import { openKillRun } from './kill-points.ts';
import type { Part } from './part.ts';
import type { Steps } from './steps.ts';
import { startServerProcess } from './server-process.ts';

const hourMs = 3_600_000;

/** The suite: a server whose clock jumps (T31). */
export async function openClockSteps(part: Part): Promise<Steps> {
  const run = await openKillRun(part);
  const server = await startServerProcess({ env: run.env });
  const ana = await openClerk(server.address, 'ana', 'north', seededRandom(1));
  let count = 0;

  /** Makes a promise due in so many milliseconds; gives its id. */
  async function promise(dueIn: number): Promise<string> {
    const answer = await ana.send({ type: 'promise:make', commandId: `clock-${String((count += 1))}`, case: 'case-1', text: 'A call back.', channel: 'phone', dueAt: systemClock.now() + dueIn });
    if (!answer.ok) throw new Error(answer.code);
    return String(answer.result?.['promise']);
  }
  const breaches = async (id: string): Promise<{ recordedAt: number }[]> =>
    (await run.database.db.query<{ recordedAt: number }>({ text: `select recorded_at as "recordedAt" from log where kind = 'promise:ended' and body::jsonb->>'promise' = $1`, values: [id] })).rows;
  const ready = async (): Promise<number> => (await fetch(`${server.address}/readyz`)).status;
  const tryNote = async (): Promise<unknown> => {
    const answer = (await ana.client.socket.timeout(5000).emitWithAck('command', { type: 'note:add', commandId: `clock-note-${String((count += 1))}`, case: 'case-1', text: 'Is anybody there?' })) as object;
    return 'code' in answer ? answer.code : 'ok';
  };

  return {
    steps: {
      'a clock that jumps two hours ahead breaks no promise early, stops the inputs, and nothing is stamped with its time': async () => {
        const far = await promise(hourMs);
        await server.tell({ clockOffsetMs: 2 * hourMs });
        // At once, not when somebody next compares: in between the poller would have run every timer of two hours.
        expect(await tryNote()).toBe('clock_off');
        await expect.poll(ready, { timeout: 15_000 }).toBe(503);
        expect(await breaches(far)).toEqual([]);
        await server.tell({ clockOffsetMs: 0 });
        await expect.poll(ready, { timeout: 15_000 }).toBe(200);
        await expect.poll(tryNote, { timeout: 15_000 }).toBe('ok');
        const { rows } = await run.database.db.query<{ ahead: boolean }>({ text: 'select max(recorded_at) > $1 as ahead from log', values: [systemClock.now() + 5000] });
        expect(rows).toEqual([{ ahead: false }]);
        expect(await breaches(far)).toEqual([]);
      },
      'a clock that jumps back loses no timer: what came due meanwhile fires once when it is right again': async () => {
        const soon = await promise(1500);
        await server.tell({ clockOffsetMs: -2 * hourMs });
        await expect.poll(ready, { timeout: 15_000 }).toBe(503);
        await server.tell({ clockOffsetMs: 0 });
        await expect.poll(() => breaches(soon), { timeout: 20_000 }).toHaveLength(1);
        await expect.poll(ready, { timeout: 15_000 }).toBe(200);
        expect(await breaches(soon)).toHaveLength(1);
      },
      'a clock over one second off is not ready but works on; over five seconds it takes no inputs': async () => {
        await server.tell({ clockOffsetMs: 2500 });
        await expect.poll(ready, { timeout: 15_000 }).toBe(503);
        expect(await tryNote()).toBe('ok');
        await server.tell({ clockOffsetMs: 7000 });
        await expect.poll(tryNote, { timeout: 15_000 }).toBe('clock_off');
        await server.tell({ clockOffsetMs: 0 });
        await expect.poll(ready, { timeout: 15_000 }).toBe(200);
      },
      'the log is sound after all jumps': async () => {
        expect((await verified(run.database.url)).problems).toEqual([]);
      },
    },
    between: () => server.tell({ clockOffsetMs: 0 }),
    end: async () => {
      ana.client.end();
      await endChildren();
      await run.end();
    },
  };
}
