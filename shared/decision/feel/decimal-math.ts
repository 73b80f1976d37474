import { Decimal as BigDecimal } from 'decimal.js';
import { fromText, numberText, type FeelNumber } from './decimal.ts';

/** A constructor of our own, so that nobody else's settings count. Two digits more than FEEL has, as the result is rounded again. */
const Big = BigDecimal.clone({ precision: 36, rounding: BigDecimal.ROUND_HALF_EVEN, minE: -6200, maxE: 6200, toExpNeg: -1, toExpPos: 1 });

/** Null where there is no real result, or it is too large. */
export function power(base: FeelNumber, exponent: FeelNumber): FeelNumber | null {
  return fromBig(big(base).pow(big(exponent)));
}

export function squareRoot(value: FeelNumber): FeelNumber | null {
  return fromBig(big(value).sqrt());
}

/** The natural logarithm. */
export function logarithm(value: FeelNumber): FeelNumber | null {
  return fromBig(big(value).ln());
}

export function exponential(value: FeelNumber): FeelNumber | null {
  return fromBig(big(value).exp());
}

function big(value: FeelNumber): BigDecimal {
  return new Big(numberText(value));
}

function fromBig(value: BigDecimal): FeelNumber | null {
  if (!value.isFinite()) return null;
  const [digits = '0', exponent = '0'] = value.toExponential().split('e');
  return fromText(digits, Number(exponent));
}
