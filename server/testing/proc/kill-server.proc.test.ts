import { afterEach, expect, test, vi } from 'vitest';
import { restartThatForgets } from '../wrong/restart.ts';
import { endChildren } from './child-process.ts';
import type { KillRun } from './kill-points.ts';
import { killUnderLoad, openKillRun } from './kill-points.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });
let run: KillRun | undefined;

afterEach(async () => {
  await endChildren();
  await run?.end();
  run = undefined;
});

// T19.
test('killed under load after a commit, before one, and between two batches, the server comes back and nothing is lost or doubled', async () => {
  run = await openKillRun();
  const { kills, commands } = await killUnderLoad(run, ['afterCommit', 'beforeCommit', 'betweenBatches'], 7);
  expect(kills).toBe(3);
  expect(commands).toBeGreaterThan(30);
});

test('a server that forgets what it has decided is found out', async () => {
  run = await openKillRun();
  await expect(killUnderLoad(run, ['betweenBatches'], 7, restartThatForgets)).rejects.toThrow(/deeply equal/);
});
