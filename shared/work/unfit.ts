import type { CaseState } from '../model/case.ts';
import type { Person } from '../model/person.ts';
import type { Refusal } from '../model/refusal.ts';
import { refuse } from '../model/refusal.ts';
import type { Task } from '../model/task.ts';
import { isSeparated } from './four-eyes.ts';

/** Whether the actor could do the work at all: licence, language, role and four eyes are asked at every taking. */
export function unfit(task: Task, actor: Person, state: CaseState): Refusal | undefined {
  const { needs } = task;
  const params = { case: state.case.id, task: task.id };
  if (isSeparated(task, actor.id, state)) return refuse('four_eyes', params, 'work.fourEyes');
  if (needs?.licence !== undefined && !actor.licences.includes(needs.licence))
    return refuse('licence_needed', { ...params, licence: needs.licence }, 'work.licence');
  if (needs?.roles !== undefined && !needs.roles.includes(actor.role)) return refuse('role_needed', params, 'work.role');
  return undefined;
}
