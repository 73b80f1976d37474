import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRows, rank } from './queue-order.ts';
import type { QueueRow } from './queue-order.ts';

const anyRow: fc.Arbitrary<QueueRow> = fc.record({
  id: fc.string({ maxLength: 2 }), madeAt: fc.nat(2),
  urgency: fc.record({ stalled: fc.boolean(), customerPresent: fc.constantFrom('counter', 'line') }, { requiredKeys: ['stalled'] }),
});

describe('the order of a queue', () => {
  it('puts the more urgent first, then the older, then the lower id, in the same way in every language', () => {
    const rows: QueueRow[] = [
      { id: 'ä', madeAt: 1, urgency: {} },
      { id: 'z', madeAt: 1, urgency: {} },
      { id: 'new', madeAt: 2, urgency: { stalled: true } },
      { id: 'old', madeAt: 0, urgency: {} },
      { id: 'here', madeAt: 3, urgency: { customerPresent: 'line' } },
    ];
    expect(rank(rows, 5).map(({ id }) => id)).toEqual(['here', 'new', 'old', 'z', 'ä']);
    expect(rows[0]?.id).toBe('ä');
  });

  it('changes as time passes and clocks run', () => {
    const slow: QueueRow = { id: 'slow', madeAt: 0, urgency: { clocks: [{ id: 'c', startedAt: 0, goalAt: 100, dueAt: 200, regulatory: false }] } };
    const fast: QueueRow = { id: 'fast', madeAt: 40, urgency: { clocks: [{ id: 'c', startedAt: 40, goalAt: 60, dueAt: 80, regulatory: false }] } };
    expect([rank([fast, slow], 45).map(({ id }) => id), rank([slow, fast], 60).map(({ id }) => id)]).toEqual([['slow', 'fast'], ['fast', 'slow']]);
  });

  it('is total: any shuffle of the rows gives one order', () => {
    fc.assert(fc.property(fc.uniqueArray(anyRow, { selector: ({ id }) => id }), fc.nat(10), (rows, now) => {
      const ranked = rank(rows, now);
      expect(rank([...rows].reverse(), now)).toEqual(ranked);
      for (const [i, a] of ranked.entries()) for (const b of ranked.slice(i + 1)) {
        expect(compareRows(a, b, now)).toBeLessThan(0);
        expect(compareRows(b, a, now)).toBeGreaterThan(0);
      }
    }));
  });
});
