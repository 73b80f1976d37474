import { expect, test } from 'vitest';
import { pureSuites } from '../../shared/testing/suites.ts';
import { printRuns, replayOptions } from './replay.ts';

test.each(pureSuites)('$name holds in ten thousand random runs (L1)', ({ right }) => {
  const report = right(replayOptions(10_000));
  printRuns(report);
  expect(report.runs).toBeGreaterThan(0);
});
