import { fromParts, magnitude, parts, type FeelNumber } from './decimal.ts';

export type Rounding = 'half even' | 'half up' | 'half down' | 'up' | 'down' | 'floor' | 'ceiling';

const SCALE_LOWEST = -6111;
const SCALE_HIGHEST = 6176;

/** With so many digits after the point, or zeros before it if negative; null where the scale is none (DMN 1.5, table 78). */
export function rounded(value: FeelNumber, scale: number, rounding: Rounding): FeelNumber | null {
  if (!Number.isInteger(scale) || scale < SCALE_LOWEST || scale > SCALE_HIGHEST) return null;
  if (scale >= 0 && Number.isSafeInteger(value)) return value;
  const { coefficient, exponent } = parts(value);
  const dropped = -scale - exponent;
  if (dropped <= 0) return value;
  // All digits and one more: what is beyond cannot be told apart.
  const digits = magnitude(coefficient).toString().length;
  const divisor = 10n ** BigInt(Math.min(dropped, digits + 1));
  const quotient = coefficient / divisor;
  const rest = coefficient % divisor;
  if (rest === 0n) return fromParts(quotient, -scale);
  const isNegative = coefficient < 0n;
  const twice = dropped > digits + 1 ? -1 : compare(magnitude(rest) * 2n, divisor);
  const isAway = isAwayFromZero(rounding, twice, isNegative, quotient % 2n !== 0n);
  return fromParts(quotient + (isAway ? (isNegative ? -1n : 1n) : 0n), -scale);
}

/** `half` tells whether what is dropped is below, at or above one half. */
function isAwayFromZero(rounding: Rounding, half: number, isNegative: boolean, isOdd: boolean): boolean {
  switch (rounding) {
    case 'up':
      return true;
    case 'down':
      return false;
    case 'floor':
      return isNegative;
    case 'ceiling':
      return !isNegative;
    case 'half up':
      return half >= 0;
    case 'half down':
      return half > 0;
    default:
      return half > 0 || (half === 0 && isOdd);
  }
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
