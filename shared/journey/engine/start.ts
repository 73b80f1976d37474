import { refuse } from '../../model/refusal.ts';
import type { Refusal } from '../../model/refusal.ts';
import { noteKey } from './correlation.ts';
import type { Armed } from './elements/arming.ts';
import { arm, waiting } from './elements/arming.ts';
import { finish } from './elements/finishing.ts';
import { begin, catchEvent, furnish } from './elements/opening.ts';
import type { LiveScope, Run } from './run.ts';
import type { Stimulus } from './stimulus.ts';
import { activityOf, eventOf, gatewayOf } from './tables.ts';
import type { CompiledProcess, Node, Trigger } from './tables.ts';
import type { Data } from './process-state.ts';

/** Opens the process and sends the first tokens: from the none start, or from the trigger that was named. */
export function startProcess(run: Run, { at, trigger: fired = 0, data, payload }: Extract<Stimulus, { type: 'start' }>): Refusal | undefined {
  const { root, id } = run.process;
  const node = at === undefined ? undefined : root.nodes.get(at);
  if (at !== undefined && (node === undefined || !mayStart(node))) return refuse('start_unknown', { element: at });
  const scope = run.open({ kind: 'process', of: id }, root, undefined, data ?? {});
  furnish(run, scope);
  if (node === undefined) {
    // Several none start events of a process are alternatives: the first one, unless another is named.
    const [first] = root.starts;
    if (first?.op === 'start') run.go(first, scope, undefined);
    else begin(run, scope);
    return undefined;
  }
  if (node.op === 'start' && node.triggers.length === 0) run.go(node, scope, undefined);
  else {
    const gateway = node.incoming.map(({ from }) => from).find((from) => from.op === 'eventGateway');
    if (gateway !== undefined) {
      run.done.push(gateway.id);
      // A parallel one waits for all its events, of which this is the first.
      if (gatewayOf(gateway)?.isParallel === true) for (const { to } of gateway.outgoing) if (to !== node) run.go(to, scope, undefined);
    }
    trigger(run, node, fired, payload ?? {});
  }
  return undefined;
}

function trigger(run: Run, node: Node, fired: number, payload: Data): void {
  const [scope] = run.scopes;
  if (scope === undefined) return;
  if (eventOf(node)?.isParallelMultiple === true && node.triggers.length > 1) {
    waitForRest(run, node, scope, fired, payload);
    return;
  }
  for (const one of node.triggers) if (one.on === 'message') noteKey(run, one.name, payload);
  if (activityOf(node) === undefined) catchEvent(run, node, scope, payload);
  else finish(run, { node, scope, token: undefined, nth: undefined, local: undefined, result: payload, inside: undefined });
  if (scope.active === 0) run.idle.push(scope);
}

/** The first of several events that all must happen has opened the process: its start event waits for the others. */
function waitForRest(run: Run, node: Node, scope: LiveScope, fired: number, payload: Data): void {
  const first = node.triggers[fired];
  if (first?.on === 'message') noteKey(run, first.name, payload);
  run.writeAll(scope, payload);
  const armed: Armed = { on: [], timers: [] };
  if (!arm(run, node, scope, undefined, armed)) {
    run.raise(node, scope, { again: 'end', result: payload });
    return;
  }
  const isOther = ({ n }: { readonly n?: number }): boolean => n !== fired;
  run.stand(node, scope, waiting({ on: armed.on.filter(isOther), timers: armed.timers.filter(isOther) }));
}

/** Whether the outside may start a process here. */
export function mayStart(node: Node): boolean {
  if (node.op === 'start') return true;
  if (node.op === 'receive' && activityOf(node)?.instantiates === true) return true;
  return (node.op === 'receive' || node.op === 'catch') && node.incoming.some(({ from }) => from.op === 'eventGateway' && gatewayOf(from)?.instantiates === true);
}

/** Elements at which the outside may start the process, with what triggers each; the none start has no trigger. */
export function startsOf(process: CompiledProcess): readonly Node[] {
  return process.root.list.filter(mayStart);
}

/** The first start, with the number of its trigger, that something which happened begins. */
export function startBy(process: CompiledProcess, isFired: (trigger: Trigger) => boolean): { readonly at: string; readonly trigger: number } | undefined {
  for (const { id, triggers } of startsOf(process)) {
    const trigger = triggers.findIndex(isFired);
    if (trigger >= 0) return { at: id, trigger };
  }
  return undefined;
}
