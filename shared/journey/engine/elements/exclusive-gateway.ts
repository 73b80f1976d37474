import type { Hop, Run } from '../run.ts';

/** Takes the first flow whose condition is true, else the default; every token for itself. */
export function arriveExclusive(run: Run, { node, scope }: Hop): void {
  const { outgoing, defaultFlow } = node;
  if (node.isConditional) {
    const view = run.view(scope);
    for (const flow of outgoing) {
      if (flow === defaultFlow) continue;
      const isTaken = flow.condition === undefined ? true : run.test(flow.condition, view);
      if (isTaken === undefined) return;
      if (!isTaken) continue;
      run.done.push(node.id);
      run.go(flow.to, scope, flow);
      return;
    }
    if (defaultFlow === undefined) {
      run.failure = { code: 'no_flow_taken' };
      return;
    }
  }
  const flow = defaultFlow ?? outgoing[0];
  run.done.push(node.id);
  if (flow !== undefined) run.go(flow.to, scope, flow);
}
