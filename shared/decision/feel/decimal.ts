/**
 * Decimal numbers of FEEL: 34 significant digits, rounded half to even (DMN 10.3.2.3, IEEE 754-2008 decimal128).
 * A value has one form only: a safe integer is a `number`, everything else a `Decimal` without trailing zeros.
 */
const PRECISION = 34;
const EXPONENT_LIMIT = 6144;
/** Beyond this many digits between two numbers the smaller cannot change the rounded sum. */
const GAP_LIMIT = 2 * PRECISION + 2;
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

export class Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
  /** Only `fromParts` makes one, or the single form is lost. */
  constructor(coefficient: bigint, exponent: number) {
    this.coefficient = coefficient;
    this.exponent = exponent;
  }
}

export type FeelNumber = number | Decimal;

/** A JSON number as its shortest decimal text reads (0.1 is one tenth); null where it is not finite. */
export function fromDouble(value: number): FeelNumber | null {
  if (Number.isSafeInteger(value)) return value + 0;
  if (!Number.isFinite(value)) return null;
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  return fromText(mantissa, Number(exponent));
}

/** Digits with at most one point and an optional sign, times ten to the exponent; null on overflow. */
export function fromText(digits: string, exponent = 0): FeelNumber | null {
  const point = digits.indexOf('.');
  if (point < 0) return fromParts(BigInt(digits), exponent);
  const fraction = digits.length - point - 1;
  return fromParts(BigInt(digits.slice(0, point) + digits.slice(point + 1)), exponent - fraction);
}

/** The number as plain digits, or with an exponent where it has more than 34 places. */
export function numberText(value: FeelNumber): string {
  if (typeof value === 'number') return String(value);
  const sign = value.coefficient < 0n ? '-' : '';
  const digits = magnitude(value.coefficient).toString();
  const { exponent } = value;
  if (exponent > PRECISION || exponent < -2 * PRECISION) return `${sign}${digits}e${exponent}`;
  if (exponent >= 0) return sign + digits + '0'.repeat(exponent);
  const padded = digits.padStart(1 - exponent, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** Null on overflow, as are the other operations. */
export function add(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  const left = parts(a);
  const right = parts(b);
  if (left.coefficient === 0n) return b;
  if (right.coefficient === 0n) return a;
  const gap = adjusted(left) - adjusted(right);
  if (gap > GAP_LIMIT) return a;
  if (gap < -GAP_LIMIT) return b;
  const exponent = Math.min(left.exponent, right.exponent);
  return fromParts(scaled(left, exponent) + scaled(right, exponent), exponent);
}

export function negate(a: FeelNumber): FeelNumber {
  return typeof a === 'number' ? 0 - a : new Decimal(-a.coefficient, a.exponent);
}

export function subtract(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  return add(a, negate(b));
}

export function multiply(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product + 0;
  }
  const left = parts(a);
  const right = parts(b);
  return fromParts(left.coefficient * right.coefficient, left.exponent + right.exponent);
}

/** Null also where the divisor is zero. */
export function divide(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (b === 0) return null;
  if (typeof a === 'number' && typeof b === 'number') {
    const quotient = a / b;
    // A quotient that is no integer is at least 1/b off the next one, which is more than a double rounds away.
    if (Number.isSafeInteger(quotient)) return quotient + 0;
  }
  const left = parts(a);
  const right = parts(b);
  const shift = Math.max(0, PRECISION + 2 + digitCount(right.coefficient) - digitCount(left.coefficient));
  const dividend = left.coefficient * 10n ** BigInt(shift);
  const quotient = dividend / right.coefficient;
  const exponent = left.exponent - right.exponent - shift;
  if (dividend % right.coefficient === 0n) return fromParts(quotient, exponent);
  // One more digit that is not zero, so that what only looks like a tie is not rounded as one.
  const isNegative = dividend < 0n !== right.coefficient < 0n;
  return fromParts(quotient * 10n + (isNegative ? -1n : 1n), exponent - 1);
}

/** Below, at or above zero as a is less than, equal to or greater than b. */
export function compareNumbers(a: FeelNumber, b: FeelNumber): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const left = parts(a);
  const right = parts(b);
  const leftSign = sign(left.coefficient);
  const rightSign = sign(right.coefficient);
  if (leftSign !== rightSign || leftSign === 0) return leftSign - rightSign;
  const gap = adjusted(left) - adjusted(right);
  if (gap !== 0) return gap * leftSign;
  const exponent = Math.min(left.exponent, right.exponent);
  return sign(scaled(left, exponent) - scaled(right, exponent));
}

function fromParts(coefficient: bigint, exponent: number): FeelNumber | null {
  if (coefficient === 0n) return 0;
  let digits = coefficient;
  let power = exponent;
  const excess = digitCount(digits) - PRECISION;
  if (excess > 0) {
    digits = divideHalfEven(digits, 10n ** BigInt(excess));
    power += excess;
  }
  while (digits % 10n === 0n) {
    digits /= 10n;
    power += 1;
  }
  if (power >= 0 && power < 16) {
    const whole = digits * 10n ** BigInt(power);
    if (magnitude(whole) <= SAFE) return Number(whole);
  }
  return Math.abs(power) > EXPONENT_LIMIT ? null : new Decimal(digits, power);
}

function divideHalfEven(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  const twice = magnitude(value % divisor) * 2n;
  const isUp = twice > divisor || (twice === divisor && quotient % 2n !== 0n);
  return isUp ? quotient + (value < 0n ? -1n : 1n) : quotient;
}

function parts(value: FeelNumber): { coefficient: bigint; exponent: number } {
  return typeof value === 'number' ? { coefficient: BigInt(value), exponent: 0 } : value;
}

function scaled(value: { coefficient: bigint; exponent: number }, exponent: number): bigint {
  return value.coefficient * 10n ** BigInt(value.exponent - exponent);
}

function adjusted(value: { coefficient: bigint; exponent: number }): number {
  return digitCount(value.coefficient) + value.exponent;
}

function digitCount(value: bigint): number {
  return magnitude(value).toString().length;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function sign(value: bigint): number {
  return value === 0n ? 0 : value < 0n ? -1 : 1;
}
