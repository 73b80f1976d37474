import { afterEach, expect, test, vi } from 'vitest';
import { endChildren } from './child-process.ts';
import { weatherStorm } from './timer-storm.ts';

vi.setConfig({ testTimeout: 120_000 });

afterEach(endChildren);

// T32.
test('timers that came due while the server was down fire once each, oldest first and not all at once, and people are served meanwhile', async () => {
  const { fired, peak, disorder, during, calm } = await weatherStorm(1000);
  expect(fired).toBe(1000);
  // 200 a second, in ticks of 50: one more tick may fall into any second of the database's.
  expect(peak).toBeLessThanOrEqual(300);
  // Of one tick, two batches may end in another order.
  expect(disorder).toBeLessThanOrEqual(100);
  // On a machine that others use too, a few milliseconds say nothing: 120 ms is what a command may take at any time.
  expect(during).toBeLessThanOrEqual(Math.max(2 * calm, 120));
});
