import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { must } from '../../../shared/assert.ts';
import { runningUrl } from '../../store/embedded-folder.ts';
import { makeDataFolder, openFloor, removeFolder } from './bank.ts';
import { endChildren } from './child-process.ts';
import { prepareEmbeddedBank } from './kill-postgres.ts';
import { expectRecovered } from './recovered.ts';
import { startServerProcess } from './server-process.ts';

vi.setConfig({ testTimeout: 150_000 });
const { top } = makeDataFolder();
const disk = path.join(top, 'disk');
mkdirSync(disk, { mode: 0o755 });
// A small disk of our own can be made by root only.
const hasDisk = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=150m,mode=755', 'tmpfs', disk]).status === 0;

afterEach(endChildren);
afterAll(() => {
  if (hasDisk) spawnSync('umount', [disk]);
  removeFolder(top);
});

// T43.
test.runIf(hasDisk)('on a full disk the server refuses and goes on by itself when there is room again; nothing acknowledged is lost', async () => {
  const prepared = await prepareEmbeddedBank();
  // With owners and modes: the database is another user's.
  expect(spawnSync('cp', ['-a', prepared.data, prepared.keys, disk]).status).toBe(0);
  removeFolder(prepared.top);
  const data = path.join(disk, 'data');
  const server = await startServerProcess({ env: { BATON_DATA: data } });
  const floor = await openFloor(server.port, 4);
  let isOver = false;
  const working = floor.work(() => isOver);
  const answered = (): number => floor.clerks.reduce((sum, { sent }) => sum + sent.length, 0);
  await expect.poll(answered, { timeout: 30_000 }).toBeGreaterThan(30);

  const ballast = path.join(disk, 'ballast');
  const free = Number(/\s(\d+)\s+\d+%/.exec(spawnSync('df', ['-k', disk]).stdout.toString())?.[1] ?? 0);
  writeFileSync(ballast, Buffer.alloc(Math.max(0, free - 300) * 1024));
  // Full is when nobody gets an answer any more.
  const clerk = must(floor.clerks[0], 'there are clerks');
  const text = 'x'.repeat(4000);
  const tryOne = async (n: number): Promise<string> => {
    const answer = (await clerk.client.socket.timeout(1500).emitWithAck('command', { type: 'note:add', commandId: `full-${String(n)}`, case: 'case-1', text }).catch(() => ({ ok: false, code: 'no answer' }))) as { ok: boolean; code?: string };
    return answer.ok ? 'ok' : (answer.code ?? '');
  };
  const heard = new Set<string>();
  for (let n = 0; n < 400 && !heard.has('unavailable') && !heard.has('no answer'); n++) heard.add(await tryOne(n));
  expect([...heard].some((code) => code === 'unavailable' || code === 'no answer')).toBe(true);
  expect(server.process.exitCode).toBeNull();

  rmSync(ballast);
  const before = answered();
  await expect.poll(answered, { timeout: 60_000, interval: 100 }).toBeGreaterThan(before + 30);
  isOver = true;
  await working;
  await expectRecovered(must(runningUrl(data), 'PostgreSQL runs again'), floor, [], 'full-');
  await floor.end();
  await server.kill('SIGTERM');
});
