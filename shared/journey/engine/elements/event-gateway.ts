import type { Hop, Run } from '../run.ts';
import { arm, waiting } from './arming.ts';

/** Waits for the first of the events behind it. */
export function arriveEventGateway(run: Run, { node, scope }: Hop): void {
  const armed = { on: [], timers: [] };
  for (const { to } of node.outgoing) if (!arm(run, to, scope, undefined, armed)) return;
  run.stand(node, scope, waiting(armed));
}
