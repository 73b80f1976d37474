import { Decimal, nearestDouble } from './decimal.ts';
import { FeelObject } from './feel-object.ts';
import { isTemporal } from './temporal-math.ts';
import { temporalText, type Temporal } from './temporal-text.ts';
import { putEntry, type FeelContext, type FeelValue } from './values.ts';

const NODES_LIMIT = 100_000;
const DEPTH_LIMIT = 200;

/**
 * A value as JSON, to be kept. Temporal values become their ISO 8601 text, which `date()`, `time()`, `date and time()` and
 * `duration()` read back as the same value; decimals the nearest double, which reads as the same number up to 15 digits;
 * functions, ranges and what JSON has not, null. What is JSON already is not copied. Undefined where it would have over 100,000 nodes
 * (parts may be shared many times over) or be over 200 deep.
 */
export function toJson(value: FeelValue): unknown {
  const counter = { left: NODES_LIMIT };
  const json = convert(value, counter, 0);
  return counter.left < 0 ? undefined : json;
}

function convert(value: unknown, counter: { left: number }, depth: number): unknown {
  counter.left -= 1;
  if (counter.left < 0) return null;
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value + 0 : null;
    case 'object':
      break;
    default:
      return null;
  }
  if (value === null) return null;
  if (value instanceof FeelObject) {
    if (value instanceof Decimal) return nearestDouble(value);
    return isTemporal(value as FeelValue) ? temporalText(value as Temporal) : null;
  }
  if (depth >= DEPTH_LIMIT) {
    counter.left = -1;
    return null;
  }
  return Array.isArray(value) ? convertList(value, counter, depth) : convertContext(value as FeelContext, counter, depth);
}

function convertList(list: readonly unknown[], counter: { left: number }, depth: number): unknown {
  let copy: unknown[] | null = null;
  for (const [i, element] of list.entries()) {
    const json = convert(element, counter, depth + 1);
    if (counter.left < 0) return null;
    if (copy === null && !Object.is(json, element)) copy = list.slice(0, i);
    copy?.push(json);
  }
  return copy ?? list;
}

function convertContext(context: FeelContext, counter: { left: number }, depth: number): unknown {
  let copy: Record<string, FeelValue> | null = null;
  for (const name of Object.keys(context)) {
    const json = convert(context[name], counter, depth + 1);
    if (counter.left < 0) return null;
    if (Object.is(json, context[name])) continue;
    copy ??= { ...(context as Record<string, FeelValue>) };
    putEntry(copy, name, json as FeelValue);
  }
  return copy ?? context;
}
