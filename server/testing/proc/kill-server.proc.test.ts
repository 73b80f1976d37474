import { afterEach, expect, test, vi } from 'vitest';
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

// T19: after the commit and before the push, in the middle of a batch, and between two.
test.each(['afterCommit', 'beforeCommit', 'betweenBatches'])('killed %s under load, the server comes back and nothing is lost or doubled', async (point) => {
  run = await openKillRun();
  const { kills, commands } = await killUnderLoad(run, point, 1, 7);
  expect(kills).toBe(1);
  expect(commands).toBeGreaterThan(20);
});
