import { integerArgument, numberArgument, type BuiltinTable } from './builtin.ts';
import { compareNumbers, divide, multiply, negate, subtract, type FeelNumber } from './decimal.ts';
import { exponential, logarithm, squareRoot } from './decimal-math.ts';
import { rounded, type Rounding } from './decimal-round.ts';
import { DaysDuration, MonthsDuration } from './temporal.ts';
import { negateDuration } from './temporal-math.ts';
import { charge, type FeelValue, type Meter } from './values.ts';

/** About what a logarithm costs, in nodes. */
const SERIES_COST = 300;

/** Functions on numbers (DMN 1.5, table 78). */
export const numberBuiltins: BuiltinTable = {
  'decimal(n, scale)': (_, value, scale) => round(value, scale, 'half even'),
  'floor(n, scale?)': (_, value, scale) => round(value, scale === undefined ? 0 : scale, 'floor'),
  'ceiling(n, scale?)': (_, value, scale) => round(value, scale === undefined ? 0 : scale, 'ceiling'),
  'round up(n, scale?)': (_, value, scale) => round(value, scale === undefined ? 0 : scale, 'up'),
  'round down(n, scale?)': (_, value, scale) => round(value, scale === undefined ? 0 : scale, 'down'),
  'round half up(n, scale?)': (_, value, scale) => round(value, scale === undefined ? 0 : scale, 'half up'),
  'round half down(n, scale?)': (_, value, scale) => round(value, scale === undefined ? 0 : scale, 'half down'),
  'abs(n)': (_, value) => {
    if (value instanceof MonthsDuration) return value.months < 0 ? negateDuration(value) : value;
    if (value instanceof DaysDuration) return value.seconds < 0 ? negateDuration(value) : value;
    return withNumber(value, (number) => (compareNumbers(number, 0) < 0 ? negate(number) : number));
  },
  'modulo(dividend, divisor)': (_, dividend, divisor) => withNumber(dividend, (a) => withNumber(divisor, (b) => modulo(a, b))),
  'sqrt(number)': (meter, value) => withNumber(value, (number) => (compareNumbers(number, 0) < 0 ? null : series(squareRoot, number, meter))),
  'log(number)': (meter, value) => withNumber(value, (number) => (compareNumbers(number, 0) <= 0 ? null : series(logarithm, number, meter))),
  'exp(number)': (meter, value) => withNumber(value, (number) => series(exponential, number, meter)),
  'odd(number)': (_, value) => withNumber(value, (number) => parity(number, 1)),
  'even(number)': (_, value) => withNumber(value, (number) => parity(number, 0)),
};

function withNumber(value: FeelValue | undefined, apply: (number: FeelNumber) => FeelValue): FeelValue {
  const number = numberArgument(value);
  return number === null ? null : apply(number);
}

function round(value: FeelValue | undefined, scale: FeelValue | undefined, rounding: Rounding): FeelValue {
  const digits = integerArgument(scale);
  return digits === null ? null : withNumber(value, (number) => rounded(number, digits, rounding));
}

function series(apply: (number: FeelNumber) => FeelNumber | null, number: FeelNumber, meter: Meter): FeelValue {
  return charge(meter, SERIES_COST) ? apply(number) : null;
}

/** Has the sign of the divisor: dividend − divisor · ⌊dividend / divisor⌋. */
function modulo(dividend: FeelNumber, divisor: FeelNumber): FeelValue {
  const quotient = divide(dividend, divisor);
  const whole = quotient === null ? null : rounded(quotient, 0, 'floor');
  const product = whole === null ? null : multiply(divisor, whole);
  return product === null ? null : subtract(dividend, product);
}

/** Null for what is no integer. */
function parity(number: FeelNumber, rest: number): FeelValue {
  const remainder = modulo(number, 2);
  return remainder === 0 || remainder === 1 ? remainder === rest : null;
}
