import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FeatureDeclaration, FeatureValue } from '../action/feature.ts';
import { compileFeel } from '../feel/feel.ts';
import { KnownNames } from '../feel/names.ts';
import { ownNames } from '../feel/own-names.ts';
import { parseFeel } from '../feel/parse.ts';
import { directOf, type Direct } from './direct.ts';
import { FeatureFeel } from './condition.ts';

const names = ['a', 'b', 'f', 'g', 't', 'u', 'max'];
const places = new Map(names.map((name, at) => [name, at]));
const named = (values: readonly FeatureValue[]): Record<string, FeatureValue> => Object.fromEntries(names.map((name, at) => [name, values[at] ?? null]));

function direct(text: string): Direct | null {
  const parsed = parseFeel(text, new KnownNames(ownNames));
  if (!parsed.ok) throw new Error(text);
  return directOf(parsed.node, places);
}

const anyName = fc.constantFrom(...names);
const anyLiteral = fc.oneof(fc.integer({ min: -3, max: 3 }).map(String), fc.constantFrom('0.1', '0.2', '1.5', '9007199254740991', 'true', 'false', 'null', '"x"', '"y"', '""'));
const { expression } = fc.letrec<{ expression: string; part: string }>((tie) => {
  const part = tie('part');
  return {
    part: fc.oneof({ depthSize: 'small' }, anyName, anyLiteral, tie('expression').map((inner) => `(${inner})`)),
    expression: fc.oneof(
      { depthSize: 'small' },
      fc.tuple(part, fc.constantFrom('=', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', 'and', 'or'), part).map((parts) => parts.join(' ')),
      fc.tuple(part, part, part, fc.constantFrom('and', 'or', '+', '-')).map(([one, two, three, sign]) => `${one} ${sign} ${two} ${sign} ${three}`),
      fc.tuple(anyName, fc.constantFrom('=', '!=', '<', '<=', '>', '>='), anyLiteral).map((parts) => parts.join(' ')),
      part.map((of) => `not(${of})`),
      fc.tuple(fc.constantFrom('max', 'min'), part, part).map(([name, one, other]) => `${name}(${one}, ${other})`),
      fc.tuple(part, part, part).map(([condition, one, other]) => `if ${condition} then ${one} else ${other}`),
      fc.tuple(part, part, part).map(([value, low, high]) => `${value} between ${low} and ${high}`),
      fc.tuple(part, fc.constantFrom('[', '('), part, part, fc.constantFrom(']', ')')).map(([value, open, low, high, shut]) => `${value} in ${open}${low}..${high}${shut}`),
    ),
  };
});
const long = 'x'.repeat(10_001);
const anyValue: fc.Arbitrary<FeatureValue> = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constantFrom(0.1, 0.2, 1.5, 2 ** 53 - 1, -(2 ** 53), 1e300), fc.boolean(), fc.constantFrom('x', 'y', '', 'z'), fc.constant(null), { arbitrary: fc.constant(long), weight: 1 });
const anyValues = fc.array(anyValue, { minLength: names.length, maxLength: names.length });

/** How often the quick way knew, of all runs. */
function holdAgainstFeel(quick: (text: string) => Direct | null): number {
  let known = 0;
  fc.assert(
    fc.property(expression, fc.array(anyValues, { minLength: 1, maxLength: 4 }), (text, all) => {
      const feel = compileFeel(text, new Set(names));
      const own = quick(text);
      if (own === null || !feel.ok) return;
      for (const values of all) {
        const value = own(values);
        if (value === undefined) continue;
        known += 1;
        expect(feel.run(named(values)), text).toEqual({ ok: true, value });
      }
    }),
    { numRuns: 4000, seed: 11 },
  );
  return known;
}

test('what is told without FEEL is what FEEL says, of whatever value', () => {
  expect(holdAgainstFeel(direct)).toBeGreaterThan(2000);
});

test('an order that takes null for zero is found out', () => {
  const zeroed = (text: string): Direct | null => {
    const own = direct(text);
    return own && ((values) => own(values.map((value) => value ?? 0)));
  };
  expect(() => holdAgainstFeel(zeroed)).toThrow();
});

test.each(['f', 'not(f)', 'a != null and a <= 90', 'f or a < 10', 'a + b <= 60 or g', 'if f then a in [0..30] else not(g)', 't = "Decision"', 'max(0, a - 30)'])('the conditions that a bank writes need no FEEL to run: %s', (text) => {
  expect(direct(text)?.([5, 7, true, false, 'Decision', null, 3])).not.toBeUndefined();
});

test.each(['count([a]) > 0', 'string length(t) > 2', 'some x in [a] satisfies x > 1', 'date("2026-01-01") > date("2025-01-01")', 'max(a, b, 3)', 't in ("x", "y")'])('FEEL runs for what is not plain: %s', (text) => {
  expect(direct(text)).toBeNull();
});

test('a condition fails with the same code, whichever way it is asked', () => {
  const declared: FeatureDeclaration[] = names.map((name) => ({ name, type: 'number' }));
  fc.assert(
    fc.property(expression, anyValues, (text, values) => {
      const condition = new FeatureFeel(declared).condition(text);
      if ('because' in condition) return;
      const quick = condition.ask({ values, features: named(values) });
      // In parentheses of a list it is the same, and nothing that is told without FEEL.
      const slow = new FeatureFeel(declared).condition(`[${text}][1]`);
      if (!('because' in slow)) expect(quick, text).toEqual(slow.ask({ values, features: named(values) }));
    }),
    { numRuns: 1500 },
  );
});
