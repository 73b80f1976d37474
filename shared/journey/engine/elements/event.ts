import type { Hop, LiveScope, Run } from '../run.ts';
import { activityOf } from '../tables.ts';
import { arm, waiting } from './arming.ts';
import { compensate } from './compensation.ts';
import { catchEvent } from './opening.ts';
import { payloadOf, throwTrigger } from './throwing.ts';

/** A none start event of the process or a sub-process. */
export function arriveStart(run: Run, { node, scope }: Hop): void {
  run.done.push(node.id);
  run.leave(node, scope);
}

/** Waits for its triggers; one without any, and the arriving end of a link, happens at once. */
export function arriveCatch(run: Run, { node, scope }: Hop): void {
  const armed = { on: [], timers: [] };
  if (!arm(run, node, scope, undefined, armed)) return;
  const fields = waiting(armed);
  if (fields === undefined) catchEvent(run, node, scope, {});
  else run.stand(node, scope, fields);
}

/** Throws its events in order, then goes on unless one of them ended what it stands in. */
export function arriveThrow(run: Run, { node, scope }: Hop): void {
  const payload = node.triggers.length === 0 ? {} : payloadOf(run, node, scope);
  if (payload === undefined) return;
  let waits = false;
  const isDoneLater = node.triggers.some((trigger) => trigger.on === 'compensation' && trigger.waits);
  if (!isDoneLater) run.done.push(node.id);
  for (const trigger of node.triggers) {
    if (trigger.on === 'terminate') return terminate(run, scope);
    if (trigger.on === 'cancel') return cancel(run, scope);
    if (trigger.on === 'link') {
      if (node.link !== undefined) run.go(node.link, scope, undefined);
      return;
    }
    const thrown = throwTrigger(run, node, scope, trigger, payload);
    if (thrown === 'interrupted') return;
    if (thrown === 'failed') {
      run.done.pop();
      return;
    }
    if (thrown === 'waits') waits = true;
  }
  if (!waits && isDoneLater) run.done.push(node.id);
  if (!waits) run.leave(node, scope);
}

/** Ends everything at its level: the process, or the sub-process that it stands in. */
function terminate(run: Run, scope: LiveScope): void {
  if (scope.parent === undefined) run.end({ how: 'terminated' });
  else {
    run.clear(scope);
    if (scope.meta.kind === 'adHoc') run.change(scope, { ending: 'completed' });
  }
}

/** Ends a transaction by undoing what was done in it; outside of one it is an ordinary end. */
function cancel(run: Run, from: LiveScope): void {
  let scope: LiveScope | undefined = from;
  while (scope !== undefined && activityOf(scope.table.owner)?.activity !== 'transaction') scope = scope.parent;
  if (scope === undefined) return;
  run.clear(scope);
  const { on: _on, timers: _timers, ...rest } = scope.meta;
  scope.meta = { ...rest, ending: 'cancelled' };
  compensate(run, scope, undefined, undefined);
}
