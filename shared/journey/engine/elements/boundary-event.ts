import type { Data, Token } from '../process-state.ts';
import type { LiveScope, Run } from '../run.ts';
import { eventOf } from '../tables.ts';
import type { Node } from '../tables.ts';
import { catchEvent } from './opening.ts';

/** A boundary event has happened: an interrupting one ends its activity with all that is in it. */
export function fireBoundary(run: Run, boundary: Node, host: Token, scope: LiveScope, payload: Data): void {
  if (eventOf(boundary)?.isInterrupting !== false) run.kill(host);
  catchEvent(run, boundary, scope, payload);
}
