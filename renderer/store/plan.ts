import type { PlanAsked, PlanPreview } from '../../shared/contract/rest-team.ts';
import type { Answer } from '../../shared/contract/answer.ts';
import type { Refusal } from '../../shared/model/refusal.ts';

export type Move = PlanPreview['moves'][number];
export type LoadAfter = PlanPreview['load'][string];

/** A plan as the lead has it before them: its tasks and versions are those of the preview, whatever happens in the queues meanwhile. */
export interface LeadPlan {
  readonly asked: PlanAsked;
  /** The last one that came; it stays while the next is on its way. */
  readonly preview?: PlanPreview;
  readonly refusal?: Refusal;
  readonly isAsking: boolean;
  readonly isSending: boolean;
  /** Tasks that the lead has taken out; they stay where they are. */
  readonly leftOut: ReadonlySet<string>;
}

export interface ItemOutcome {
  readonly task: string;
  readonly isDone: boolean;
  readonly to?: string;
  readonly code?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** What became of a plan, item by item, and of its undoing. */
export interface PlanOutcome {
  /** The id of the command that moved the work. */
  readonly plan: string;
  readonly at: number;
  readonly items: readonly ItemOutcome[];
  /** Whom the plan set absent. */
  readonly absent?: string;
  readonly absenceRefusal?: Refusal;
  readonly undone?: { readonly at: number; readonly items: readonly ItemOutcome[] };
}

export const newPlan = (asked: PlanAsked): LeadPlan => ({ asked, isAsking: true, isSending: false, leftOut: new Set() });

export const movesOf = ({ preview }: LeadPlan): readonly Move[] => preview?.moves ?? [];
/** What would be moved now. */
export const committed = (plan: LeadPlan): readonly Move[] => movesOf(plan).filter(({ task, to }) => to !== undefined && !plan.leftOut.has(task));
/** What nobody can take, as far as it is wanted at all. */
export const blocked = (plan: LeadPlan): readonly Move[] => movesOf(plan).filter(({ task, to }) => to === undefined && !plan.leftOut.has(task));

export const picksOf = ({ asked }: LeadPlan): Readonly<Record<string, string>> => asked.picks ?? {};

/** The question with other choices of the lead; the tasks stay those that were asked about. */
export function withPicks(asked: PlanAsked, tasks: readonly string[], to: string): PlanAsked {
  return { ...asked, picks: { ...asked.picks, ...Object.fromEntries(tasks.map((task) => [task, to])) } };
}

/** Load before and after by person, without what was taken out. `weightOf` is a task's weight. */
export function loadsOf(plan: LeadPlan, weightOf: (task: string) => number): readonly (LoadAfter & { readonly person: string })[] {
  const after = new Map(Object.entries(plan.preview?.load ?? {}).map(([person, load]) => [person, load.after]));
  const shift = (person: string | undefined, weight: number): void => {
    const known = person === undefined ? undefined : after.get(person);
    if (person !== undefined && known !== undefined) after.set(person, known + weight);
  };
  for (const { task, from, to } of movesOf(plan)) {
    if (to === undefined || !plan.leftOut.has(task)) continue;
    shift(to, -weightOf(task));
    shift(from, weightOf(task));
  }
  return Object.entries(plan.preview?.load ?? {}).map(([person, { before, capacity }]) => ({ person, before, capacity, after: after.get(person) ?? before }));
}

/** A load in percent of the capacity; a person without capacity is full. */
export const percentOf = (load: number, capacity: number): number => (capacity <= 0 ? (load > 0 ? 100 : 0) : Math.round((load / capacity) * 100));

/** From here on a person counts as near the limit. */
export const nearPercent = 90;

/** What the answer of `task:reassign` or `plan:undo` says of each item; what it does not name was not reached. */
export function outcomesOf(answer: Answer, moves: readonly { readonly task: string; readonly to?: string }[]): ItemOutcome[] {
  const items = answer.ok && Array.isArray(answer.result?.['items']) ? (answer.result['items'] as readonly Record<string, unknown>[]) : [];
  const byTask = new Map(items.map((item) => [String(item['task']), item]));
  return moves.map(({ task, to }): ItemOutcome => {
    const item = byTask.get(task);
    const receiver = to === undefined ? {} : { to };
    if (item?.['ok'] === true) return { task, isDone: true, ...receiver };
    const refusal = answer.ok ? item : { code: answer.code, params: answer.params };
    return {
      task, isDone: false, ...receiver, code: String(refusal?.['code'] ?? 'not_found'),
      ...(refusal?.['params'] === undefined ? {} : { params: refusal['params'] as Record<string, unknown> }),
    };
  });
}
