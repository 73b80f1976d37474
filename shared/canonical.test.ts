import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical.ts';

test('canonical text is that of the reference implementation of RFC 8785', () => {
  const key = fc.oneof(fc.string(), fc.nat(20).map(String)).filter((text) => text.isWellFormed() && text !== '__proto__');
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.string().filter((text) => text.isWellFormed()),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('tree')),
      fc.dictionary(key, tie('tree')),
    ),
  }));
  fc.assert(fc.property(tree, (value) => canonicalJson(value) === canonicalize(value)), { numRuns: 500 });
});

test('what a change appended to a sorted row is put in its place', () => {
  expect(canonicalJson({ b: 1, z: { d: 1, c: 2 }, a: undefined, c: [{ y: 1, x: 2 }] })).toBe('{"b":1,"c":[{"x":2,"y":1}],"z":{"c":2,"d":1}}');
});

test('numbers as keys are sorted as texts, and keys with line breaks are not taken for others', () => {
  expect(canonicalJson({ 10: 'b', 9: 'a' })).toBe('{"10":"b","9":"a"}');
  expect([canonicalJson({ 'b\nc': 1, a: 2 }), canonicalJson({ b: 1, 'c\na': 2 })]).toEqual(['{"a":2,"b\\nc":1}', '{"b":1,"c\\na":2}']);
});

test('a number that JSON cannot hold is a bug', () => {
  expect(() => canonicalJson({ at: Number.NaN })).toThrow('not finite');
});
