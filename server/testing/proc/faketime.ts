import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { systemClock } from '../../clock.ts';
import { seededRandom } from '../../demo/random.ts';
import { makeDataFolder, removeFolder, verified } from './bank.ts';
import { endChildren } from './child-process.ts';
import { openClerk } from './clerk.ts';
import { openKillRun } from './kill-points.ts';
import type { Part } from './part.ts';
import { startServerProcess } from './server-process.ts';

/** The library that fakes a process's time, where this machine has it. */
export const fakeTimeLibrary = ['/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1', '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1'].find((file) => existsSync(file));

/** The suite: the production server under the system's own clock, which jumps while what has really passed does not. */
export async function fakeTimeSuite(part: Part): Promise<void> {
  const run = await openKillRun();
  const folder = makeDataFolder();
  const file = path.join(folder.top, 'offset');
  const jump = (offset: string): void => writeFileSync(file, offset);
  jump('+0');
  const server = await startServerProcess({
    script: 'server/main.ts',
    env: { ...run.env, LD_PRELOAD: fakeTimeLibrary ?? '', FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1', ...part.env },
  });
  const ana = await openClerk(server.address, 'ana', 'north', seededRandom(1));
  const promise = async (commandId: string, dueIn: number): Promise<string> => {
    const answer = await ana.send({ type: 'promise:make', commandId, case: 'case-1', text: 'A call back.', channel: 'phone', dueAt: systemClock.now() + dueIn });
    if (!answer.ok) throw new Error(answer.code);
    return String(answer.result?.['promise']);
  };
  const broken = async (): Promise<string[]> =>
    (await run.database.db.query<{ id: string }>({ text: `select body::jsonb->>'promise' as id from log where kind = 'promise:ended' order by seq` })).rows.map(({ id }) => id);
  const ready = async (): Promise<number> => (await fetch(`${server.address}/readyz`)).status;

  const [soon, far] = [await promise('fake-1', 5000), await promise('fake-2', 1_800_000)];
  for (const offset of ['+2h', '-2h', '+2h', '+0']) {
    jump(offset);
    await expect.poll(ready, { timeout: Math.min(part.patienceMs, 20_000), interval: 50 }).toBe(offset === '+0' ? 200 : 503);
  }
  await expect.poll(broken, { timeout: 30_000 }).toEqual([soon]);
  expect(await broken()).not.toContain(far);
  expect((await verified(run.database.url)).problems).toEqual([]);
  ana.client.end();
  await endChildren();
  removeFolder(folder.top);
  await run.end();
}
