import { expect, test } from 'vitest';
import { printRuns, replayOptions } from './replay.ts';
import { loadSuite, trapSuites } from './suites/all.ts';

test('two desks under load, three hundred seeds at eight connections of fifty steps (L3)', async () => {
  const { seed } = replayOptions(1);
  const report = await loadSuite.right({ connections: 8, steps: 50, ...(seed === undefined ? { seeds: 300 } : { seeds: 1, seed }) });
  printRuns(report);
  expect(report.runs).toBeGreaterThan(0);
});

test.each(trapSuites)('$name, many times (L3)', async ({ right, runs: [, long] }) => {
  const report = await right({ runs: long });
  printRuns(report);
  expect(report.runs).toBeGreaterThanOrEqual(long);
});
