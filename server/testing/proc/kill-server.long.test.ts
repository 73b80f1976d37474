import { expect, test, vi } from 'vitest';
import { killServerSuite } from './kill-points.ts';
import { asItIs } from './part.ts';

vi.setConfig({ testTimeout: 120_000 });

// T19.
test('killed under load after a commit, before one, and between two batches, the server comes back and nothing is lost or doubled', async () => {
  const { kills, commands } = await killServerSuite(asItIs, 7);
  expect(kills).toBe(3);
  expect(commands).toBeGreaterThan(30);
});
