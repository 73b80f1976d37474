import { expect, test } from 'vitest';
import { replayOptions } from './replay.ts';
import { loadSuite, trapSuites } from './suites/all.ts';

test('two desks under load: one owner or queue, one winner, every input answered once, the log folds to the rows', async () => {
  const { runs: seeds, ...replay } = replayOptions(1);
  expect((await loadSuite.right({ seeds, connections: 8, steps: 40, ...replay })).runs).toBe(1);
});

test.each(trapSuites)('$name', async ({ right, runs: [ordinary] }) => {
  expect((await right({ runs: ordinary })).runs).toBeGreaterThanOrEqual(ordinary);
});
