import type { EntryDraft } from '../../contract/entries.ts';
import { isAbsent } from '../../model/person.ts';
import { ownerOf } from '../../model/task.ts';
import { isCustomerWaiting, planMoves } from '../plan.ts';
import { routingDefaults } from '../routing.ts';
import type { Context, Decision, World } from '../world.ts';
import { done } from '../world.ts';
import { onTask } from './rule.ts';

/** Marks those tasks of an absent person that a customer waits on as needing an owner, with whom the router would choose. */
export function decideAbsence(world: World, person: string, tasks: readonly string[], ctx: Context): Decision {
  const away = world.person(person);
  if (away === undefined) return { needs: { people: [person] } };
  if (away === null || !isAbsent(away, ctx.now)) return done();
  const entries: EntryDraft[] = [];
  for (const id of tasks) {
    const state = world.caseOf(id);
    if (state === undefined) return { needs: { tasks } };
    const task = state?.tasks.find((one) => one.id === id);
    if (!state || !task || ownerOf(task) !== person || task.needsOwner || !isCustomerWaiting(state, task)) continue;
    const staff = world.staffOf(task.team);
    if (staff === undefined) return { needs: { staffOf: [task.team] } };
    const [move] = planMoves([{ task, state }], staff, { away: person, now: ctx.now, settings: routingDefaults }).moves;
    const proposed = move?.to === undefined ? {} : { proposed: move.to };
    entries.push(onTask(state, id, 'task:ownerNeeded', { because: 'owner_absent', ...proposed, version: task.version + 1 }));
  }
  return done(...entries);
}
