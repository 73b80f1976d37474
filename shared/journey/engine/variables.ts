import type { Data } from './process-state.ts';
import { FAILED } from './run.ts';
import type { LiveScope, Run } from './run.ts';
import type { CompiledData, Mapping } from './tables.ts';

/** The evaluated input mappings of an element; undefined, with the failure kept, where one fails. */
export function inputsOf(run: Run, mappings: readonly Mapping[], scope: LiveScope, local: Data | undefined): Data | undefined {
  if (mappings.length === 0) return NOTHING;
  const inputs: Record<string, unknown> = {};
  const view = run.viewWith(scope, local);
  for (const { from, name: plain, to } of mappings) {
    const value = plain === undefined ? run.evaluate(from, view) : valueOf(view, plain);
    if (value === FAILED) return undefined;
    const name = to[0] ?? '';
    inputs[name] = to.length === 1 ? value : put(inputs[name], to, 1, value);
  }
  return inputs;
}

const NOTHING: Data = {};

const valueOf = (view: Data, name: string): unknown => (Object.hasOwn(view, name) ? (view[name] ?? null) : null);

/**
 * Brings what an element gave into the scope: by its mappings over the result and, behind it, `view` (`message` is the result
 * as a whole where it is one), or, without any, every value under its own name. False, with the failure kept and nothing
 * written, where a mapping fails.
 */
export function takeOutputs(run: Run, mappings: readonly Mapping[], scope: LiveScope, view: Data, result: Data | undefined, isMessage: boolean): boolean {
  if (mappings.length === 0) {
    if (result !== undefined) run.writeAll(scope, result);
    return true;
  }
  const values: unknown[] = [];
  let source: Data | undefined;
  for (const { from, name } of mappings) {
    let value: unknown;
    if (name !== undefined && !(isMessage && name === 'message')) value = valueOf(result !== undefined && Object.hasOwn(result, name) ? result : view, name);
    else {
      source ??= result === undefined ? view : isMessage ? { ...view, ...result, message: result } : { ...view, ...result };
      value = run.evaluate(from, source);
      if (value === FAILED) return false;
    }
    values.push(value);
  }
  for (let at = 0; at < mappings.length; at += 1) setPath(run, scope, (mappings[at] as Mapping).to, values[at]);
  return true;
}

/** Sets a variable, or an entry inside one; contexts on the way are copied, what is no context is replaced by one. */
function setPath(run: Run, scope: LiveScope, path: readonly string[], value: unknown): void {
  const [name = ''] = path;
  if (path.length === 1) run.write(scope, name, value);
  else run.write(scope, name, put(run.view(scope)[name], path, 1, value));
}

function put(into: unknown, path: readonly string[], at: number, value: unknown): unknown {
  const name = path[at];
  if (name === undefined) return value;
  const context = typeof into === 'object' && into !== null && !Array.isArray(into) ? (into as Data) : {};
  return { ...context, [name]: put(Object.hasOwn(context, name) ? context[name] : undefined, path, at + 1, value) };
}

/** Gives data objects and properties their first values; null where they have none or it fails. */
export function declareData(run: Run, scope: LiveScope, data: readonly CompiledData[]): void {
  for (const { definition, value } of data) {
    if (Object.hasOwn(scope.data, definition.name)) continue;
    const first = value === undefined ? (definition.isCollection ? [] : null) : run.evaluate(value, run.view(scope));
    run.declare(scope, definition.name, first === FAILED ? null : first);
    run.failure = undefined;
  }
}
