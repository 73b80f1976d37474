import type { Hop, LiveScope, Run } from '../run.ts';
import type { Flow, Node } from '../tables.ts';
import { isAwaited, sides } from './inclusive-gateway.ts';
import { tokenOn } from './parallel-gateway.ts';

/**
 * BPMN 2.0, 13.4.5. Waiting for start: when the activation condition holds, it takes a token from every flow that has one and
 * splits. Waiting for reset: it takes what still comes over the other flows, and starts anew. A flow without a condition is
 * taken at the start only; a condition can tell the phases apart by `waitingForStart`.
 */
export function arriveComplex(run: Run, { node, scope, flow }: Hop): void {
  if (flow !== undefined && node.incoming.length > 1) {
    const token = run.stand(node, scope, { flow: flow.id });
    if (scope.meta.gates?.[node.id] !== undefined) return;
    const isOn = isActivated(run, node, scope);
    if (isOn === undefined) run.remove(token);
    if (isOn !== true) return;
    if (node.isConditional && run.choose(node, phase(run, scope, true)) === undefined) {
      run.remove(token);
      return;
    }
  } else if (node.isConditional && run.choose(node, phase(run, scope, true)) === undefined) return;
  activate(run, node, scope);
}

function isActivated(run: Run, node: Node, scope: LiveScope): boolean | undefined {
  if (node.activation === undefined) return true;
  const counts: Record<string, number> = {};
  for (const { id } of node.incoming) counts[id] = 0;
  let activationCount = 0;
  for (const token of run.tokens) {
    if (token.at !== node.id || token.scope !== scope.meta.id || token.flow === undefined) continue;
    counts[token.flow] = (counts[token.flow] ?? 0) + 1;
    if (counts[token.flow] === 1) activationCount += 1;
  }
  return run.test(node.activation, { ...run.view(scope), ...counts, activationCount });
}

function activate(run: Run, node: Node, scope: LiveScope): void {
  const { full } = sides(run, node, scope, node.incoming);
  take(run, node, scope, full);
  const taken = node.isConditional ? run.choose(node, phase(run, scope, true)) : node.outgoing;
  if (node.incoming.length > 1 && full.length < node.incoming.length)
    run.change(scope, { gates: { ...scope.meta.gates, [node.id]: full.map(({ id }) => id) } });
  run.done.push(node.id);
  for (const flow of taken ?? []) run.go(flow.to, scope, flow);
}

/** Ends the second phase when nothing more can come over the flows that it has no token of; true when it did. */
export function resetComplex(run: Run, node: Node, scope: LiveScope): boolean {
  const had = scope.meta.gates?.[node.id];
  if (had === undefined) return false;
  const { full, empty } = sides(run, node, scope, node.incoming.filter(({ id }) => !had.includes(id)));
  if (isAwaited(run, node, scope, empty, full)) return false;
  take(run, node, scope, full);
  const { [node.id]: _, ...gates } = scope.meta.gates ?? {};
  if (Object.keys(gates).length > 0) run.change(scope, { gates });
  else {
    const { gates: _gates, ...rest } = scope.meta;
    scope.meta = rest;
  }
  const view = phase(run, scope, false);
  const taken = node.outgoing.filter(({ condition }) => condition !== undefined && run.test(condition, view) === true);
  run.failure = undefined;
  for (const flow of taken) run.go(flow.to, scope, flow);
  if (scope.active === 0) run.idle.push(scope);
  // What came twice over one flow may start it again at once.
  const { full: again } = sides(run, node, scope, node.incoming);
  if (again.length > 0 && isActivated(run, node, scope) === true) activate(run, node, scope);
  run.failure = undefined;
  return true;
}

function take(run: Run, node: Node, scope: LiveScope, flows: readonly Flow[]): void {
  for (const { id } of flows) {
    const token = tokenOn(run, node, scope, id);
    if (token !== undefined) run.remove(token);
  }
}

const phase = (run: Run, scope: LiveScope, waitingForStart: boolean): Readonly<Record<string, unknown>> => ({ ...run.view(scope), waitingForStart });
