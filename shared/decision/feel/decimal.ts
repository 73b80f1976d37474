/**
 * Decimal numbers of FEEL: 34 significant digits, rounded half to even (DMN 10.3.2.3, IEEE 754-2008 decimal128).
 * A value has one form only: where a double's shortest text reads as the value (0.1 is one tenth) it is that `number`, else a
 * `Decimal` without trailing zeros. So JSON numbers are taken as they are, and doubles are compared as doubles.
 */
import { FeelObject } from './feel-object.ts';

const PRECISION = 34;
const EXPONENT_LIMIT = 6144;
/** Beyond this many digits between two numbers the smaller cannot change the rounded sum. */
const GAP_LIMIT = 2 * PRECISION + 2;
/** Decimals of up to 15 digits are the shortest text of the double next to them. */
const EXACT = 1e15;
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

export class Decimal extends FeelObject {
  readonly kind = 'number';
  readonly coefficient: bigint;
  readonly exponent: number;
  /** Only `fromParts` makes one, or the single form is lost. */
  constructor(coefficient: bigint, exponent: number) {
    super();
    this.coefficient = coefficient;
    this.exponent = exponent;
  }
}

export type FeelNumber = number | Decimal;

/** Digits with at most one point and an optional sign, times ten to the exponent; null on overflow. */
export function fromText(digits: string, exponent = 0): FeelNumber | null {
  const point = digits.indexOf('.');
  if (point < 0) return fromParts(BigInt(digits), exponent);
  const fraction = digits.length - point - 1;
  return fromParts(BigInt(digits.slice(0, point) + digits.slice(point + 1)), exponent - fraction);
}

/** The number as plain digits, or with an exponent where it has more than 34 places. */
export function numberText(value: FeelNumber): string {
  if (Number.isSafeInteger(value)) return String(value);
  const { coefficient, exponent } = parts(value);
  const sign = coefficient < 0n ? '-' : '';
  const digits = magnitude(coefficient).toString();
  if (exponent > PRECISION || exponent < -2 * PRECISION) return `${sign}${digits}e${exponent}`;
  if (exponent >= 0) return sign + digits + '0'.repeat(exponent);
  const padded = digits.padStart(1 - exponent, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** Null on overflow, as are the other operations. */
export function add(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum) && Number.isSafeInteger(a) && Number.isSafeInteger(b)) return sum;
    const scale = Math.max(scaleOf(a), scaleOf(b));
    const scaledSum = Math.round(a * scale) + Math.round(b * scale);
    if (Math.abs(scaledSum) <= EXACT) return scaledSum / scale + 0;
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
    if (Number.isSafeInteger(product) && Number.isSafeInteger(a) && Number.isSafeInteger(b)) return product + 0;
    const [left, right] = [scaleOf(a), scaleOf(b)];
    const scaledProduct = Math.round(a * left) * Math.round(b * right);
    if (Math.abs(scaledProduct) <= EXACT) return scaledProduct / (left * right) + 0;
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
    const [left, right, scale] = [scaleOf(a), scaleOf(b), scaleOf(quotient)];
    const product = Math.round(quotient * scale) * Math.round(b * right) * left;
    const dividend = Math.round(a * left) * right * scale;
    // Only if it comes out even: both sides are integers that a double holds.
    if (product === dividend && Number.isSafeInteger(product)) return quotient + 0;
  }
  const left = parts(a);
  const right = parts(b);
  const shift = Math.max(0, PRECISION + 2 + digitCount(right.coefficient) - digitCount(left.coefficient));
  const dividend = left.coefficient * powerOfTen(shift);
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

/** Without its fraction; only for numbers that are not large, as all their digits are made. */
export function truncated(value: FeelNumber): bigint {
  const { coefficient, exponent } = parts(value);
  return exponent >= 0 ? coefficient * 10n ** BigInt(exponent) : coefficient / 10n ** BigInt(-exponent);
}

