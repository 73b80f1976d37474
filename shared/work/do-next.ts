import type { Case } from '../model/case.ts';
import type { Task } from '../model/task.ts';
import { isOpen, ownerOf } from '../model/task.ts';

/** What could be done next in a case, by whoever looks at it. */
export type NextStep =
  | { readonly do: 'identify' }
  | { readonly do: 'verify'; readonly customer: string }
  | { readonly do: 'answer'; readonly task: string }
  | { readonly do: 'callBack'; readonly promise: string; readonly dueAt: number }
  | { readonly do: 'scan'; readonly kind: string }
  | { readonly do: 'goOn' | 'resume' | 'take'; readonly task: string }
  | { readonly do: 'ask'; readonly task: string; readonly owner: string }
  | { readonly do: 'wait'; readonly whom: string; readonly since: number; readonly until?: number }
  | { readonly do: 'nothing' };

export interface NextFacts {
  readonly case: Pick<Case, 'status' | 'customer' | 'waitsFor' | 'promises'>;
  /** Of this case. */
  readonly tasks: readonly Pick<Task, 'id' | 'status' | 'holder' | 'handOff' | 'parked' | 'customerPresent' | 'madeAt'>[];
  readonly me: string;
  /** May take what waits in the queue of this case. */
  readonly mayClaim: boolean;
  readonly mayIdentify: boolean;
  /** Whether identity comes first for this person: not where they never meet customers. */
  readonly mustVerify: boolean;
  readonly isVerified: boolean;
  /** Kinds of evidence that are wanted and not there. */
  readonly needed: readonly string[];
  /** When time moves the case, the nearest. */
  readonly dueAt?: number | undefined;
}

/**
 * Steps in the order in which they come, the first one is to be done now; never empty. Until decisions choose it is: who it is, what a
 * colleague asks, what was promised and not kept, the one thing missing, the open task, and else whom it waits for.
 */
export function doNext(facts: NextFacts): readonly NextStep[] {
  const { case: row, me } = facts;
  if (row.status === 'closed') return [{ do: 'nothing' }];
  const tasks = facts.tasks.filter((task) => isOpen(task as Task)).toSorted((a, b) => a.madeAt - b.madeAt);
  const mine = tasks.filter((task) => ownerOf(task as Task) === me);
  const steps: NextStep[] = [];
  if (row.customer === undefined && facts.mayIdentify) steps.push({ do: 'identify' });
  if (row.customer !== undefined && facts.mustVerify && !facts.isVerified) steps.push({ do: 'verify', customer: row.customer });
  for (const task of mine) if (task.handOff?.askedValue !== undefined) steps.push({ do: 'answer', task: task.id });
  const [broken] = row.promises.filter(({ state }) => state === 'broken').toSorted((a, b) => a.dueAt - b.dueAt);
  if (broken) steps.push({ do: 'callBack', promise: broken.id, dueAt: broken.dueAt });
  // What is missing comes first while the customer is there to give it, or where nothing else is ours to do.
  const isHere = tasks.some(({ customerPresent }) => customerPresent !== undefined);
  const scans = facts.needed.map((kind): NextStep => ({ do: 'scan', kind }));
  const own = mine.filter(({ status }) => status === 'open').map(({ id }): NextStep => ({ do: 'goOn', task: id }));
  steps.push(...(isHere || own.length === 0 ? [...scans, ...own] : [...own, ...scans]));
  for (const { id, holder } of tasks) if (holder?.by === 'queue' && facts.mayClaim) steps.push({ do: 'take', task: id });
  const waiting = waitOf(facts, mine);
  if (waiting) steps.push(waiting);
  for (const { id, status } of mine) if (status === 'parked') steps.push({ do: 'resume', task: id });
  for (const task of tasks) {
    const owner = ownerOf(task as Task);
    if (owner !== undefined && owner !== me) steps.push({ do: 'ask', task: task.id, owner });
  }
  return steps.length === 0 ? [{ do: 'nothing' }] : steps;
}

/** Whom the case waits for, where that is not the bank's staff, and until when at most. */
function waitOf({ case: { waitsFor }, dueAt }: NextFacts, mine: readonly Pick<Task, 'parked'>[]): NextStep | undefined {
  if (waitsFor === undefined || waitsFor.whom === 'staff' || waitsFor.whom === 'us') return undefined;
  const ends = [dueAt, ...mine.map(({ parked }) => parked?.until)].filter((at) => at !== undefined);
  return { do: 'wait', ...waitsFor, ...(ends.length === 0 ? {} : { until: Math.min(...ends) }) };
}
