import { textArgument, type BuiltinTable } from './builtin.ts';
import { equal } from './compare.ts';
import { fromText } from './decimal.ts';
import { equalTemporal, isTemporal } from './temporal-math.ts';
import { temporalText } from './temporal-text.ts';
import { feelText } from './text-of.ts';
import { isNumber, kindOf, type FeelValue } from './values.ts';

/** Conversion and boolean functions (DMN 1.5, tables 73 and 74). */
export const conversionBuiltins: BuiltinTable = {
  'not(negand)': (_, value) => (typeof value === 'boolean' ? !value : null),
  'string(from)': (meter, value) => feelText(value ?? null, meter),
  'number(from, grouping separator?, decimal separator?)': (_, from, grouping, point) => toNumber(from, grouping, point),
  'is(value1, value2)': (meter, a, b) => {
    const [left, right] = [a ?? null, b ?? null];
    if (kindOf(left) !== kindOf(right)) return false;
    // Times of one instant are still two values where their zones differ.
    if (isTemporal(left) && isTemporal(right)) return equalTemporal(left, right) === true && temporalText(left) === temporalText(right);
    return equal(left, right, meter) === true;
  },
};

const NUMBER = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,5})?$/;

/** A number stays one; a text of digits becomes one. Separators: space, comma or point between groups, comma or point before decimals. */
function toNumber(from: FeelValue | undefined, grouping: FeelValue | undefined, point: FeelValue | undefined): FeelValue {
  if (isNumber(from) && grouping === undefined) return from;
  let text = textArgument(from);
  if (text === null) return null;
  const [group, decimal] = [grouping ?? null, point ?? null];
  if (group !== null && group !== ' ' && group !== ',' && group !== '.') return null;
  if (decimal !== null && decimal !== ',' && decimal !== '.') return null;
  if (group !== null && group === decimal) return null;
  if (group !== null) text = text.replaceAll(group, '');
  if (decimal !== null && decimal !== '.') text = text.replace(decimal, '.');
  if (!NUMBER.test(text)) return null;
  const [digits = '', exponent = '0'] = text.toLowerCase().split('e');
  return fromText(digits, Number(exponent));
}
