import type { Token, Undo } from '../process-state.ts';
import type { LiveScope, Run } from '../run.ts';
import type { Node } from '../tables.ts';
import { catchEvent, furnish } from './opening.ts';

/**
 * Undoes what was completed around the throwing event, the last first and one after the other: one activity, or all of its
 * scope. `host` waits for the end; without it nobody does.
 */
export function compensate(run: Run, from: LiveScope, activity: string | undefined, host: Token | undefined): void {
  const scope = holderOf(from, activity);
  const done = scope.meta.undo ?? [];
  const todo = activity === undefined ? done : done.filter(({ of }) => of === activity);
  const left = activity === undefined ? [] : done.filter(({ of }) => of !== activity);
  if (todo.length > 0) run.change(scope, { undo: left });
  const undo = run.open({ kind: 'undo', of: host?.at ?? scope.meta.of, todo, ...(host === undefined ? {} : { host: host.id }) }, scope.table, scope);
  run.idle.push(undo);
}

/** An event sub-process undoes what its parent did; a named activity is looked for outwards. */
function holderOf(from: LiveScope, activity: string | undefined): LiveScope {
  let scope = from;
  while ((scope.meta.kind === 'event' || scope.meta.kind === 'undo' || scope.meta.kind === 'loop') && scope.parent !== undefined) scope = scope.parent;
  if (activity === undefined) return scope;
  for (let one: LiveScope | undefined = scope; one !== undefined; one = one.meta.kind === 'call' ? undefined : one.parent)
    if (one.table.nodes.has(activity)) return one;
  return scope;
}

/** Starts the next thing that is to be undone; false when nothing is left. */
export function undoNext(run: Run, scope: LiveScope): boolean {
  const todo = scope.meta.todo ?? [];
  const last = todo.at(-1);
  if (last === undefined) return false;
  run.change(scope, { todo: todo.slice(0, -1) });
  const node = scope.table.nodes.get(last.of);
  if (node?.handler !== undefined) run.go(node.handler, scope, undefined);
  else if (node?.inner !== undefined) undoInside(run, node, scope, last);
  if (scope.active === 0) run.idle.push(scope);
  return true;
}

/** A sub-process is undone by its compensation event sub-process, else by all that undoes its activities. */
function undoInside(run: Run, node: Node, scope: LiveScope, { data, undo }: Undo): void {
  if (node.inner === undefined) return;
  const sub = node.inner.eventSubs.find(({ start }) => start.triggers.some(({ on }) => on === 'compensation'));
  const inside = run.open({ kind: 'undone', of: node.id, ...(undo === undefined ? {} : { undo }) }, node.inner, scope, data);
  if (sub?.node.inner === undefined) {
    run.change(inside, { todo: undo ?? [] });
    run.idle.push(inside);
    return;
  }
  const event = run.open({ kind: 'event', of: sub.node.id }, sub.node.inner, inside);
  furnish(run, event);
  catchEvent(run, sub.start, event, {});
}
