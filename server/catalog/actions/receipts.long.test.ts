import { expect, test } from 'vitest';
import { recomputedElsewhere } from './testing/recomputed-elsewhere.ts';
import { shippedActions } from './testing/shipped-actions.ts';

test('another process makes the same 100,000 decisions from the receipts and their bundle alone', async () => {
  expect(await recomputedElsewhere(shippedActions(), 100_000, 2)).toEqual({ read: 100_000, same: 100_000, forged: 0 });
});
