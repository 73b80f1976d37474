import type { CaseState } from '../model/case.ts';
import type { Task } from '../model/task.ts';
import { ownerOf } from '../model/task.ts';

/**
 * Everybody who may not do a task because they had a hand in what it judges: in any other activity of the case, or in those that it
 * names; of an observed task whoever held it before. Whoever held a task for a moment had a hand in it, through any chain of hand-offs and moves.
 */
export function separatedFrom(task: Task, state: CaseState): ReadonlySet<string> {
  const people = new Set<string>();
  const { fourEyes } = task;
  if (fourEyes === undefined) return people;
  const isAbout = (activity: string): boolean => (fourEyes === true ? activity !== task.activity : fourEyes.includes(activity));
  for (const [activity, hands] of Object.entries(state.case.doneBy ?? {})) if (isAbout(activity)) for (const person of hands) people.add(person);
  for (const other of state.tasks) if (other.id !== task.id && isAbout(other.activity)) for (const person of other.touchedBy) people.add(person);
  // What a source reports has no activities that end under our eyes: there, who had the task before has prepared it.
  if (task.token === undefined) for (const person of task.touchedBy) if (person !== ownerOf(task)) people.add(person);
  return people;
}

export const isSeparated = (task: Task, person: string, state: CaseState): boolean => task.fourEyes !== undefined && separatedFrom(task, state).has(person);
