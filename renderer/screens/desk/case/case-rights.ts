import type { EntryPut, TaskPut } from '../../../../shared/contract/rows.ts';
import type { CaseState } from '../../../../shared/model/case.ts';
import type { Person } from '../../../../shared/model/person.ts';
import type { Refusal } from '../../../../shared/model/refusal.ts';
import { refuse } from '../../../../shared/model/refusal.ts';
import { ownerOf } from '../../../../shared/model/task.ts';
import type { Action } from '../../../../shared/policy/can.ts';
import { can } from '../../../../shared/policy/can.ts';
import { unfit } from '../../../../shared/work/unfit.ts';
import type { Desk } from '../../../desk.ts';
import { rowAnywhere } from '../../../store/select.ts';
import type { CaseView } from './case-view.ts';

/** The signed-in person as rights read them; undefined until their row is there. */
export function actorOf({ rows, person }: Pick<Desk, 'rows' | 'person'>): Person | undefined {
  const row = rowAnywhere(rows.getState(), 'person', person.id);
  if (!row) return undefined;
  const { absence: _, mayClass: __, ...rest } = row;
  return rest;
}

/** Who had a hand in which activity, as far as the timeline goes back. */
export function handsOf(entries: readonly EntryPut[], tasks: readonly TaskPut[]): Map<string, Map<string, number>> {
  const activityOf = new Map<string, string>(tasks.map(({ id, activity }) => [id, activity]));
  for (const { kind, task, body } of entries) if (kind === 'task:made' && task !== undefined && typeof body['activity'] === 'string') activityOf.set(task, body['activity']);
  const hands = new Map<string, Map<string, number>>();
  const put = (activity: string, person: string, at: number): void => {
    const people = hands.get(activity) ?? new Map<string, number>();
    hands.set(activity, people.set(person, Math.max(at, people.get(person) ?? 0)));
  };
  for (const { kind, task, actor, at } of entries) {
    const activity = task === undefined ? undefined : activityOf.get(task);
    if (activity !== undefined && touching.has(kind)) put(activity, actor, at);
  }
  return hands;
}
const touching = new Set(['task:claimed', 'task:completed', 'task:takenOver', 'task:released', 'handOff:accepted', 'draft:accepted', 'evidence:added', 'note:added']);

/** The case as the rules read it, from what this screen has of it. */
export function caseStateOf({ row, tasks, entries }: Pick<CaseView, 'row' | 'tasks' | 'entries'>): CaseState {
  const doneBy = Object.fromEntries([...handsOf(entries, tasks)].map(([activity, people]) => [activity, [...people.keys()]]));
  const { mayClass: _, ...known } = row;
  return { case: { ...known, armed: true, doneBy }, tasks };
}

/** Why the person may not do this to the case; undefined where they may. */
export function mayNot(desk: Desk, view: CaseView, action: Action, task?: TaskPut): Refusal | undefined {
  const actor = actorOf(desk);
  if (!actor) return undefined;
  const owner = task ? ownerOf(task) : view.tasks.some((one) => ownerOf(one) === actor.id) ? actor.id : undefined;
  return can(actor, action, { owner, team: task?.team ?? view.row.team, branch: view.row.branch });
}

/** Why the person may not take and do the task: rights, licence, role, four eyes. */
export function mayNotWork(desk: Desk, view: CaseView, task: TaskPut): Refusal | undefined {
  const actor = actorOf(desk);
  if (!actor) return undefined;
  if (view.row.status === 'closed') return refuse('case_closed');
  return mayNot(desk, view, ownerOf(task) === actor.id ? 'task:complete' : 'task:claim', task) ?? unfit(task, actor, caseStateOf(view));
}

/** Why nothing can be decided now: there is no connection. */
export function offlineSince({ link, texts }: Pick<Desk, 'link' | 'texts'>): string | undefined {
  const { state, since, heardAt } = link.getState();
  if (state.is === 'live' || state.is === 'catchingUp') return undefined;
  return texts.say('case.offline', { at: new Intl.DateTimeFormat(texts.locale, { hour: '2-digit', minute: '2-digit' }).format(heardAt ?? since) });
}
