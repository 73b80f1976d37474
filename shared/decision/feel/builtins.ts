import { signatureOf, type Builtin, type BuiltinTable } from './builtin.ts';
import { camundaBuiltins } from './builtins-camunda.ts';
import { contextBuiltins } from './builtins-context.ts';
import { conversionBuiltins } from './builtins-conversion.ts';
import { listBuiltins } from './builtins-list.ts';
import { listMathBuiltins } from './builtins-list-math.ts';
import { numberBuiltins } from './builtins-number.ts';
import { patternBuiltins } from './builtins-pattern.ts';
import { rangeBuiltins } from './builtins-range.ts';
import { temporalBuiltins } from './builtins-temporal.ts';
import { textBuiltins } from './builtins-text.ts';
import { FeelFunction } from './values.ts';

export type { Builtin } from './builtin.ts';

const tables: readonly BuiltinTable[] = [
  camundaBuiltins, contextBuiltins, conversionBuiltins, listBuiltins, listMathBuiltins, numberBuiltins, patternBuiltins, rangeBuiltins, temporalBuiltins, textBuiltins,
];

const builtins: ReadonlyMap<string, Builtin> = new Map(
  tables.flatMap((table) => Object.entries(table)).map(([signature, run]) => {
    const { name, forms } = signatureOf(signature);
    return [name, { forms, run }] as const;
  }),
);

/** The names of several words, for the parser. */
export const builtinNames: readonly string[] = [...builtins.keys()].filter((name) => name.includes(' '));

/** The function that FEEL has by that name (DMN 1.5, 10.3.4), or null. */
export function builtinNamed(name: string): Builtin | null {
  return builtins.get(name) ?? null;
}

/** As a value, with the parameters of its first form. */
export function builtinFunction(name: string): FeelFunction | null {
  const builtin = builtins.get(name);
  const [form] = builtin?.forms ?? [];
  if (builtin === undefined || form === undefined) return null;
  return new FeelFunction(form.parameters.map((parameter) => ({ name: parameter, type: null })), (args, meter) => builtin.run(meter, ...args));
}
