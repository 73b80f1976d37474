import { must } from '../../shared/assert.ts';
import type { PlanAsked, PlanPreview } from '../../shared/contract/rest-team.ts';
import type { Case, CaseState } from '../../shared/model/case.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';
import type { Task } from '../../shared/model/task.ts';
import { ownerOf } from '../../shared/model/task.ts';
import { can } from '../../shared/policy/can.ts';
import type { PlannedMove, ToPlan } from '../../shared/work/plan.ts';
import { isApproval, planMoves } from '../../shared/work/plan.ts';
import { lateSavedMs } from '../../shared/work/plan-saves.ts';
import { routingDefaults } from '../../shared/work/routing.ts';
import type { Queryable } from '../store/queryable.ts';
import { readCaseStates } from '../store/reads/cases.ts';
import { readOwnedStates, readTaskStates } from '../store/reads/plan-tasks.ts';
import { loadOpenTasks } from '../store/tables/tasks.ts';
import { defined } from './cases.ts';
import { readStaffed } from './staffing.ts';

/** As many as one `task:reassign` takes. */
const mostMoves = 200;

/** What would become of the tasks; `forbidden` for who may not move work, `not_found` for an unknown person. */
export async function previewPlan(db: Queryable, actor: Person, asked: PlanAsked, people: ReadonlyMap<string, Person>, now: number): Promise<PlanPreview | Refusal> {
  const refused = can(actor, 'task:reassign', {});
  if (refused) return refused;
  const named = 'absent' in asked ? asked.absent.person : asked.to;
  const person = named === undefined ? undefined : people.get(named);
  if (named !== undefined && (person === undefined || person.role === 'observed')) return refuse('not_found', { person: named });
  const states = 'absent' in asked ? await readOwnedStates(db, asked.absent.person, mostMoves) : await readTaskStates(db, asked.tasks);
  const items = await withCases(db, states.map(({ state }) => JSON.parse(state) as Task));
  const toOne = 'tasks' in asked && asked.to !== undefined ? Object.fromEntries(asked.tasks.map((task) => [task, asked.to ?? ''])) : {};
  const away = 'absent' in asked ? { away: asked.absent.person } : {};
  const plan = planMoves(items, await readStaffed(db, people.values()), { ...away, picks: { ...toOne, ...asked.picks }, now, settings: routingDefaults });
  const moving = items.filter((_, i) => plan.moves[i]?.to !== undefined);
  const backAt = (owner: string | undefined): number => ('absent' in asked ? asked.absent.until : (people.get(owner ?? '')?.absence?.until ?? now));
  return {
    moves: plan.moves.map((move, i) => row(move, must(items[i], 'a plan has a move for each task').task)),
    load: plan.load,
    promises: new Set(moving.flatMap(({ state }) => state.case.promises.filter((promise) => promise.state === 'open').map(({ id }) => id))).size,
    approvals: items.filter(({ task }) => isApproval(task)).length,
    savesMs: lateSavedMs(moving.map(({ task }) => ({ task, backAt: backAt(ownerOf(task)) })), now),
  };
}

async function withCases(db: Queryable, tasks: readonly Task[]): Promise<ToPlan[]> {
  const ids = [...new Set(tasks.map((task) => task.case))];
  const [cases, open] = await Promise.all([readCaseStates(db, ids), loadOpenTasks(db, ids)]);
  const byCase = Map.groupBy(open, ({ caseId }) => caseId);
  const states = new Map(cases.map(({ id, state }): [string, CaseState] =>
    [id, { case: JSON.parse(state) as Case, tasks: (byCase.get(id) ?? []).map((one) => JSON.parse(one.state) as Task) }]));
  return tasks.map((task) => ({ task, state: must(states.get(task.case), 'a task has a case') }));
}

function row(move: PlannedMove, task: Task): PlanPreview['moves'][number] {
  const { version, customer, journey, activity, name } = task;
  const { to, because, cannot, detail, alternatives } = move;
  return defined<PlanPreview['moves'][number]>({
    task: task.id, version, case: task.case, customer, journey, activity, name, from: ownerOf(task), to, because, cannot,
    detail: detail && { ...detail }, alternatives: [...alternatives],
  });
}
