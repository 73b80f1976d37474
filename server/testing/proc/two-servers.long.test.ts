import { afterEach, expect, test, vi } from 'vitest';
import { endChildren } from './child-process.ts';
import { killOneOfTwo } from './two-servers.ts';

vi.setConfig({ testTimeout: 120_000 });

afterEach(endChildren);

// T10, T24.
test('one of two servers is killed under load: its clerks carry on at the other and every timer fires once', async () => {
  const { commands, timers } = await killOneOfTwo(1, 5);
  expect(timers).toBeGreaterThan(12);
  expect(commands).toBeGreaterThan(50);
});
