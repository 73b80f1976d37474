import { integerArgument, numberArgument, textArgument, type BuiltinTable } from './builtin.ts';
import { truncated } from './decimal.ts';
import { charge, textOf, type FeelValue, type Meter } from './values.ts';

/** Functions on strings (DMN 1.5, table 75), which count characters as Unicode code points. */
export const textBuiltins: BuiltinTable = {
  'starts with(string, match)': (_, text, match) => {
    const [whole, part] = [textArgument(text), textArgument(match)];
    return whole === null || part === null ? null : whole.startsWith(part);
  },
  'ends with(string, match)': (_, text, match) => {
    const [whole, part] = [textArgument(text), textArgument(match)];
    return whole === null || part === null ? null : whole.endsWith(part);
  },
  'contains(string, match)': (meter, text, match) => {
    const [whole, part] = [textArgument(text), textArgument(match)];
    return whole === null || part === null || !canSearch(whole, part, meter) ? null : whole.includes(part);
  },
  'string length(string)': (_, text) => onText(text, (whole) => (isPlain(whole) ? whole.length : [...whole].length)),
  'substring(string, start position, length?)': (_, text, start, length) => onText(text, (whole) => substring(whole, start, length)),
  'upper case(string)': (meter, text) => onText(text, (whole) => textOf(whole.toUpperCase(), meter)),
  'lower case(string)': (meter, text) => onText(text, (whole) => textOf(whole.toLowerCase(), meter)),
  'substring before(string, match)': (meter, text, match) => onTexts(text, match, (whole, part) => (canSearch(whole, part, meter) ? whole.slice(0, Math.max(0, whole.indexOf(part))) : null)),
  'substring after(string, match)': (meter, text, match) => onTexts(text, match, (whole, part) => {
    if (!canSearch(whole, part, meter)) return null;
    const at = whole.indexOf(part);
    return at < 0 ? '' : whole.slice(at + part.length);
  }),
  'trim(string)': (_, text) => onText(text, (whole) => whole.trim()),
};

function onText(value: FeelValue | undefined, apply: (text: string) => FeelValue): FeelValue {
  const text = textArgument(value);
  return text === null ? null : apply(text);
}

function onTexts(first: FeelValue | undefined, second: FeelValue | undefined, apply: (text: string, match: string) => FeelValue): FeelValue {
  return onText(first, (text) => onText(second, (match) => apply(text, match)));
}

/** Charged by the product of the lengths, the search's worst case, so that it cannot be used to stop the desk. */
function canSearch(text: string, part: string, meter: Meter): boolean {
  return charge(meter, Math.floor((text.length * part.length) / 1000));
}

function isPlain(text: string): boolean {
  return !/[\ud800-\udfff]/.test(text);
}

/** Of a number of characters what is whole. */
function wholeArgument(value: FeelValue): number | null {
  const given = numberArgument(value);
  return given === null ? null : Number(truncated(given));
}

/** From a position counted from 1, or from the end if negative; null where there is no such position or the length is below 1. */
function substring(text: string, start: FeelValue | undefined, length: FeelValue | undefined): FeelValue {
  const from = integerArgument(start);
  const count = length === undefined ? Number.POSITIVE_INFINITY : wholeArgument(length);
  if (from === null || from === 0 || count === null || count < 1) return null;
  const points = isPlain(text) ? text : [...text];
  if (Math.abs(from) > points.length) return null;
  const index = from > 0 ? from - 1 : points.length + from;
  const cut = points.slice(index, index + count);
  return typeof cut === 'string' ? cut : cut.join('');
}
