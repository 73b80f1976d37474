import type { DecisionShown } from '../../../../shared/contract/rest-decision.ts';
import type { ActionClass, Does } from '../../../../shared/decision/action/action.ts';
import { actionClasses } from '../../../../shared/decision/action/action.ts';
import type { NextStep } from '../../../../shared/work/do-next.ts';

export type Suggestion = DecisionShown['shown'][number];

/** Something that could stand on the card: a step of the journey, a suggestion, or a suggestion whose doing is that step. */
export interface NextItem {
  /** By what it is about; how it stands may change without making it another. */
  readonly key: string;
  readonly step?: NextStep;
  readonly suggestion?: Suggestion;
  /** The decision that suggested it. */
  readonly receipt?: string;
}

export function stepKey(step: NextStep): string {
  const { task, promise, kind, customer } = step as Partial<Record<'task' | 'promise' | 'kind' | 'customer', string>>;
  return [step.do, task ?? promise ?? kind ?? customer ?? ''].join(' ');
}

export const canBeDone = ({ step }: NextItem): boolean => step?.do !== 'wait' && step?.do !== 'nothing';
/** Who it is comes before anything that could be suggested for them. */
export const isIdentity = ({ step }: NextItem): boolean => step?.do === 'verify' || step?.do === 'identify';

const classOf = ({ do: what }: NextStep): ActionClass => (what === 'callBack' ? 'promise' : 'unblock');

/** What of a journey a suggestion opens. */
const opens: Readonly<Record<string, readonly NextStep['do'][]>> = { verify: ['verify'], scan: ['scan'], task: ['goOn', 'take', 'resume', 'ask'], promises: ['callBack'], call: ['callBack'] };
const opened = (does: Does | undefined): readonly NextStep['do'][] => (does?.kind === 'open' ? (opens[does.what] ?? []) : []);

const lowest = actionClasses.length;
const rankOfClass = (one: ActionClass): number => (one === 'duty' ? 0 : actionClasses.indexOf(one) + 1);
const unblock = rankOfClass('unblock');

/** A step's place among the classes. What comes after waiting in the journey's own order stays behind it. */
function rankOfStep(step: NextStep, before: number): number {
  const own = step.do === 'wait' || step.do === 'nothing' ? lowest : step.do === 'callBack' ? rankOfClass('promise') : isIdentity({ key: '', step }) || step.do === 'answer' ? 1 : unblock;
  return Math.max(own, before);
}

/** Behind what was decided in the same class. */
const undecided = 1000;

interface Placed {
  readonly item: NextItem;
  readonly rank: number;
  readonly order: number;
}

/**
 * Steps of the journey and what was decided, in one order: duties, then who it is, then the classes as decisions have them, where steps
 * of the journey unblock. A suggestion that opens a step of its class is one with it.
 */
export function nextItems(steps: readonly NextStep[], decision: DecisionShown | undefined): readonly NextItem[] {
  const free = [...(decision?.shown ?? [])];
  const { receipt } = decision ?? {};
  const placed: Placed[] = [];
  const made = (suggestion: Suggestion): Pick<NextItem, 'suggestion' | 'receipt'> => ({ suggestion, ...(receipt === undefined ? {} : { receipt }) });
  const orderOf = (suggestion: Suggestion): number => decision?.shown.indexOf(suggestion) ?? 0;
  let rank = 0;
  for (const [index, step] of steps.entries()) {
    rank = rankOfStep(step, rank);
    const at = free.findIndex((one) => one.class === classOf(step) && opened(one.does).includes(step.do));
    const [found] = at === -1 ? [] : free.splice(at, 1);
    const item: NextItem = { key: stepKey(step), step };
    // Verifying and finding somebody is done in one way, whoever suggests it.
    if (!found || isIdentity(item)) placed.push({ item, rank, order: rank === unblock ? index : undecided + index });
    else placed.push({ item: { ...item, ...made(found) }, rank, order: rank === unblock ? index : orderOf(found) });
  }
  for (const one of free) {
    const own = rankOfClass(one.class);
    placed.push({ item: { key: `action ${one.action}`, ...made(one) }, rank: own, order: own === unblock ? steps.length + orderOf(one) : orderOf(one) });
  }
  return placed.toSorted((a, b) => a.rank - b.rank || a.order - b.order).map(({ item }) => item);
}
