import type { Data, LoopCount } from '../process-state.ts';
import { FAILED } from '../run.ts';
import type { Hop, LiveScope, Run } from '../run.ts';
import type { Node } from '../tables.ts';
import { armBoundaries, waiting } from './arming.ts';
import { leaveActivity } from './leaving.ts';
import { throwTrigger } from './throwing.ts';

const INSTANCES = 1000;

/** Begins an activity that repeats: a token stands for the whole of it, and a scope counts its instances. */
export function startLoop(run: Run, { node, scope }: Hop): void {
  const count = countOf(run, node, scope);
  if (count === undefined) return;
  if (count.of === 0 || count.of === -1) {
    if (count.of === 0) setOutput(run, node, scope, []);
    run.done.push(node.id);
    leaveActivity(run, node, scope);
    return;
  }
  const armed = armBoundaries(run, node, scope);
  if (armed === undefined) return;
  const host = run.stand(node, scope, waiting(armed));
  const definition = node.loop?.definition;
  const loop = run.open({ kind: 'loop', of: node.id, host: host.id, loop: { started: 0, completed: 0 } }, scope.table, scope);
  const isParallel = definition?.loop === 'multi' && !definition.isSequential;
  const { items, ...rest } = count;
  const first = isParallel ? (count.of ?? 1) : 1;
  run.change(loop, { loop: { ...rest, started: first, ...(items === undefined || isParallel ? {} : { items }) } });
  for (let nth = 1; nth <= first; nth += 1) begin(run, node, loop, nth, items);
}

/** What is to be run; `of: -1` for a standard loop that is not even begun. Undefined with the failure kept. */
function countOf(run: Run, node: Node, scope: LiveScope): LoopCount | undefined {
  const { loop } = node;
  const none: LoopCount = { started: 0, completed: 0 };
  if (loop === undefined) return none;
  const { definition } = loop;
  if (definition.loop === 'standard') {
    if (definition.maximum === 0) return { ...none, of: -1 };
    if (!definition.testBefore || loop.condition === undefined) return none;
    const goes = run.test(loop.condition, { ...run.view(scope), loopCounter: 1 });
    return goes === undefined ? undefined : goes ? none : { ...none, of: -1 };
  }
  if (loop.collection !== undefined) {
    const items = run.evaluate(loop.collection, run.view(scope));
    if (items === FAILED) return undefined;
    if (!Array.isArray(items)) return fail(run, 'not_a_list');
    return items.length > limitOf(run) ? fail(run, 'too_many_instances') : { ...none, of: items.length, items };
  }
  const cardinality = loop.cardinality === undefined ? 1 : run.evaluate(loop.cardinality, run.view(scope));
  if (cardinality === FAILED) return undefined;
  if (typeof cardinality !== 'number' || !Number.isInteger(cardinality) || cardinality < 0) return fail(run, 'not_a_list');
  return cardinality > limitOf(run) ? fail(run, 'too_many_instances') : { ...none, of: cardinality };
}

const limitOf = (run: Run): number => run.options.instances ?? INSTANCES;

function fail(run: Run, code: 'not_a_list' | 'too_many_instances'): undefined {
  run.failure = { code };
  return undefined;
}

function begin(run: Run, node: Node, loop: LiveScope, nth: number, items: readonly unknown[] | undefined): void {
  const definition = node.loop?.definition;
  const item = definition?.loop === 'multi' ? definition.item : undefined;
  const local: Data = item === undefined || items === undefined ? { loopCounter: nth } : { loopCounter: nth, [item]: items[nth - 1] };
  run.go(node, loop, undefined, nth, local);
}

/** After one instance: gives what it must, and begins the next, or ends the loop. */
export function instanceDone(run: Run, node: Node, scope: LiveScope, nth: number, local: Data | undefined): void {
  const { loop } = node;
  const count = scope.meta.loop;
  if (loop === undefined || count === undefined) return;
  const { definition } = loop;
  const completed = count.completed + 1;
  if (definition.loop === 'standard') {
    const isLast = definition.maximum === undefined ? loop.condition === undefined : completed >= definition.maximum;
    const goes = isLast ? false : loop.condition === undefined ? true : run.test(loop.condition, { ...run.view(scope), loopCounter: completed + 1 });
    if (goes === undefined) return run.raise(node, scope, { again: 'leave' }, { nth, ...(local ? { local } : {}) });
    run.change(scope, { loop: { ...count, started: goes ? completed + 1 : completed, completed } });
    if (goes) begin(run, node, scope, completed + 1, undefined);
    else endLoop(run, node, scope);
    return;
  }
  const view = run.viewWith(scope, local);
  const item = loop.outputItem === undefined ? undefined : run.evaluate(loop.outputItem, view);
  const counters = {
    ...view, numberOfInstances: count.of ?? 0, numberOfActiveInstances: count.started - completed,
    numberOfCompletedInstances: completed, numberOfTerminatedInstances: 0, loopCounter: nth,
  };
  const isOver = item === FAILED ? undefined : loop.condition === undefined ? false : run.test(loop.condition, counters);
  const due = isOver === undefined ? undefined : behaviours(run, node, count, completed, counters);
  if (isOver === undefined || due === undefined) return run.raise(node, scope, { again: 'leave' }, { nth, ...(local ? { local } : {}) });

  let next: LoopCount = { ...count, completed };
  if (definition.outputCollection !== undefined) {
    const out = count.out === undefined ? Array.from({ length: count.of ?? 0 }, () => null as unknown) : count.out.slice();
    out[nth - 1] = item ?? null;
    next = { ...next, out };
  }
  const isNextDue = definition.isSequential && !isOver && count.started < (count.of ?? 0);
  if (isNextDue) next = { ...next, started: count.started + 1 };
  run.change(scope, { loop: next });
  for (const at of due) {
    const event = at < 0 ? loop.event : loop.complex[at]?.event;
    if (event !== undefined && throwTrigger(run, node, scope, event, {}) === 'interrupted') return;
  }
  if (isNextDue) begin(run, node, scope, count.started + 1, next.items);
  else if (isOver || completed >= (count.of ?? 0)) endLoop(run, node, scope);
}

/** Which events are thrown now: -1 for the one of `none` and `one`, else positions in `complex`. Undefined with the failure kept. */
function behaviours(run: Run, node: Node, count: LoopCount, completed: number, view: Data): readonly number[] | undefined {
  const { loop } = node;
  if (loop === undefined || loop.definition.loop !== 'multi') return [];
  switch (loop.definition.behavior) {
    case 'none':
      return [-1];
    case 'one':
      return completed === 1 ? [-1] : [];
    case 'complex': {
      const due: number[] = [];
      for (let at = 0; at < loop.complex.length; at += 1) {
        const condition = loop.complex[at]?.condition;
        const holds = condition === undefined ? false : run.test(condition, view);
        if (holds === undefined) return undefined;
        if (holds) due.push(at);
      }
      return due;
    }
    default:
      return count.completed < 0 ? undefined : [];
  }
}

function endLoop(run: Run, node: Node, scope: LiveScope): void {
  const { parent } = scope;
  const host = run.hostOf(scope);
  if (parent === undefined || host === undefined) return;
  const out = scope.meta.loop?.out;
  run.close(scope);
  if (out !== undefined) setOutput(run, node, parent, out);
  run.remove(host);
  leaveActivity(run, node, parent);
}

function setOutput(run: Run, node: Node, scope: LiveScope, values: readonly unknown[]): void {
  const definition = node.loop?.definition;
  if (definition?.loop === 'multi' && definition.outputCollection !== undefined) run.write(scope, definition.outputCollection, values);
}
