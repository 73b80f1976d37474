import { orderOf } from './compare.ts';
import { fromText } from './decimal.ts';
import { parseDate, parseDateTime, parseDuration, parseTemporal, parseTime } from './temporal-text.ts';
import { tokenize, type Token } from './tokens.ts';
import { FeelRange, type FeelValue } from './values.ts';

const PARSERS: ReadonlyMap<string, (text: string) => FeelValue> = new Map<string, (text: string) => FeelValue>([
  ['date', parseDate], ['time', parseTime], ['date and time', parseDateTime], ['duration', parseDuration],
]);

/**
 * A range of literals as a text, `[1..5)` or `["a".."z"]` (DMN 1.5, 10.3.4.1); an end may be left out on the side that is not
 * included. Null for other texts, and where the ends do not compare or are in the wrong order.
 */
export function parseRangeText(text: string): FeelRange | null {
  const read = tokenize(text);
  if (!read.ok) return null;
  const tokens = read.tokens.slice(0, -1);
  const [open, close] = [tokens[0]?.text ?? '', tokens.at(-1)?.text ?? ''];
  const middle = tokens.findIndex((token) => token.kind === 'symbol' && token.text === '..');
  if (!['[', '(', ']'].includes(open) || ![']', ')', '['].includes(close) || middle < 1) return null;
  const [isStartIncluded, isEndIncluded] = [open === '[', close === ']'];
  const [start, end] = [endOf(tokens.slice(1, middle)), endOf(tokens.slice(middle + 1, -1))];
  if (start === undefined || end === undefined || (start === null && end === null)) return null;
  if ((start === null && isStartIncluded) || (end === null && isEndIncluded)) return null;
  const order = start === null || end === null ? 0 : orderOf(start, end);
  return order === null || order > 0 ? null : new FeelRange(start, end, isStartIncluded, isEndIncluded);
}

/** Null if left out, undefined if no literal. */
function endOf(tokens: readonly Token[]): FeelValue | undefined {
  const [first, second] = tokens;
  if (first === undefined) return null;
  if (tokens.length === 1 && first.kind === 'string') return first.text;
  if (tokens.length === 1 && first.kind === 'number') return first.number;
  if (tokens.length === 2 && first.text === '-' && second?.kind === 'number') return fromText(`-${second.text}`) ?? undefined;
  if (tokens.length === 2 && first.text === '@' && second?.kind === 'string') return parseTemporal(second.text) ?? undefined;
  const [opening, argument, closing] = tokens.slice(-3);
  if (opening?.text !== '(' || argument?.kind !== 'string' || closing?.text !== ')') return undefined;
  const parse = PARSERS.get(tokens.slice(0, -3).map((token) => token.text).join(' '));
  return parse?.(argument.text) ?? undefined;
}
