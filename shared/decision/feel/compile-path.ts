import { builtinFunction } from './builtins.ts';
import { nothing, type Compiler } from './compiler.ts';
import { frameValue, resolve, type Environment } from './environment.ts';
import { propertyOf } from './properties.ts';
import type { Node } from './syntax.ts';
import { refuse } from './tokens.ts';
import { charge, fromJson, isContext, isInherited, isList, isNumber, ownEntry, type FeelList, type FeelValue, type Frame, type Meter, type Run, type Scope } from './values.ts';

type NodeOf<K extends Node['kind']> = Extract<Node, { kind: K }>;

export function compileName(node: NodeOf<'name'>, environment: Environment | null, compiler: Compiler): Run {
  return compileNames(node, [], environment, compiler);
}

export function compilePath(node: NodeOf<'path'>, environment: Environment | null, compiler: Compiler): Run {
  const names = [node.name];
  let { target } = node;
  while (target.kind === 'path') {
    names.unshift(target.name);
    ({ target } = target);
  }
  compiler.count(names.length);
  if (target.kind === 'name') return compileNames(target, names, environment, compiler);
  return withProperties(compiler.compile(target, environment), names, compiler.meter);
}

function compileNames({ name, at }: NodeOf<'name'>, rest: readonly string[], environment: Environment | null, compiler: Compiler): Run {
  const { meter } = compiler;
  const { items, frame } = resolve(name, environment);
  let run = frame === null ? scopeName(name, rest, at, items.length > 0, compiler) : frameName(name, frame.depth, frame.isContext, meter);
  for (const depth of items.toReversed()) run = itemName(name, depth, run, meter);
  return withProperties(run, rest, meter);
}

function frameName(name: string, depth: number, isContext: boolean, meter: Meter): Run {
  if (isContext) return (_, frame) => propertyOf(frameValue(frame, depth), name, meter);
  if (depth === 0) return (_, frame) => (frame === null ? null : frame.value);
  return (_, frame) => frameValue(frame, depth);
}

/** The element's own entry of that name, else whatever the name means outside of the filter. */
function itemName(name: string, depth: number, outside: Run, meter: Meter): Run {
  return (scope, frame) => {
    const item = frameValue(frame, depth);
    return isContext(item) && Object.hasOwn(item, name) ? fromJson(item[name], meter) : outside(scope, frame);
  };
}

/** A field of the scope, or else a built-in function as a value. A path is known by its first name or as a whole. */
function scopeName(name: string, rest: readonly string[], at: number, isInFilter: boolean, compiler: Compiler): Run {
  const { fields, meter } = compiler;
  if (fields === 'any' || fields.has(name) || fields.has([name, ...rest].join('.'))) {
    compiler.names.add(name);
    if (isInherited(name)) return (scope) => fromJson(ownEntry(scope, name), meter);
    return (scope) => fromJson(scope[name], meter);
  }
  const builtin = rest.length === 0 ? builtinFunction(name) : null;
  if (builtin !== null) return () => builtin;
  // In a filter the element may have it.
  if (isInFilter) return nothing;
  return compiler.refuse(refuse('feel_unsupported', at, [name, ...rest].join('.'), 'field'));
}

function withProperties(run: Run, names: readonly string[], meter: Meter): Run {
  const [only] = names;
  if (only === undefined) return run;
  if (names.length === 1 && !isInherited(only)) {
    return (scope, frame) => {
      const value = run(scope, frame);
      return isContext(value) ? fromJson(value[only], meter) : propertyOf(value, only, meter);
    };
  }
  return (scope, frame) => {
    let value = run(scope, frame);
    for (const name of names) value = propertyOf(value, name, meter);
    return value;
  };
}

/**
 * `list[3]` counts from 1, or from the end if negative; another condition keeps the elements for which it is true. What is no
 * list is one of one element; null stays null, as nobody knows what it would hold.
 */
export function compileFilter({ target, condition }: NodeOf<'filter'>, environment: Environment | null, compiler: Compiler): Run {
  const { meter } = compiler;
  const list = compiler.compile(target, environment);
  const index = literalIndex(condition);
  if (index !== null) {
    return (scope, frame) => {
      const elements = asList(list(scope, frame));
      return elements === null ? null : elementAt(elements, index, meter);
    };
  }
  const { run, nodes } = compiler.repeated(condition, { kind: 'item', parent: environment });
  return (scope, frame) => {
    const elements = asList(list(scope, frame));
    return elements === null ? null : filtered(elements, run, nodes, scope, frame, meter);
  };
}

function filtered(list: FeelList, condition: Run, nodes: number, scope: Scope, frame: Frame | null, meter: Meter): FeelValue {
  const kept: FeelValue[] = [];
  for (let i = 0; i < list.length || i === 0; i += 1) {
    if (!charge(meter, nodes + 1)) return null;
    const value = fromJson(list[i], meter);
    const result = condition(scope, { value, parent: frame });
    // Whether this is an index and no condition, the first element tells.
    if (i === 0 && isNumber(result)) return typeof result === 'number' ? elementAt(list, result, meter) : null;
    if (i >= list.length) break;
    if (result === true) kept.push(value);
    else if (result !== false) meter.onUnclear?.('filter');
  }
  return kept;
}

function elementAt(list: FeelList, index: number, meter: Meter): FeelValue {
  if (!Number.isInteger(index)) return null;
  return fromJson(list.at(index > 0 ? index - 1 : index === 0 ? list.length : index), meter);
}

function literalIndex(node: Node): number | null {
  if (node.kind === 'negate') {
    const index = literalIndex(node.operand);
    return index === null ? null : -index;
  }
  return node.kind === 'literal' && typeof node.value === 'number' && Number.isInteger(node.value) ? node.value : null;
}

function asList(value: FeelValue): FeelList | null {
  return isList(value) ? value : value === null ? null : [value];
}
