import type { Data, Undo } from '../process-state.ts';
import type { LiveScope, Run } from '../run.ts';
import type { Node } from '../tables.ts';

/** An activity as a whole is over: as many tokens as it gives leave it, over each flow that it takes. */
export function leaveActivity(run: Run, node: Node, scope: LiveScope): void {
  for (let i = 0; i < node.completionQuantity; i += 1) run.leave(node, scope);
  if (scope.meta.kind === 'adHoc') run.adHocs.push(scope);
}

/** Notes what could be undone. Instances of a loop are noted where the activity stands. */
export function noteUndo(run: Run, node: Node, scope: LiveScope, inside: { data: Data; undo: readonly Undo[] | undefined } | undefined): void {
  const holder = scope.meta.kind === 'loop' && scope.parent !== undefined ? scope.parent : scope;
  if (holder.meta.kind === 'undo') return;
  const undo: Undo = inside === undefined ? { of: node.id } : { of: node.id, data: inside.data, ...(inside.undo === undefined ? {} : { undo: inside.undo }) };
  run.change(holder, { undo: [...(holder.meta.undo ?? []), undo] });
}
