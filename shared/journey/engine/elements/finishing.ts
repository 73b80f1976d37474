import type { Data, Token } from '../process-state.ts';
import type { LiveScope, Run } from '../run.ts';
import type { Node } from '../tables.ts';
import { takeOutputs } from '../variables.ts';
import { leaveActivity, noteUndo } from './leaving.ts';
import { instanceDone } from './loop.ts';

/** One run of an activity, as it ends. */
export interface Finishing {
  readonly node: Node;
  readonly scope: LiveScope;
  /** The token that stood for it; none where it took no time. */
  readonly token: Token | undefined;
  readonly nth: number | undefined;
  readonly local: Data | undefined;
  readonly result: Data | undefined;
  /** The scope that it was, of a sub-process or call. */
  readonly inside: LiveScope | undefined;
}

/** Ends one run of an activity: takes its results, notes how to undo it, and goes on to the next instance or out. */
export function finish(run: Run, { node, scope, token, nth, local, result, inside }: Finishing): void {
  const view = node.outputs.length === 0 ? NOTHING : inside === undefined ? run.viewWith(scope, local) : run.view(inside);
  const taken = inside === undefined ? named(node, result) : undefined;
  if (!takeOutputs(run, node.outputs, scope, view, taken, node.op === 'receive')) {
    const incident = { again: 'end' as const, ...(result === undefined ? {} : { result }) };
    if (token === undefined) run.raise(node, scope, incident, instance(nth, local));
    else run.raiseOn(token, incident);
    return;
  }
  const undoable = node.isUndoable ? { data: inside?.data ?? {}, undo: inside?.meta.undo } : undefined;
  if (inside !== undefined) run.close(inside);
  if (token !== undefined) run.remove(token);
  run.done.push(node.id);
  if (undoable !== undefined) noteUndo(run, node, scope, inside === undefined ? undefined : undoable);
  if (nth !== undefined && scope.meta.kind === 'loop') instanceDone(run, node, scope, nth, local);
  else leaveActivity(run, node, scope);
}

const NOTHING: Data = {};

/** A result under the name that the model gives it: its only entry `result`, or all of it. */
function named(node: Node, result: Data | undefined): Data | undefined {
  const name = node.resultVariable;
  if (name === undefined || result === undefined) return result;
  const names = Object.keys(result);
  return { [name]: names.length === 1 && names[0] === 'result' ? result['result'] : result };
}

/** The fields of a token that is one instance of a loop. */
export function instance(nth: number | undefined, local: Data | undefined): { nth?: number; local?: Data } {
  return { ...(nth === undefined ? {} : { nth }), ...(local === undefined ? {} : { local }) };
}