/** Rounded to 34 digits, half to even; null on overflow. */
export function fromParts(coefficient: bigint, exponent: number): FeelNumber | null {
  if (coefficient === 0n) return 0;
  let digits = coefficient;
  let power = exponent;
  const excess = digitCount(digits) - PRECISION;
  if (excess > 0) {
    digits = divideHalfEven(digits, powerOfTen(excess));
    power += excess;
  }
  // Most have few zeros or none; round ones have many.
  while (digits % 10_000_000_000n === 0n) {
    digits /= 10_000_000_000n;
    power += 10;
  }
  while (digits % 10n === 0n) {
    digits /= 10n;
    power += 1;
  }
  const double = toDouble(digits, power);
  if (double !== null) return double;
  return Math.abs(power) > EXPONENT_LIMIT ? null : new Decimal(digits, power);
}

/** The double whose shortest text is this value, which has no trailing zeros; null if there is none. */
function toDouble(coefficient: bigint, exponent: number): number | null {
  const text = coefficient.toString();
  // 17 digits and a sign
  if (text.length > 18 || Math.abs(exponent) > 400) return null;
  const double = Number(`${text}e${exponent}`);
  if (!Number.isFinite(double) || double === 0) return null;
  if (text.length <= 15 && Math.abs(exponent) < 200) return double;
  const shortest = parts(double);
  return shortest.coefficient * 10n ** BigInt(shortest.exponent - Math.min(shortest.exponent, exponent)) ===
    coefficient * 10n ** BigInt(exponent - Math.min(shortest.exponent, exponent))
    ? double
    : null;
}

/** The nearest double: for JSON, which has nothing better. */
export function nearestDouble(value: FeelNumber): number {
  return typeof value === 'number' ? value : Number(`${value.coefficient}e${value.exponent}`);
}

/** 1, 100 or 10,000 where the number times it is an integer that a double holds exactly and that reads as the number; else infinite. */
function scaleOf(value: number): number {
  for (let scale = 1; scale <= 10_000; scale *= 100) {
    const whole = Math.round(value * scale);
    if (Math.abs(whole) > EXACT) break;
    if (whole / scale === value) return scale;
  }
  return Number.POSITIVE_INFINITY;
}

export function divideHalfEven(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  const twice = magnitude(value % divisor) * 2n;
  const isUp = twice > divisor || (twice === divisor && quotient % 2n !== 0n);
  return isUp ? quotient + (value < 0n ? -1n : 1n) : quotient;
}

/** The number as an integer times ten to the exponent. */
export function parts(value: FeelNumber): { coefficient: bigint; exponent: number } {
  if (typeof value !== 'number') return value;
  if (Number.isSafeInteger(value)) return { coefficient: BigInt(value), exponent: 0 };
  const [mantissa = '', power = '0'] = String(value).split('e');
  const point = mantissa.indexOf('.');
  const fraction = point < 0 ? 0 : mantissa.length - point - 1;
  return { coefficient: BigInt(mantissa.replace('.', '')), exponent: Number(power) - fraction };
}

function scaled(value: { coefficient: bigint; exponent: number }, exponent: number): bigint {
  return value.coefficient * powerOfTen(value.exponent - exponent);
}

function adjusted(value: { coefficient: bigint; exponent: number }): number {
  return digitCount(value.coefficient) + value.exponent;
}

function digitCount(value: bigint): number {
  const size = magnitude(value);
  return size <= SAFE ? String(Number(size)).length : size.toString().length;
}

/** Kept, as making one takes longer than what it is made for. */
const powers: bigint[] = [];

function powerOfTen(exponent: number): bigint {
  if (exponent > 200) return 10n ** BigInt(exponent);
  return (powers[exponent] ??= 10n ** BigInt(exponent));
}

export function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function sign(value: bigint): number {
  return value === 0n ? 0 : value < 0n ? -1 : 1;
}
