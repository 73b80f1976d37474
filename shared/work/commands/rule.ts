import type { CommandOf, CommandType } from '../../contract/commands.ts';
import type { EntryDraft, EntryKind } from '../../contract/entries.ts';
import { submittedByCustomer } from '../../journey/orchestrated/one-submission.ts';
import type { CaseState } from '../../model/case.ts';
import type { Person } from '../../model/person.ts';
import type { Refusal } from '../../model/refusal.ts';
import { refuse } from '../../model/refusal.ts';
import type { Task } from '../../model/task.ts';
import { ownerOf } from '../../model/task.ts';
import type { Action, Subject } from '../../policy/can.ts';
import { can } from '../../policy/can.ts';
import type { Context, Decision, Footprint, Needs, World } from '../world.ts';

/** What one type of command needs to see and does. */
export interface CommandRule<T extends CommandType> {
  footprint(command: CommandOf<T>, actor: string): Footprint;
  decide(world: World, command: CommandOf<T>, ctx: Context): Decision;
}

export type Rules<T extends CommandType> = { readonly [K in T]: CommandRule<K> };

/** The actor, a task and its case: what most commands start from. */
export interface Scene {
  readonly actor: Person;
  readonly state: CaseState;
  readonly task: Task;
}

/** Staff commands come from people the directory knows. */
export function actorOf(world: World, ctx: Context): Person | Refusal {
  return world.staffMember(ctx.actor) ?? refuse('forbidden', { action: 'any', role: 'none', reach: 'none' }, 'role.none');
}

const subjectOf = (state: CaseState, task: Task): Subject => ({ owner: ownerOf(task), team: task.team, branch: state.case.branch });

/** What a command says about the task beside its id. */
interface Asked {
  /** Whom the right is asked for, where that is not the owner. */
  readonly subject?: Subject | undefined;
  /** The fence that was held: who held the task before hears that it moved on, not that it is forbidden. */
  readonly fence?: number;
}

/**
 * Finds an open task and asks whether the actor may: `not_found` reads the same for a task that is not there, ended ones say
 * `task_ended` to whoever may see them.
 */
export function sceneOf(world: World, ctx: Context, action: Action, taskId: string, { subject, fence }: Asked = {}): Scene | Refusal | Needs {
  const actor = actorOf(world, ctx);
  if ('ok' in actor) return actor;
  const state = world.caseOf(taskId);
  if (state === undefined) return { needs: { tasks: [taskId] } };
  if (state === null) return refuse('not_found', { task: taskId });
  const task = state.tasks.find((one) => one.id === taskId);
  const known = { case: state.case.id, task: taskId };
  if (!task) return submittedBefore(state, taskId) ?? refuse('task_ended', known);
  if (fence !== undefined && fence !== task.fence && task.touchedBy.includes(actor.id))
    return refuse('stale_fence', { ...known, fence: task.fence, owner: ownerOf(task) ?? null }, 'work.fence');
  const refusal = can(actor, action, subject ?? subjectOf(state, task));
  return refusal ? { ...refusal, params: { ...refusal.params, ...known } } : { actor, state, task };
}

/** That the customer has ended the task's step on a channel of theirs, and when. */
function submittedBefore(state: CaseState, task: string): Refusal | undefined {
  const before = submittedByCustomer(state, task);
  return before && refuse('step_submitted', { case: state.case.id, task, step: before.step, by: before.by, at: before.at }, 'work.oneSubmission');
}

/** The same for a case as a whole. */
export function caseSceneOf(world: World, ctx: Context, action: Action, caseId: string): { actor: Person; state: CaseState } | Refusal | Needs {
  const actor = actorOf(world, ctx);
  if ('ok' in actor) return actor;
  const state = world.case(caseId);
  if (state === undefined) return { needs: { cases: [caseId] } };
  if (state === null) return refuse('not_found', { case: caseId });
  const owns = state.tasks.some((task) => ownerOf(task) === actor.id);
  const refusal = can(actor, action, { owner: owns ? actor.id : undefined, team: state.case.team, branch: state.case.branch });
  return refusal ? { ...refusal, params: { ...refusal.params, case: caseId } } : { actor, state };
}

export const isScene = <S extends object>(scene: S | Refusal | Needs): scene is S => !('needs' in scene) && !('ok' in scene && scene.ok === false);

/** Only the owner writes, with the fence it was given: a lower one is refused by the row (T03). */
export function ownFence({ actor, state, task }: Scene, fence: number): Refusal | undefined {
  const params = { case: state.case.id, task: task.id, fence: task.fence, owner: ownerOf(task) ?? null };
  if (fence !== task.fence) return refuse('stale_fence', params, 'work.fence');
  if (ownerOf(task) !== actor.id) return refuse('not_owner', params, 'work.owner');
  return undefined;
}

/** An entry about a task. */
export function onTask<K extends EntryKind>(state: CaseState, task: string, kind: K, body: EntryDraft<K>['body']): EntryDraft {
  return { ...onCase(state, kind, body), task } as EntryDraft;
}

/** An entry about a case. */
export function onCase<K extends EntryKind>(state: CaseState, kind: K, body: EntryDraft<K>['body']): EntryDraft {
  const { id, customer } = state.case;
  return { kind, subject: `case:${id}`, case: id, ...(customer === undefined ? {} : { customer }), body } as EntryDraft;
}

/** Who a value about the case belongs to: the customer, or the case while nobody is identified. */
export const holderOf = (state: CaseState): string => state.case.customer ?? state.case.id;

/** Fence and version that a change of owner leads to. */
export const nextOf = (task: Task, because: string): { fence: number; version: number; because: string } => ({
  fence: task.fence + 1,
  version: task.version + 1,
  because,
});

/** When the case counts as stalled from now, for entries that are progress. */
export function stallFrom({ case: row }: CaseState, task: Task | undefined, ctx: Context): { stallAt?: number } {
  const stallAt = ctx.settings.expectedWithin(row.journey, task?.activity, task?.team ?? row.team, ctx.now, row.journeyVersion);
  return stallAt === undefined ? {} : { stallAt };
}
