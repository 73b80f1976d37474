import { afterEach, expect, test, vi } from 'vitest';
import { endChildren } from './child-process.ts';
import { asItIs } from './part.ts';
import { timerStormSuite } from './timer-storm.ts';

vi.setConfig({ testTimeout: 120_000 });

afterEach(endChildren);

// T32.
test('timers that came due while the server was down fire once each, oldest first and not all at once, and people are served meanwhile', async () => {
  expect((await timerStormSuite(asItIs, 1000)).fired).toBe(1000);
});
