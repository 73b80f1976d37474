import { Decimal as Big } from 'decimal.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { add, compareNumbers, Decimal, divide, fromText, multiply, nearestDouble, negate, numberText, subtract, type FeelNumber } from './decimal.ts';
import { rounded, type Rounding } from './decimal-round.ts';

const Wide = Big.clone({ precision: 34, rounding: Big.ROUND_HALF_EVEN, toExpNeg: -10_000, toExpPos: 10_000 });

const digits = (max: number) => fc.stringMatching(new RegExp(`^-?[0-9]{1,${max}}$`));
/** Amounts, rates, JSON's numbers, whole 34 digits, and what lies far apart. */
const texts = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => String(cents / 100)),
  fc.integer().map(String),
  fc.maxSafeInteger().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 }).map((value) => new Wide(value).toFixed()),
  fc.tuple(digits(20), fc.stringMatching(/^[0-9]{1,14}$/)).map(([whole, fraction]) => `${whole}.${fraction}`),
  digits(34),
);

const number = (text: string): FeelNumber => {
  const value = fromText(text);
  if (value === null) throw new Error(text);
  return value;
};
const plain = (value: FeelNumber | null): string | null => (value === null ? null : new Wide(numberText(value)).toFixed());

it('sums, products and quotients are those of decimal128', () => {
  fc.assert(
    fc.property(texts, texts, (left, right) => {
      const [a, b] = [number(left), number(right)];
      const [x, y] = [new Wide(left), new Wide(right)];
      expect(plain(add(a, b))).toBe(x.plus(y).plus(0).toFixed());
      expect(plain(subtract(a, b))).toBe(x.minus(y).plus(0).toFixed());
      expect(plain(multiply(a, b))).toBe(x.times(y).plus(0).toFixed());
      if (!y.isZero()) expect(plain(divide(a, b))).toBe(x.div(y).plus(0).toFixed());
      expect(Math.sign(compareNumbers(a, b))).toBe(x.cmp(y) + 0);
    }),
    { numRuns: 5000 },
  );
});

it('a value has one form: the double that reads as it, or a decimal that no double reads as', () => {
  fc.assert(
    fc.property(texts, texts, (left, right) => {
      for (const value of [number(left), add(number(left), number(right)), multiply(number(left), number(right)), negate(number(left))]) {
        if (value === null) continue;
        if (typeof value === 'number') expect(Object.is(value, -0)).toBe(false);
        else expect(new Wide(nearestDouble(value)).toFixed()).not.toBe(plain(value));
        expect(fromText(plain(value) ?? '')).toEqual(value);
      }
    }),
    { numRuns: 3000 },
  );
  expect(fromText('0.1')).toBe(0.1);
  expect(fromText('9007199254740993')).toBeInstanceOf(Decimal);
  expect(add(0.1, 0.2)).toBe(0.3);
  expect(fromText('1', 308)).toBe(1e308);
  expect(fromText('5', -324)).toBe(5e-324);
});

it('rounding is that of decimal.js in every direction', () => {
  const modes: Record<Rounding, Big.Rounding> = { 'half even': 6, 'half up': 4, 'half down': 5, up: 0, down: 1, floor: 3, ceiling: 2 };
  fc.assert(
    fc.property(texts, fc.integer({ min: -20, max: 20 }), fc.constantFrom(...(Object.keys(modes) as Rounding[])), (text, scale, mode) => {
      const value = number(text);
      const expected = scale >= 0 ? new Wide(plain(value) ?? '').toDecimalPlaces(scale, modes[mode]) : new Wide(`${plain(value) ?? ''}e${scale}`).toDecimalPlaces(0, modes[mode]).times(`1e${-scale}`);
      expect(plain(rounded(value, scale, mode))).toBe(expected.plus(0).toFixed());
    }),
    { numRuns: 5000 },
  );
  const tiny = fromText('1', -6000);
  expect(tiny !== null && rounded(tiny, 0, 'ceiling')).toBe(1);
  expect(tiny !== null && rounded(tiny, 0, 'half up')).toBe(0);
});
