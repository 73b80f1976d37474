import type { Data } from '../process-state.ts';
import type { LiveScope, Run } from '../run.ts';
import { eventOf } from '../tables.ts';
import type { EventSub, Node } from '../tables.ts';
import { declareAll, takeOutputs } from '../variables.ts';
import { arm, waiting } from './arming.ts';

/** Makes a scope ready that was just opened: its data, and what its event sub-processes wait for. */
export function furnish(run: Run, scope: LiveScope): void {
  if (scope.table.data.length > 0) declareAll(run, scope);
  for (const sub of scope.table.eventSubs) armEventSub(run, scope, sub);
}

/** Lets an event sub-process listen. Where its time or key cannot be found out, a token with the incident stands at it. */
export function armEventSub(run: Run, scope: LiveScope, { node, start }: EventSub): void {
  const armed = { on: [...(scope.meta.on ?? [])], timers: [...(scope.meta.timers ?? [])] };
  if (!arm(run, start, scope, undefined, armed)) {
    run.raise(node, scope, { again: 'arrive' });
    return;
  }
  const fields = waiting(armed);
  if (fields !== undefined) run.change(scope, fields);
}

/** Sends tokens to where a scope begins. */
export function begin(run: Run, scope: LiveScope): void {
  for (const node of scope.table.starts) run.go(node, scope, undefined);
  // Nothing to begin with: over at once.
  if (scope.table.starts.length === 0) run.idle.push(scope);
}

/** Runs an event sub-process; an interrupting one ends all else in its scope first, and nothing listens there any more. */
export function startEventSub(run: Run, scope: LiveScope, { node, start }: EventSub, payload: Data): void {
  const definition = eventOf(start);
  if (definition?.isInterrupting === true) {
    run.clear(scope);
    const { on: _on, timers: _timers, ...rest } = scope.meta;
    scope.meta = scope.meta.kind === 'adHoc' ? { ...rest, ending: 'completed' } : rest;
  }
  const { inner } = node;
  if (inner === undefined) return;
  const event = run.open({ kind: 'event', of: node.id }, inner, scope);
  furnish(run, event);
  catchEvent(run, start, event, payload);
}

/** An event has happened: its data are taken, and a token goes on from it. */
export function catchEvent(run: Run, event: Node, scope: LiveScope, payload: Data): void {
  if (!takeOutputs(run, event.outputs, scope, run.view(scope), payload, true)) {
    run.raise(event, scope, { again: 'end', result: payload });
    return;
  }
  run.done.push(event.id);
  run.leave(event, scope);
}
