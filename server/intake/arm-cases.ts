import type { EntryDraft } from '../../shared/contract/entries.ts';
import { refuse } from '../../shared/model/refusal.ts';
import { causeOf } from '../../shared/work/commands/timer.ts';
import type { Decision } from '../../shared/work/world.ts';
import { done } from '../../shared/work/world.ts';
import type { Desk } from '../desk/desk.ts';
import type { Input } from '../desk/input.ts';
import { systemInput } from '../desk/system-input.ts';
import type { Queryable } from '../store/queryable.ts';
import { unarmedCases } from '../store/reads/cases.ts';

/**
 * Ends an import: one `clock:recomputed` per open case arms the timers that lie ahead and marks what is overdue once. Returns how
 * many cases were armed.
 */
export async function armCases(desk: Desk, db: Queryable, journey: string): Promise<number> {
  const cases = await unarmedCases(db, journey);
  await Promise.all(cases.map(({ id, version }) => desk.submit(armInput(id, version))));
  return cases.length;
}

function armInput(caseId: string, version: number): Input {
  return systemInput({
    id: `arm/${caseId}/${String(version)}`,
    action: 'clock:recompute',
    footprint: { cases: [caseId] },
    decide: (world, ctx): Decision => {
      const state = world.case(caseId);
      if (!state || state.case.armed || state.case.status === 'closed') return refuse('nothing_to_do', { case: caseId });
      const subject = { subject: `case:${caseId}`, case: caseId };
      const isStalled = state.case.stallAt !== undefined && state.case.stallAt <= ctx.now && state.tasks.length > 0;
      const entries: EntryDraft[] = [{ kind: 'clock:recomputed', ...subject, body: { overdue: isStalled ? ['stall'] : [] } }];
      if (isStalled) {
        const tasks = state.tasks.map((task) => ({ task: task.id, cause: causeOf(world, state, task, ctx.now) }));
        entries.push({ kind: 'case:stalled', ...subject, body: { tasks } });
      }
      return done(...entries);
    },
  });
}
