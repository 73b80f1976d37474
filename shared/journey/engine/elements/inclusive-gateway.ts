import type { Hop, LiveScope, Run } from '../run.ts';
import type { Flow, Node } from '../tables.ts';
import { tokenOn } from './parallel-gateway.ts';

/** Splits over every flow whose condition is true, else the default. A join is looked at when everything else has come to rest. */
export function arriveInclusive(run: Run, { node, scope, flow }: Hop): void {
  if (node.incoming.length <= 1 || flow === undefined) {
    // Evaluated before it counts as done, so that an incident is one of arriving.
    if (node.isConditional && run.choose(node, run.view(scope)) === undefined) return;
    run.done.push(node.id);
    run.leave(node, scope);
    return;
  }
  run.stand(node, scope, { flow: flow.id });
}

/**
 * BPMN 2.0, 13.4.3: it fires when it has a token, and every token elsewhere that could still come to one of its empty incoming
 * flows could come to one of those that have a token as well, both without passing the gateway.
 */
export function fireInclusive(run: Run, node: Node, scope: LiveScope): boolean {
  const { full, empty } = sides(run, node, scope, node.incoming);
  if (full.length === 0 || isAwaited(run, node, scope, empty, full)) return false;
  for (const flow of full) {
    const token = tokenOn(run, node, scope, flow.id);
    if (token !== undefined) run.remove(token);
  }
  run.done.push(node.id);
  run.leave(node, scope);
  return true;
}

/** Which of the flows have a token that waits. */
export function sides(run: Run, node: Node, scope: LiveScope, flows: readonly Flow[]): { full: Flow[]; empty: Flow[] } {
  const full: Flow[] = [];
  const empty: Flow[] = [];
  for (const flow of flows) (tokenOn(run, node, scope, flow.id) === undefined ? empty : full).push(flow);
  return { full, empty };
}

/** Whether some token of the scope can reach an empty flow and none of the full ones. */
export function isAwaited(run: Run, node: Node, scope: LiveScope, empty: readonly Flow[], full: readonly Flow[]): boolean {
  if (empty.length === 0) return false;
  for (const token of run.tokens) {
    if (token.scope !== scope.meta.id || (token.at === node.id && token.flow !== undefined)) continue;
    const at = scope.table.nodes.get(token.at);
    if (at === undefined) continue;
    const reaches = (flow: Flow): boolean => node.reach[node.incoming.indexOf(flow)]?.[at.place] === 1;
    if (empty.some(reaches) && !full.some(reaches)) return true;
  }
  return false;
}
