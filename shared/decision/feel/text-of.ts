import { unreachable } from '../../assert.ts';
import { numberText } from './decimal.ts';
import { temporalText } from './temporal-text.ts';
import { charge, fromJson, isList, kindOf, NESTING_LIMIT, SIZE_LIMIT, spend, type FeelContext, type FeelRange, type FeelValue, type Meter } from './values.ts';
import { isNumber } from './values.ts';
import { isTemporal } from './temporal-math.ts';

/** A value as `string()` writes it (DMN 1.5, 10.3.4.1): strings as they are, quoted inside of lists and contexts; null for null and functions. */
export function feelText(value: FeelValue, meter: Meter): string | null {
  if (typeof value === 'string') return value;
  if (value === null) return null;
  const parts: string[] = [];
  const writer = { parts, length: 0, meter };
  if (!write(value, writer, 0)) return null;
  const text = parts.join('');
  return text.length <= SIZE_LIMIT && charge(meter, text.length >> 7) ? text : spend(meter);
}

interface Writer {
  readonly parts: string[];
  length: number;
  readonly meter: Meter;
}

/** False where it cannot be written, or is too long. */
function write(value: FeelValue, writer: Writer, depth: number): boolean {
  const { meter } = writer;
  if (!charge(meter, 1)) return false;
  if (depth > NESTING_LIMIT || writer.length > SIZE_LIMIT) {
    spend(meter);
    return false;
  }
  if (isNumber(value)) return put(writer, numberText(value));
  if (isTemporal(value)) return put(writer, temporalText(value));
  const kind = kindOf(value);
  switch (kind) {
    case 'null':
      return put(writer, 'null');
    case 'boolean':
      return put(writer, String(value));
    case 'string':
      return put(writer, JSON.stringify(value));
    case 'list':
      return isList(value) && put(writer, '[') && value.every((element, i) => (i === 0 || put(writer, ', ')) && write(fromJson(element, meter), writer, depth + 1)) && put(writer, ']');
    case 'context':
      return writeContext(value as FeelContext, writer, depth);
    case 'range':
      return writeRange(value as FeelRange, writer, depth);
    case 'function':
      return false;
    case 'number': case 'date': case 'time': case 'date and time': case 'days and time duration': case 'years and months duration':
      return false;
    default:
      return unreachable(kind);
  }
}

function writeContext(context: FeelContext, writer: Writer, depth: number): boolean {
  const names = Object.keys(context);
  return put(writer, '{') && names.every((name, i) => {
    const key = /^[\p{L}_][\p{L}\p{Nd}_ ]*$/u.test(name) ? name : JSON.stringify(name);
    return put(writer, `${i === 0 ? '' : ', '}${key}: `) && write(fromJson(context[name], writer.meter), writer, depth + 1);
  }) && put(writer, '}');
}

function writeRange({ start, end, isStartIncluded, isEndIncluded }: FeelRange, writer: Writer, depth: number): boolean {
  if (start === null) return put(writer, isEndIncluded ? '<= ' : '< ') && write(end, writer, depth + 1);
  if (end === null) return put(writer, isStartIncluded ? '>= ' : '> ') && write(start, writer, depth + 1);
  return put(writer, isStartIncluded ? '[' : '(') && write(start, writer, depth + 1) && put(writer, '..') && write(end, writer, depth + 1) && put(writer, isEndIncluded ? ']' : ')');
}

function put(writer: Writer, text: string): boolean {
  writer.parts.push(text);
  writer.length += text.length;
  return true;
}
