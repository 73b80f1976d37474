import type { Hop, LiveScope, Run } from '../run.ts';
import { activityOf } from '../tables.ts';
import type { Node, ScopeTable } from '../tables.ts';
import { declareData, inputsOf } from '../variables.ts';
import { armBoundaries, waiting } from './arming.ts';
import { catchEvent, armEventSub, begin, furnish } from './opening.ts';
import { finish, instance } from './finishing.ts';

const DEPTH = 64;

/** Opens an embedded sub-process, a transaction or an ad-hoc sub-process, which begins nothing by itself. */
export function beginSubProcess(run: Run, hop: Hop): void {
  const { node, scope } = hop;
  const sub = scope.table.eventSubs.find((one) => one.node === node);
  if (sub !== undefined) armEventSub(run, scope, sub);
  else if (node.inner !== undefined) enter(run, hop, node.inner, activityOf(node)?.activity === 'adHoc' ? 'adHoc' : 'sub');
}

/** Calls a process or global task: variables of its own, given and taken by mappings only. */
export function beginCall(run: Run, hop: Hop): void {
  const calls = activityOf(hop.node)?.calls;
  const table = calls === undefined ? undefined : hop.node.table.called.get(calls);
  if (table === undefined) run.failure = { code: 'called_missing', detail: calls ?? '' };
  else enter(run, hop, table, 'call');
}

function enter(run: Run, { node, scope, nth, local }: Hop, table: ScopeTable, kind: 'sub' | 'adHoc' | 'call'): void {
  if (depthOf(scope) >= DEPTH) {
    run.failure = { code: 'too_deep' };
    return;
  }
  const inputs = inputsOf(run, node.inputs, scope, local);
  const armed = nth === undefined ? armBoundaries(run, node, scope) : { on: [], timers: [] };
  if (inputs === undefined || armed === undefined) return;
  const host = run.stand(node, scope, { ...waiting(armed), ...instance(nth, local) });
  const inner = run.open({ kind, of: node.id, host: host.id }, table, scope, kind === 'call' ? inputs : { ...local, ...inputs });
  for (const one of node.data) declareData(run, inner, one);
  furnish(run, inner);
  if (kind !== 'adHoc') begin(run, inner);
}

function depthOf(scope: LiveScope): number {
  let depth = 0;
  for (let one = scope.parent; one !== undefined; one = one.parent) depth += 1;
  return depth;
}

/** A sub-process or call has nothing left to do: its activity ends, or, if a transaction was cancelled, leaves by its cancel event. */
export function endSubProcess(run: Run, scope: LiveScope): void {
  const { parent } = scope;
  const token = run.hostOf(scope);
  const node = token === undefined ? undefined : run.nodeOf(token);
  if (parent === undefined || token === undefined || node === undefined) return;
  if (scope.meta.ending === 'cancelled') {
    endCancelled(run, scope, parent, node);
    return;
  }
  finish(run, { node, scope: parent, token, nth: token.nth, local: token.local, result: undefined, inside: scope });
}

function endCancelled(run: Run, scope: LiveScope, parent: LiveScope, node: Node): void {
  const outer = parent.meta.kind === 'loop' ? parent.parent : parent;
  const host = parent.meta.kind === 'loop' ? run.hostOf(parent) : run.hostOf(scope);
  if (outer === undefined || host === undefined) return;
  const boundary = node.boundaries.find(({ triggers }) => triggers.some(({ on }) => on === 'cancel'));
  run.kill(host);
  if (boundary !== undefined) catchEvent(run, boundary, outer, {});
  else {
    run.failure = { code: 'cancel_uncaught' };
    run.raise(node, outer, { again: 'leave' });
  }
}

/** After something in an ad-hoc sub-process was completed: whether that was enough. Its host has the incident where that cannot be said. */
export function examineAdHoc(run: Run, scope: LiveScope): void {
  const node = scope.table.owner;
  const adHoc = activityOf(node)?.adHoc;
  if (node?.completion === undefined || adHoc === undefined || scope.meta.ending !== undefined) return;
  const isOver = run.test(node.completion, run.view(scope));
  if (isOver === undefined) {
    const host = run.hostOf(scope);
    if (host !== undefined) run.raiseOn(host, { again: 'end' });
    run.failure = undefined;
  } else if (isOver) endAdHoc(run, scope, adHoc.cancelsRemaining);
}

/** Takes no more work; what is under way is ended or waited for. */
export function endAdHoc(run: Run, scope: LiveScope, cancelsRemaining: boolean): void {
  run.change(scope, { ending: 'completed' });
  if (cancelsRemaining) run.clear(scope);
  if (scope.active === 0) run.idle.push(scope);
}

