import { FeelObject } from './feel-object.ts';
import { temporalProperty } from './temporal-properties.ts';
import { isTemporal } from './temporal-math.ts';
import { charge, FeelRange, fromJson, isList, NESTING_LIMIT, ownEntry, type FeelContext, type FeelValue, type Meter } from './values.ts';

/**
 * `value.name`: an own entry of a context (what an object inherits is not data), a part of a date, time, duration or range, or
 * for a list the list of that of each element; else null.
 */
export function propertyOf(value: FeelValue, name: string, meter: Meter, depth = 0): FeelValue {
  if (value === null || typeof value !== 'object') return null;
  if (isList(value)) {
    if (!charge(meter, value.length) || depth > NESTING_LIMIT) return null;
    return value.map((element) => propertyOf(fromJson(element, meter), name, meter, depth + 1));
  }
  if (value instanceof FeelObject) {
    if (isTemporal(value)) return temporalProperty(value, name);
    return value instanceof FeelRange ? rangeProperty(value, name) : null;
  }
  return fromJson(ownEntry(value as FeelContext, name), meter);
}

function rangeProperty(range: FeelRange, name: string): FeelValue {
  switch (name) {
    case 'start':
      return range.start;
    case 'end':
      return range.end;
    case 'start included':
      return range.isStartIncluded;
    case 'end included':
      return range.isEndIncluded;
    default:
      return null;
  }
}
