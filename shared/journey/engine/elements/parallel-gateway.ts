import type { Token } from '../process-state.ts';
import type { Hop, LiveScope, Run } from '../run.ts';
import type { Node } from '../tables.ts';

/** Waits for one token of every incoming flow, then sends one over every outgoing flow. */
export function arriveParallel(run: Run, { node, scope, flow }: Hop): void {
  if (node.incoming.length <= 1 || flow === undefined) {
    run.done.push(node.id);
    run.leave(node, scope);
    return;
  }
  const others: Token[] = [];
  for (const wanted of node.incoming) {
    if (wanted === flow) continue;
    const token = tokenOn(run, node, scope, wanted.id);
    if (token === undefined) {
      run.stand(node, scope, { flow: flow.id });
      return;
    }
    others.push(token);
  }
  for (const token of others) run.remove(token);
  run.done.push(node.id);
  run.leave(node, scope);
}

/** The oldest token that waits at a join on a flow. */
export function tokenOn(run: Run, node: Node, scope: LiveScope, flow: string): Token | undefined {
  for (const token of run.tokens) if (token.flow === flow && token.at === node.id && token.scope === scope.meta.id && token.incident === undefined) return token;
  return undefined;
}
