import type { Data } from './process-state.ts';
import { FAILED } from './run.ts';
import type { LiveScope, Run } from './run.ts';
import type { CompiledData, Mapping } from './tables.ts';

/** The evaluated input mappings of an element; undefined, with the failure kept, where one fails. */
export function inputsOf(run: Run, mappings: readonly Mapping[], scope: LiveScope, local: Data | undefined): Data | undefined {
  if (mappings.length === 0) return NOTHING;
  const inputs: Record<string, unknown> = {};
  const view = run.viewWith(scope, local);
  for (const { from, name: plain, constant, isConstant, to } of mappings) {
    const value = isConstant ? constant : plain === undefined ? run.evaluate(from, view) : valueOf(view, plain);
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

/** Gives a data object or property its first value; null where it has none or it fails. What was given under its name stays. */
export function declareData(run: Run, scope: LiveScope, { definition, value, constant }: CompiledData): void {
  if (Object.hasOwn(scope.data, definition.name)) return;
  const first = value === undefined ? constant : run.evaluate(value, run.view(scope));
  run.declare(scope, definition.name, first === FAILED ? null : first);
  run.failure = undefined;
}

/** Shapes that a scope may have before no more are kept; data given at the start decide over them. */
const SHAPES = 32;

/** Gives a new scope its data objects and properties, behind what was given to it. */
export function declareAll(run: Run, scope: LiveScope): void {
  const { data, shapes } = scope.table;
  const given = scope.data;
  const key = Object.keys(given).join('\n');
  let shape = shapes.get(key);
  if (shape === undefined) {
    const first: Record<string, unknown> = { ...given };
    for (const { definition, constant } of data) if (!Object.hasOwn(first, definition.name)) first[definition.name] = constant;
    for (const name of Object.keys(given)) first[name] = null;
    shape = JSON.parse(JSON.stringify(first)) as Data;
    if (shapes.size < SHAPES) shapes.set(key, shape);
  }
  scope.data = { ...shape, ...given };
  run.version += 1;
  run.hasNews = true;
  for (const one of data) {
    if (one.isConstant || Object.hasOwn(given, one.definition.name)) continue;
    const first = one.value === undefined ? null : run.evaluate(one.value, run.view(scope));
    scope.data[one.definition.name] = first === FAILED ? null : first;
    run.failure = undefined;
  }
}
