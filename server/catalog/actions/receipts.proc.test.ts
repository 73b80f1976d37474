import { expect, test } from 'vitest';
import { recomputedElsewhere } from './testing/recomputed-elsewhere.ts';
import { shippedActions } from './testing/shipped-actions.ts';

test('another process makes the same 1,000 decisions from the receipts and their bundle alone', { timeout: 120_000 }, async () => {
  expect(await recomputedElsewhere(shippedActions(), 1000)).toEqual({ read: 1000, same: 1000, forged: 0 });
});
