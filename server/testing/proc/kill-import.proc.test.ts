import { afterEach, expect, test, vi } from 'vitest';
import { endChildren } from './child-process.ts';
import { importWithKills } from './kill-import.ts';

vi.setConfig({ testTimeout: 120_000 });

afterEach(endChildren);

test('an import killed at thirty percent and started again ends as one that nobody disturbed', async () => {
  const events = 5_000;
  const whole = await importWithKills(events, []);
  const killed = await importWithKills(events, [0.3]);
  expect(killed).toEqual({ ...whole, duplicates: expect.any(Number) as number });
  expect(whole.duplicates).toBe(0);
  expect(killed.duplicates).toBeGreaterThan(0.1 * events);
  expect(killed.duplicates).toBeLessThan(events);
});
