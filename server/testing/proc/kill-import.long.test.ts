import { afterEach, expect, test, vi } from 'vitest';
import { endChildren } from './child-process.ts';
import { killImportSuite } from './kill-import.ts';
import { asItIs } from './part.ts';

vi.setConfig({ testTimeout: 120_000 });

afterEach(endChildren);

test('an import killed at thirty percent and started again ends as one that nobody disturbed', async () => {
  const events = 5_000;
  const { duplicates } = await killImportSuite(asItIs, events, [0.3]);
  expect(duplicates).toBeGreaterThan(0.1 * events);
  expect(duplicates).toBeLessThan(events);
});
