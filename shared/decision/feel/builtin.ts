import { elementsOf, FeelFunction, fromJson, isList, isNumber, type FeelList, type FeelValue, type Meter } from './values.ts';
import type { FeelNumber } from './decimal.ts';

/** One way to call a function: names of the parameters, of which the last may be left out, or repeat. */
export interface Form {
  readonly parameters: readonly string[];
  readonly required: number;
  readonly isVariadic: boolean;
}

/** What is left out is undefined. A wrong argument makes null, as the standard has it for all of them. */
export type Implementation = (meter: Meter, ...args: FeelValue[]) => FeelValue;

export interface Builtin {
  readonly forms: readonly Form[];
  readonly run: Implementation;
}

/**
 * Keyed by signature: `substring(string, start position, length?)`; several forms are separated by `|`, the first one with
 * the name, and `...` stands for any number of further values.
 */
export type BuiltinTable = Readonly<Record<string, Implementation>>;

export function signatureOf(signature: string): { name: string; forms: readonly Form[] } {
  const name = signature.slice(0, signature.indexOf('('));
  const forms = signature.split('|').map((form) => {
    const all = form.slice(form.indexOf('(') + 1, form.lastIndexOf(')')).split(',').map((parameter) => parameter.trim()).filter((parameter) => parameter !== '');
    const parameters = all.filter((parameter) => parameter !== '...').map((parameter) => parameter.replace('?', ''));
    return { parameters, required: all.filter((parameter) => parameter !== '...' && !parameter.endsWith('?')).length, isVariadic: all.includes('...') };
  });
  return { name, forms };
}

// Arguments as functions want them: a list of one element stands for the element, and a value for a list of it (DMN 10.3.2.9.4).

function single(value: FeelValue | undefined): FeelValue {
  if (value === undefined) return null;
  // What is in a list has been read, or is read by whoever takes it.
  return isList(value) && value.length === 1 ? (value[0] as FeelValue) : value;
}

export function textArgument(value: FeelValue | undefined): string | null {
  const given = typeof value === 'string' ? value : single(value);
  return typeof given === 'string' ? given : null;
}

export function numberArgument(value: FeelValue | undefined): FeelNumber | null {
  const given = typeof value === 'number' ? value : single(value);
  return isNumber(given) ? given : null;
}

/** An integer that a double holds exactly. */
export function integerArgument(value: FeelValue | undefined): number | null {
  const given = numberArgument(value);
  return typeof given === 'number' && Number.isSafeInteger(given) ? given : null;
}

export function functionArgument(value: FeelValue | undefined): FeelFunction | null {
  const given = single(value);
  return given instanceof FeelFunction ? given : null;
}

export function listArgument(value: FeelValue | undefined): FeelList | null {
  if (isList(value)) return value;
  return value === null || value === undefined ? null : [value];
}

/** The elements as values, charged; of one list, or of all arguments. */
export function valuesOf(args: readonly FeelValue[], meter: Meter): FeelValue[] | null {
  const [first] = args;
  if (args.length !== 1) return elementsOf(args, meter);
  const list = listArgument(first);
  return list === null ? null : elementsOf(list, meter);
}

export function firstOf(value: FeelValue | undefined, meter: Meter): FeelValue {
  return value === undefined ? null : isList(value) && value.length === 1 ? fromJson(value[0], meter) : value;
}
