import { unreachable } from '../../assert.ts';
import { add, compareNumbers, Decimal, fromDouble, type FeelNumber } from './decimal.ts';
import type { CompareOperator } from './parse.ts';

/** Lists and contexts are JSON as it came; their elements become FEEL values when they are read. */
export type FeelValue = null | boolean | string | FeelNumber | FeelList | FeelContext;
export type FeelList = readonly unknown[];
export type FeelContext = { readonly [name: string]: unknown };

/** What an expression runs over: one JSON object. */
export type Scope = Readonly<Record<string, unknown>>;
export type Run = (scope: Scope) => FeelValue;

export const SIZE_LIMIT = 10_000;
const NESTING_LIMIT = 64;

/**
 * What is left of one run's fuel, in nodes. Below zero the run has failed, whatever its value is: operators then go on
 * with null instead of throwing, and only `run` looks.
 */
export interface Meter {
  left: number;
}

/** The meter is charged here only for work that grows with the data; nodes of the expression are charged by `run`. */
export function charge(meter: Meter, nodes: number): boolean {
  meter.left -= nodes;
  return meter.left >= 0;
}

/** A JSON value as FEEL sees it; what JSON has not (undefined, NaN, functions) is null. Too long a string or list spends the fuel. */
export function fromJson(value: unknown, meter: Meter): FeelValue {
  switch (typeof value) {
    case 'string':
      return value.length <= SIZE_LIMIT ? value : spend(meter);
    case 'number':
      return fromDouble(value);
    case 'boolean':
      return value;
    case 'object':
      if (Array.isArray(value) && value.length > SIZE_LIMIT) return spend(meter);
      return value as FeelValue;
    default:
      return null;
  }
}

/** An own entry of a context, else null: what an object inherits is not data. */
export function entryOf(value: FeelValue, name: string, meter: Meter): FeelValue {
  return isContext(value) && Object.hasOwn(value, name) ? fromJson(value[name], meter) : null;
}

/** FEEL equality (DMN 10.3.2.2.1): null equals only null, and values of two types are neither equal nor unequal. */
export function equal(a: FeelValue, b: FeelValue, meter: Meter, depth = 0): boolean | null {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (typeof a !== 'object' && typeof a === typeof b) return false;
  if (isNumber(a) || isNumber(b)) return isNumber(a) && isNumber(b) ? equalNumbers(a, b) : null;
  if (typeof a !== 'object' || typeof b !== 'object') return null;
  if (depth >= NESTING_LIMIT) return spend(meter);
  if (isList(a)) return isList(b) ? equalLists(a, b, meter, depth + 1) : null;
  return isList(b) ? null : equalContexts(a as FeelContext, b as FeelContext, meter, depth + 1);
}

/** `<` and its kin order numbers among numbers and strings among strings (by UTF-16 unit); all else is null. */
export function ordered(operator: CompareOperator, a: FeelValue, b: FeelValue): boolean | null {
  if (typeof a === 'string' && typeof b === 'string') return holds(operator, a < b ? -1 : a > b ? 1 : 0);
  if (isNumber(a) && isNumber(b)) return holds(operator, compareNumbers(a, b));
  return null;
}

/** Whether the value is an element of the list; an element of another type is merely not it. */
export function isElement(value: FeelValue, list: FeelList, meter: Meter): boolean {
  for (const element of list) {
    if (!charge(meter, 1)) return false;
    if (equal(value, fromJson(element, meter), meter) === true) return true;
  }
  return false;
}

/** Number + number or string + string, else null. A string over 10,000 spends the fuel. */
export function sum(a: FeelValue, b: FeelValue, meter: Meter): FeelValue {
  if (typeof a === 'string' && typeof b === 'string') {
    return a.length + b.length <= SIZE_LIMIT ? a + b : spend(meter);
  }
  return isNumber(a) && isNumber(b) ? add(a, b) : null;
}

/** Substring search; charged by the product of the lengths, its worst case, so that it cannot be used to stop the desk. */
export function containsText(text: string, part: string, meter: Meter): boolean | null {
  return charge(meter, Math.floor((text.length * part.length) / 1000)) ? text.includes(part) : null;
}

export function isNumber(value: FeelValue): value is FeelNumber {
  return typeof value === 'number' || value instanceof Decimal;
}

export function isList(value: FeelValue): value is FeelList {
  return Array.isArray(value);
}

export function isContext(value: FeelValue): value is FeelContext {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);
}

function spend(meter: Meter): null {
  meter.left = -1;
  return null;
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

function equalNumbers(a: FeelNumber, b: FeelNumber): boolean {
  if (typeof a === 'number' || typeof b === 'number') return a === b;
  return a.exponent === b.exponent && a.coefficient === b.coefficient;
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
