import type { Compiler } from './compiler.ts';
import type { Environment } from './environment.ts';
import type { Iterator, Node } from './syntax.ts';
import { FeelDate } from './temporal.ts';
import { charge, FeelRange, fromJson, isList, SIZE_LIMIT, spend, type FeelValue, type Frame, type Meter, type Run, type Scope } from './values.ts';

type NodeOf<K extends Node['kind']> = Extract<Node, { kind: K }>;
type Source = (scope: Scope, frame: Frame | null) => readonly unknown[] | null;
/** Of the machine's stack, for one iterator. */
const FRAMES = 3;

/** Returns true to stop. */
type Visit = (scope: Scope, frame: Frame | null) => boolean;

/** The list of results; `partial` is the list so far. Null where something to go through is no list. */
export function compileFor({ iterators, body }: NodeOf<'for'>, environment: Environment | null, compiler: Compiler): Run {
  const { meter } = compiler;
  const partial: Environment = { kind: 'variable', name: 'partial', parent: environment };
  const { sources, inner } = compileSources(iterators, partial, compiler);
  const { run, nodes } = compiler.repeated(body, inner, FRAMES * iterators.length);
  return (scope, frame) => {
    const results: FeelValue[] = [];
    // A copy, as the result may hold on to it.
    const listSoFar = { get value() { return charge(meter, results.length >> 4) ? results.slice() : null; }, parent: frame };
    const isDone = iterate(sources, 0, scope, listSoFar, meter, (_, own) => {
      if (!charge(meter, nodes)) return true;
      results.push(run(scope, own));
      if (results.length > SIZE_LIMIT) spend(meter);
      return meter.left < 0;
    });
    return isDone ? results : null;
  };
}

/** As `or` and `and` over all combinations, but what is no list to go through makes null. */
export function compileQuantifier({ isEvery, iterators, condition }: NodeOf<'quantifier'>, environment: Environment | null, compiler: Compiler): Run {
  const { meter } = compiler;
  const { sources, inner } = compileSources(iterators, environment, compiler);
  const { run, nodes } = compiler.repeated(condition, inner, FRAMES * iterators.length);
  const deciding = !isEvery;
  return (scope, frame) => {
    let result: boolean | null = !deciding;
    const isDone = iterate(sources, 0, scope, frame, meter, (_, own) => {
      if (!charge(meter, nodes)) return true;
      const value = run(scope, own);
      if (value === deciding) {
        result = deciding;
        return true;
      }
      if (value !== !deciding) result = null;
      return false;
    });
    return isDone ? result : null;
  };
}

function compileSources(iterators: readonly Iterator[], environment: Environment | null, compiler: Compiler): { sources: readonly Source[]; inner: Environment | null } {
  let inner = environment;
  const sources = iterators.map(({ name, source, end }) => {
    const first = compiler.repeated(source, inner);
    const last = end === null ? null : compiler.repeated(end, inner);
    const nodes = first.nodes + (last?.nodes ?? 0);
    inner = { kind: 'variable', name, parent: inner };
    return compileSource(first.run, last?.run ?? null, nodes, compiler.meter);
  });
  return { sources, inner };
}

/** A list, or a range's integers or days; null for what is neither. */
function compileSource(first: Run, last: Run | null, nodes: number, meter: Meter): Source {
  return (scope, frame) => {
    if (!charge(meter, nodes)) return null;
    const start = first(scope, frame);
    if (last !== null) return steps(start, last(scope, frame), meter);
    if (isList(start)) return start;
    return start instanceof FeelRange ? rangeSteps(start, meter) : null;
  };
}

function rangeSteps(range: FeelRange, meter: Meter): readonly FeelValue[] | null {
  const all = steps(range.start, range.end, meter);
  return all === null ? null : all.slice(range.isStartIncluded ? 0 : 1, range.isEndIncluded ? all.length : -1);
}

/** From one end to the other, up or down. */
function steps(start: FeelValue, end: FeelValue, meter: Meter): readonly FeelValue[] | null {
  if (start instanceof FeelDate && end instanceof FeelDate) {
    return integers(start.epochDay, end.epochDay, meter)?.map((day) => new FeelDate(day)) ?? null;
  }
  if (typeof start !== 'number' || typeof end !== 'number' || !Number.isInteger(start) || !Number.isInteger(end)) return null;
  return integers(start, end, meter);
}

function integers(start: number, end: number, meter: Meter): readonly number[] | null {
  const length = Math.abs(end - start) + 1;
  if (length > SIZE_LIMIT) return spend(meter);
  const step = end < start ? -1 : 1;
  return charge(meter, length >> 4) ? Array.from({ length }, (_, i) => start + i * step) : null;
}

/** Goes through all combinations, the last iterator fastest; false where a source is none. */
function iterate(sources: readonly Source[], from: number, scope: Scope, frame: Frame | null, meter: Meter, visit: Visit): boolean {
  let isStopped = false;
  const step = (at: number, own: Frame | null): boolean => {
    const source = sources[at];
    if (source === undefined) {
      isStopped = visit(scope, own);
      return true;
    }
    const list = source(scope, own);
    if (list === null) return false;
    for (const element of list) {
      if (!charge(meter, 1)) return true;
      if (!step(at + 1, { value: fromJson(element, meter), parent: own })) return false;
      if (isStopped) return true;
    }
    return true;
  };
  return step(from, frame);
}
