import type { FeelNumber } from './decimal.ts';
import { Decimal } from './decimal.ts';
import { FeelObject } from './feel-object.ts';
import type { FeelType, Parameter } from './feel-type.ts';
import type { Temporal } from './temporal-text.ts';

/** Lists and contexts are JSON as it came, or made by an expression; their elements become FEEL values when they are read. */
export type FeelValue = null | boolean | string | FeelNumber | Temporal | FeelRange | FeelFunction | FeelList | FeelContext;
export type FeelList = readonly unknown[];
export type FeelContext = { readonly [name: string]: unknown };

/** What an expression runs over: one JSON object. */
export type Scope = Readonly<Record<string, unknown>>;
/** The variables that an expression itself has bound, innermost first. */
export interface Frame {
  readonly value: FeelValue;
  readonly parent: Frame | null;
}
export type Run = (scope: Scope, frame: Frame | null) => FeelValue;

/** All values between two ends; an end that is null is open. */
export class FeelRange extends FeelObject {
  readonly kind = 'range';
  readonly start: FeelValue;
  readonly end: FeelValue;
  readonly isStartIncluded: boolean;
  readonly isEndIncluded: boolean;
  constructor(start: FeelValue, end: FeelValue, isStartIncluded: boolean, isEndIncluded: boolean) {
    super();
    this.start = start;
    this.end = end;
    this.isStartIncluded = isStartIncluded;
    this.isEndIncluded = isEndIncluded;
  }
}

/** A function as a value. `call` takes as many arguments as there are parameters and charges the meter for its body. */
export class FeelFunction extends FeelObject {
  readonly kind = 'function';
  readonly parameters: readonly Parameter[];
  readonly result: FeelType | null;
  readonly call: (args: readonly FeelValue[], meter: Meter) => FeelValue;
  constructor(parameters: readonly Parameter[], call: (args: readonly FeelValue[], meter: Meter) => FeelValue, result: FeelType | null = null) {
    super();
    this.parameters = parameters;
    this.call = call;
    this.result = result;
  }
}

export const SIZE_LIMIT = 10_000;
export const NESTING_LIMIT = 64;

/**
 * What one run may still use. Below zero nodes the run has failed, whatever its value is: operators then go on
 * with null instead of throwing, and only the caller of `run` looks.
 */
export interface Meter {
  /** Nodes, and elements of data that were looked at. */
  left: number;
  /** Calls of functions that have not returned, and how deep their expressions are in sum. */
  calls: number;
  depth: number;
  /** `?` */
  input: FeelValue;
  /** Milliseconds of the epoch that `now()` and `today()` say; null where the caller gave none. */
  now: number | null;
  /** Told where a condition of `if` or of a filter is neither true nor false, and the run goes on as for false. */
  readonly onUnclear?: (where: 'if' | 'filter') => void;
}

/** The meter is charged here only for work that grows with the data; nodes of the expression are charged by `run`. */
export function charge(meter: Meter, nodes: number): boolean {
  meter.left -= nodes;
  return meter.left >= 0;
}

/** Ends the run as out of fuel. */
export function spend(meter: Meter): null {
  meter.left = -1;
  return null;
}

/** A list that was made, if it is not too long. */
export function listOf(items: readonly FeelValue[], meter: Meter): FeelValue {
  return items.length <= SIZE_LIMIT ? items : spend(meter);
}

/** A string that was made: charged by its length, and spends the fuel if it is too long. */
export function textOf(text: string, meter: Meter): FeelValue {
  if (text.length > SIZE_LIMIT) return spend(meter);
  return charge(meter, text.length >> 7) ? text : null;
}

/** A JSON value as FEEL sees it; what JSON has not (undefined, NaN, functions) is null. Too long a string or list spends the fuel. */
export function fromJson(value: unknown, meter: Meter): FeelValue {
  switch (typeof value) {
    case 'string':
      return value.length <= SIZE_LIMIT ? value : spend(meter);
    case 'number':
      // Minus zero is zero.
      return Number.isFinite(value) ? value + 0 : null;
    case 'boolean':
      return value;
    case 'object':
      if (Array.isArray(value) && value.length > SIZE_LIMIT) return spend(meter);
      return value as FeelValue;
    default:
      return null;
  }
}

/** An entry of an object, undefined if it has none; never what objects inherit. JSON's objects inherit from `Object.prototype` only. */
export function ownEntry(object: Readonly<Record<string, unknown>>, name: string): unknown {
  return isInherited(name) && !Object.hasOwn(object, name) ? undefined : object[name];
}

/** Whether every object has the name. For another one, a look at the object is enough, which is four times as fast. */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** All elements of a list as FEEL values, charged one node each; null when out of fuel. */
export function elementsOf(list: FeelList, meter: Meter): FeelValue[] | null {
  return charge(meter, list.length) ? list.map((element) => fromJson(element, meter)) : null;
}

export function isNumber(value: FeelValue | undefined): value is FeelNumber {
  return typeof value === 'number' || value instanceof Decimal;
}

export function isList(value: FeelValue | undefined): value is FeelList {
  return Array.isArray(value);
}

export function isContext(value: FeelValue | undefined): value is FeelContext {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof FeelObject);
}

/** The type of a value by the word that FEEL has for it. */
export type Kind = 'null' | 'boolean' | 'string' | 'list' | 'context' | FeelObject['kind'];

export function kindOf(value: FeelValue): Kind {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return 'boolean';
    case 'string':
      return 'string';
    case 'number':
      return 'number';
    default:
      if (value instanceof FeelObject) return value.kind;
      return Array.isArray(value) ? 'list' : 'context';
  }
}

/** An empty context that takes any name, `__proto__` too. */
export function newContext(): Record<string, FeelValue> {
  return {};
}

export function putEntry(context: Record<string, FeelValue>, name: string, value: FeelValue): void {
  if (name === '__proto__') Object.defineProperty(context, name, { value, enumerable: true, configurable: true, writable: true });
  else context[name] = value;
}
