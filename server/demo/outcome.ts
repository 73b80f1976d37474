import { isOpen, ownerOf } from '../../shared/model/task.ts';
import type { Queryable } from '../store/queryable.ts';
import { readCaseStates } from '../store/reads/demo-cases.ts';
import type { Outcome } from './plan.ts';
import { tally } from './plan.ts';
import { demoJourney } from './play.ts';

/** What a run has left in the rows, to be compared with what its plan promised. */
export async function readOutcome(db: Queryable, run: string): Promise<Outcome> {
  const states = await readCaseStates(db, demoJourney, `${run}/`);
  const tasks = states.flatMap((state) => state.tasks).filter(isOpen);
  return {
    cases: states.length,
    outcomes: tally(states.map(({ case: row }) => row.outcome ?? 'open')),
    openTasks: tasks.length,
    stalled: tally(tasks.flatMap((task) => task.stalled?.cause ?? [])),
    owned: tally(tasks.flatMap((task) => ownerOf(task) ?? [])),
  };
}
