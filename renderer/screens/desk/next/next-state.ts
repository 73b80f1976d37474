import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { NextStep } from '../../../../shared/work/do-next.ts';
import type { Desk } from '../../../desk.ts';

/** What the right column shows, beside what follows from the rows. Times are of `performance.now()`. */
export interface NextState {
  readonly case?: string;
  /** The step on the card that the `A` key belongs to. */
  readonly shown?: string;
  /** Steps set aside for now. */
  readonly later: readonly string[];
  /** When a card last came by itself, and when a key was pressed last; 0 for a card that came by one's own act. */
  readonly cameAt: number;
  readonly keyAt: number;
  /** The task of the offer that is open for an answer. */
  readonly offer?: string;
}

const stores = new WeakMap<Desk, StoreApi<NextState>>();

/** One for each desk. */
export function nextState(desk: Desk): StoreApi<NextState> {
  let store = stores.get(desk);
  if (!store) stores.set(desk, (store = createStore<NextState>(() => ({ later: [], cameAt: 0, keyAt: 0 }))));
  return store;
}

/** A step by what it is about; how it stands may change without making it another. */
export function stepKey(step: NextStep): string {
  const { task, promise, kind, customer } = step as Partial<Record<'task' | 'promise' | 'kind' | 'customer', string>>;
  return [step.do, task ?? promise ?? kind ?? customer ?? ''].join(' ');
}

export interface Card {
  readonly step: NextStep;
  /** At most two more, as single lines. */
  readonly then: readonly NextStep[];
  /** What should stand on the card by now, but does not push away what is there. */
  readonly fresh?: NextStep;
}

const canBeDone = ({ do: what }: NextStep): boolean => what !== 'wait' && what !== 'nothing';

/** The card: what was on it stays as long as it can be done, and something more urgent is only announced. */
export function cardOf(steps: readonly NextStep[], { shown, later }: Pick<NextState, 'shown' | 'later'>): Card | undefined {
  const wanted = steps.filter((step) => !later.includes(stepKey(step)));
  const list = wanted.length === 0 ? steps : wanted;
  const [first] = list;
  if (!first) return undefined;
  const kept = list.find((step) => stepKey(step) === shown && canBeDone(step));
  const step = kept ?? first;
  const then = list.filter((one) => one !== step && canBeDone(one)).slice(0, 2);
  return { step, then, ...(step === first || !canBeDone(first) ? {} : { fresh: first }) };
}

/** A card that came by itself takes over a key only after a second without key presses: until then its key does nothing. */
const settleMs = 1000;
export const isSettled = ({ cameAt, keyAt }: Pick<NextState, 'cameAt' | 'keyAt'>, now: number): boolean => cameAt === 0 || now - Math.max(cameAt, keyAt) >= settleMs;

/** A key was pressed: a card that has settled keeps its key from here on, however fast one types. */
export const afterKey = (state: Pick<NextState, 'cameAt' | 'keyAt'>, now: number): Pick<NextState, 'cameAt' | 'keyAt'> =>
  ({ cameAt: isSettled(state, now) ? 0 : state.cameAt, keyAt: now });
