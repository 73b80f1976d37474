import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Does } from '../../../../shared/decision/action/action.ts';
import type { Desk } from '../../../desk.ts';
import type { NextItem } from './next-items.ts';
import { canBeDone, isIdentity } from './next-items.ts';

/** What became of a suggestion that was accepted. */
export interface Sent {
  readonly action: string;
  /** When it was accepted; milliseconds UTC. */
  readonly at: number;
  /** `sending` until the server has it. `recorded`: nothing outside has to do anything. `asked`: a system outside does it, and its answer is in the log after `seq`. */
  readonly is: 'sending' | 'recorded' | 'asked' | 'failed';
  readonly seq: number;
  /** What accepting it does. */
  readonly does: Does['kind'];
  /** What goes out with it, as the log names it. */
  readonly effect?: string;
}

/** What the right column shows, beside what follows from the rows. Times are of `performance.now()`. */
export interface NextState {
  readonly case?: string;
  /** The item on the card that the `A` key belongs to. */
  readonly shown?: string;
  /** Items set aside for now. */
  readonly later: readonly string[];
  /** Actions that were answered: they are not suggested again here, and what they would open stands as the step that it is. */
  readonly taken: readonly string[];
  /** When a card last came by itself, and when a key was pressed last; 0 for a card that came by one's own act. */
  readonly cameAt: number;
  readonly keyAt: number;
  /** The task of the offer that is open for an answer. */
  readonly offer?: string;
  /** The item whose text was ticked as read out. */
  readonly ticked?: string;
  /** The item that is being refused: the next figure is the reason. */
  readonly refusing?: string;
  readonly sent?: Sent;
  /** What the customer has come to speak about, by its code. */
  readonly about?: string;
}

const fresh = { later: [], taken: [], cameAt: 0, keyAt: 0 } as const;
const stores = new WeakMap<Desk, StoreApi<NextState>>();

/** One for each desk. */
export function nextState(desk: Desk): StoreApi<NextState> {
  let store = stores.get(desk);
  if (!store) stores.set(desk, (store = createStore<NextState>(() => fresh)));
  return store;
}

/** Begins anew with a case, or with none. */
export const beginWith = (store: StoreApi<NextState>, id?: string): void =>
  store.setState(({ offer }) => ({ ...fresh, ...(id === undefined ? {} : { case: id }), ...(offer === undefined ? {} : { offer }) }), true);

/** What stands for the rest of the state while one field is taken away. */
export function without(store: StoreApi<NextState>, ...names: ('ticked' | 'refusing' | 'sent' | 'about')[]): void {
  const rest: Partial<NextState> = { ...store.getState() };
  for (const name of names) delete rest[name];
  store.setState(rest as NextState, true);
}

export interface Card {
  readonly item: NextItem;
  /** At most two more, as single lines. */
  readonly then: readonly NextItem[];
  /** What should stand on the card by now, but does not push away what is there. */
  readonly fresh?: NextItem;
}

/**
 * The card: what was on it stays as long as it can be done, and something more urgent is only announced. Where its place is free, the
 * next one waits for the decision (`isCurrent`), so that it is not pushed away by it a moment later.
 */
export function cardOf(items: readonly NextItem[], { shown, later }: Pick<NextState, 'shown' | 'later'>, isCurrent = true): Card | undefined {
  const wanted = items.filter(({ key }) => !later.includes(key));
  const list = wanted.length === 0 ? items : wanted;
  const [first] = list;
  if (!first) return undefined;
  const before = list.find(({ key }) => key === shown);
  const item = before && (canBeDone(before) || !isCurrent) ? before : isCurrent || isIdentity(first) ? first : undefined;
  if (!item) return undefined;
  const then = list.filter((one) => one !== item && canBeDone(one)).slice(0, 2);
  return { item, then, ...(item === first || !canBeDone(first) ? {} : { fresh: first }) };
}

/** A card that came by itself takes over a key only after a second without key presses: until then its key does nothing. */
const settleMs = 1000;
export const isSettled = ({ cameAt, keyAt }: Pick<NextState, 'cameAt' | 'keyAt'>, now: number): boolean => cameAt === 0 || now - Math.max(cameAt, keyAt) >= settleMs;

/** A key was pressed: a card that has settled keeps its key from here on, however fast one types. */
export const afterKey = (state: Pick<NextState, 'cameAt' | 'keyAt'>, now: number): Pick<NextState, 'cameAt' | 'keyAt'> =>
  ({ cameAt: isSettled(state, now) ? 0 : state.cameAt, keyAt: now });
