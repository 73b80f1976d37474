import { compileFeel, compileUnaryTests } from '../feel.ts';
import { feelText } from '../text-of.ts';
import { FeelFunction, type FeelValue, type Meter, type Scope } from '../values.ts';

/** The value as FEEL writes it, strings in quotes; what was refused or failed by its code. */
export function evaluated(source: string, scope: Scope = {}, fields: ReadonlySet<string> | 'any' = 'any', now?: number): string {
  const compiled = compileFeel(source, fields);
  if (!compiled.ok) return compiled.rule === undefined ? compiled.code : `${compiled.code} ${compiled.rule}`;
  const result = compiled.run(scope, now);
  return result.ok ? written(result.value) : result.code;
}

/** What unary tests say of a value: `true`, `false`, `null`, or a code. */
export function tested(source: string, input: FeelValue, scope: Scope = {}): string {
  const compiled = compileUnaryTests(source, 'any');
  if (!compiled.ok) return compiled.rule === undefined ? compiled.code : `${compiled.code} ${compiled.rule}`;
  const result = compiled.run(scope, input);
  return typeof result === 'object' ? result.failed : String(result);
}

function written(value: FeelValue): string {
  if (value === null) return 'null';
  if (value instanceof FeelFunction) return 'function';
  if (typeof value === 'string') return JSON.stringify(value);
  const meter: Meter = { left: 1_000_000, calls: 0, depth: 0, input: null, now: null };
  return feelText(value, meter) ?? 'not text';
}
