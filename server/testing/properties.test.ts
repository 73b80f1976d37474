import { expect, test } from 'vitest';
import { pureSuites } from '../../shared/testing/suites.ts';
import { replayOptions } from './replay.ts';

test.each(pureSuites)('$name holds in random runs (L1)', ({ right }) => {
  expect(right(replayOptions(200)).runs).toBeGreaterThan(0);
});

test.each(pureSuites.flatMap(({ name, wrong }) => wrong.map((part) => ({ suite: name, ...part }))))('the suite of $suite finds $name', ({ run }) => {
  expect(() => run({ runs: 1000, seed: 1 })).toThrow(/replay with|Property failed/);
});
