import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { canonicalJson } from '../../canonical.ts';
import { KeptReceipt } from './kept-receipt.ts';
import { receiptSchema, type Receipt } from './receipt.ts';

const keys = ['],"suppressed":[', '},"choice":{', '"candidates":{', '],"ranked":[', '}]}', '{"action":"a","changes":'];
const anyText = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('choice', 'candidates', 'ranked', 'suppressed', 'ü"\\', ...keys));
const anyId = fc.constantFrom('a', 'a-b', 'choice', 'ranked', 'suppressed', 'b');
const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true });
const anyIds = fc.array(anyId, { maxLength: 3 });
const changes = fc.option(anyIds, { nil: null });
const factor = fc.record({ is: anyNumber, because: fc.array(fc.record({ id: anyText, effect: anyNumber }), { maxLength: 2 }) });
const factors = fc.record({ propensity: factor, context: factor, value: factor, lever: factor, score: anyNumber });
const sales = fc.constant('sales' as const);
const anyReceipt: fc.Arbitrary<Receipt> = fc.record({
  v: fc.constant(1 as const), at: fc.integer(), bundle: fc.constant('a'.repeat(64)), models: fc.constantFrom([], ['b'.repeat(64)]), actor: anyText,
  request: fc.record({ channel: fc.constant('phone' as const), placement: anyText, draw: fc.double({ min: 0, max: 0.9, noNaN: true }) }),
  features: fc.dictionary(anyText, fc.oneof(anyText, anyNumber, fc.boolean(), fc.constant(null)), { maxKeys: 5, noNullPrototype: true }),
  candidates: fc.record({
    ranked: fc.array(fc.record({ action: anyId, class: sales, factors }), { maxLength: 3 }),
    suppressed: fc.uniqueArray(fc.record({ action: anyId, class: sales, gates: fc.array(fc.record({ gate: anyId, changes }), { minLength: 1, maxLength: 3 }), changes, cost: fc.nat() }), { maxLength: 3, selector: ({ action }) => action }),
    failed: fc.array(fc.record({ action: anyId, class: sales, owner: anyId, at: anyId, code: fc.constant('feel_null' as const) }), { maxLength: 3 }),
  }),
  shown: anyIds, choice: fc.record({ action: anyId, because: fc.constant('only' as const) }),
});

test('each part of a kept receipt is what reading the whole of it gives, whatever its texts say', () => {
  fc.assert(
    fc.property(anyReceipt, (made) => {
      const text = canonicalJson(made);
      const receipt = z.parse(receiptSchema, JSON.parse(text));
      const { candidates, ...frame } = receipt;
      const kept = new KeptReceipt(text);
      expect(kept.frame()).toEqual(frame);
      expect(kept.ranked()).toEqual(candidates.ranked);
      expect(kept.failed()).toEqual(candidates.failed);
      for (const id of ['a', 'a-b', 'choice', 'ranked', 'suppressed', 'b']) expect(kept.suppressed(id)).toEqual(candidates.suppressed.find(({ action }) => action === id));
    }),
    { numRuns: 1500 },
  );
});
