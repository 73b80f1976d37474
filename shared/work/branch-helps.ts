import type { Person } from '../model/person.ts';
import { isOnDuty } from '../model/person.ts';
import type { Task } from '../model/task.ts';
import { ownerOf } from '../model/task.ts';

/** Those who look after the bank, and machines, are no help that a customer is told of. */
const noHelp = new Set<string>(['auditor', 'administrator', 'aiColleague', 'observed']);

/** Whether somebody of the bank helps with a case now: is in it, or on duty with an open task of it that is not set aside. `here` are the ids of who is in it. */
export function branchHelps(tasks: readonly Task[], here: readonly string[], person: (id: string) => Person | undefined, now: number): boolean {
  const helps = (id: string | undefined): Person | undefined => {
    const one = id === undefined ? undefined : person(id);
    return one === undefined || noHelp.has(one.role) ? undefined : one;
  };
  if (here.some((id) => helps(id) !== undefined)) return true;
  return tasks.some((task) => {
    const owner = task.status === 'open' ? helps(ownerOf(task)) : undefined;
    return owner !== undefined && isOnDuty(owner, now);
  });
}
