import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ring } from './ring.ts';

test('a ring tells what changed after any seq at or above its floor, whatever it has dropped', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ gap: fc.integer({ min: 0, max: 3 }), key: fc.constantFrom('a', 'b', 'c', 'd') }), { maxLength: 60, size: 'max' }), fc.integer({ min: 1, max: 20 }), (steps, capacity) => {
      const ring = new Ring(100, capacity);
      const lines: { seq: number; key: string }[] = [];
      let seq = 100;
      for (const { gap, key } of steps) {
        seq = Math.max(101, seq + gap);
        ring.add(seq, key);
        lines.push({ seq, key });
      }
      expect(ring.last).toBe(lines.at(-1)?.seq ?? 100);
      for (let after = 95; after <= seq + 1; after += 1) {
        const expected = after < ring.floor ? undefined : [...new Set(lines.filter((line) => line.seq > after).map((line) => line.key))].sort();
        const told = ring.since(after);
        expect(told && [...told].sort()).toEqual(expected);
      }
    }),
  );
});

test('a ring that forgot everything sends older cursors for a snapshot', () => {
  const ring = new Ring(10);
  ring.add(12, 'a');
  ring.clear();
  expect([ring.floor, ring.last, ring.since(11), ring.since(12)]).toEqual([12, 12, undefined, new Set()]);
});
