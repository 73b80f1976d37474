import { unreachable } from '../../assert.ts';
import { compareNumbers, type Decimal } from './decimal.ts';
import { FeelObject } from './feel-object.ts';
import type { CompareOperator } from './syntax.ts';
import { compareTemporal, equalTemporal, isTemporal } from './temporal-math.ts';
import { charge, FeelRange, fromJson, isList, isNumber, NESTING_LIMIT, spend, type FeelContext, type FeelList, type FeelValue, type Meter } from './values.ts';

/** FEEL equality (DMN 10.3.2.2.1): null equals only null, and values of two types are neither equal nor unequal. */
export function equal(a: FeelValue, b: FeelValue, meter: Meter, depth = 0): boolean | null {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (typeof a !== 'object' && typeof a === typeof b) return false;
  if (isNumber(a) || isNumber(b)) return isNumber(a) && isNumber(b) ? equalNumbers(a, b) : null;
  if (typeof a !== 'object' || typeof b !== 'object') return null;
  if (depth >= NESTING_LIMIT) return spend(meter);
  if (a instanceof FeelObject || b instanceof FeelObject) return equalObjects(a, b, meter, depth + 1);
  if (isList(a)) return isList(b) ? equalLists(a, b, meter, depth + 1) : null;
  return isList(b) ? null : equalContexts(a as FeelContext, b as FeelContext, meter, depth + 1);
}

/** `<` and its kin order numbers, strings (by UTF-16 unit), and temporal values of one type; all else is null. */
export function ordered(operator: CompareOperator, a: FeelValue, b: FeelValue): boolean | null {
  const order = orderOf(a, b);
  return order === null ? null : holds(operator, order);
}

/** Below, at or above zero as a comes before, with or after b; null where they do not compare. */
export function orderOf(a: FeelValue, b: FeelValue): number | null {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string') return typeof b === 'string' ? (a < b ? -1 : a > b ? 1 : 0) : null;
  if (isNumber(a)) return isNumber(b) ? compareNumbers(a, b) : null;
  return isTemporal(a) && isTemporal(b) ? compareTemporal(a, b) : null;
}

export function isWithin(value: FeelValue, start: FeelValue, end: FeelValue, isStartIncluded: boolean, isEndIncluded: boolean): boolean | null {
  const above = start === null ? 1 : orderOf(value, start);
  const below = end === null ? -1 : orderOf(value, end);
  if (above === null || below === null) return null;
  return (isStartIncluded ? above >= 0 : above > 0) && (isEndIncluded ? below <= 0 : below < 0);
}

export function isInRange(value: FeelValue, range: FeelRange): boolean | null {
  return isWithin(value, range.start, range.end, range.isStartIncluded, range.isEndIncluded);
}

/** Whether the value is in the list for `in`: as an element, or inside of a range that is one. */
export function isInList(value: FeelValue, list: FeelList, meter: Meter): boolean {
  return isElement(value, list, meter) || (!(value instanceof FeelRange) && list.some((element) => element instanceof FeelRange && isInRange(value, element) === true));
}

/** Whether the value is an element of the list; an element of another type is merely not it. */
export function isElement(value: FeelValue, list: FeelList, meter: Meter): boolean {
  for (const element of list) {
    if (!charge(meter, 1)) return false;
    if (equal(value, fromJson(element, meter), meter) === true) return true;
  }
  return false;
}

function holds(operator: CompareOperator, order: number): boolean {
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    default:
      return unreachable(operator);
  }
}

function equalNumbers(a: number | Decimal, b: number | Decimal): boolean {
  if (typeof a === 'number' || typeof b === 'number') return a === b;
  return a.exponent === b.exponent && a.coefficient === b.coefficient;
}

function equalObjects(a: FeelValue, b: FeelValue, meter: Meter, depth: number): boolean | null {
  if (isTemporal(a) && isTemporal(b)) return equalTemporal(a, b);
  if (!(a instanceof FeelRange) || !(b instanceof FeelRange)) return null;
  if (a.isStartIncluded !== b.isStartIncluded || a.isEndIncluded !== b.isEndIncluded) return false;
  const isSameStart = equal(a.start, b.start, meter, depth);
  return isSameStart === true ? equal(a.end, b.end, meter, depth) : isSameStart;
}

function equalLists(a: FeelList, b: FeelList, meter: Meter, depth: number): boolean | null {
  if (a.length !== b.length) return false;
  let result: boolean | null = true;
  for (let i = 0; i < a.length; i += 1) {
    if (!charge(meter, 1)) return null;
    const isSame = equal(fromJson(a[i], meter), fromJson(b[i], meter), meter, depth);
    if (isSame === false) return false;
    if (isSame === null) result = null;
  }
  return result;
}

function equalContexts(a: FeelContext, b: FeelContext, meter: Meter, depth: number): boolean | null {
  const names = Object.keys(a);
  if (!charge(meter, names.length) || names.length !== Object.keys(b).length) return false;
  let result: boolean | null = true;
  for (const name of names) {
    if (!Object.hasOwn(b, name)) return false;
    const isSame = equal(fromJson(a[name], meter), fromJson(b[name], meter), meter, depth);
    if (isSame === false) return false;
    if (isSame === null) result = null;
  }
  return result;
}
