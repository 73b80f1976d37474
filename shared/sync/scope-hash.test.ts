import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ScopeHash } from './scope-hash.ts';
import { sha256Head } from './sha256.ts';

test('the hash of any text begins as the one of Node', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }).filter((text) => text.isWellFormed()), (text) => {
      const [high, low] = sha256Head(text);
      const ours = (BigInt(high) << 32n) | BigInt(low);
      expect(ours).toBe(createHash('sha256').update(text, 'utf8').digest().readBigUInt64BE());
    }),
  );
});

test('rows in any order have one hash, which changes with a version, and a row leaves as it came', () => {
  const one = new ScopeHash();
  const other = new ScopeHash();
  one.turn('task', 'a', 1);
  one.turn('task', 'b', 2);
  other.turn('task', 'b', 2);
  other.turn('task', 'a', 1);
  expect(one.toString()).toBe(other.toString());
  other.turn('task', 'a', 1);
  other.turn('task', 'a', 2);
  expect(one.toString()).not.toBe(other.toString());
  for (const [id, version] of [['a', 2], ['b', 2]] as const) other.turn('task', id, version);
  expect(other.toString()).toBe('0000000000000000');
});
