import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { DecisionAsked, DecisionDetail, DecisionShown } from '../../shared/contract/rest-decision.ts';
import { decisionRoutes } from '../../shared/contract/rest-decision.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import type { Api } from '../sync/api.ts';
import type { FetchedStore } from './fetched.ts';
import { createFetched } from './fetched.ts';

/** What was decided last for a case, and what it was decided on. */
export interface Decided {
  readonly value?: DecisionShown;
  readonly refusal?: Refusal;
  /** What stood in the rows when it was asked for. */
  readonly version: string;
  /** Neither decided nor refused yet. */
  readonly isLoading: boolean;
  /** Nobody waits for it any longer: what is there without it is shown. */
  readonly isLate: boolean;
}

export interface Decisions {
  /** By case. */
  readonly store: StoreApi<Readonly<Record<string, Decided>>>;
  /** By receipt: why and why not. A receipt never changes; what was answered to it does. */
  readonly details: FetchedStore<DecisionDetail>;
  /** Decides again for what the rows say now; the one before stands until then. */
  ask(key: string, version: string, asked: DecisionAsked): void;
}

/** So long a card waits for a decision that is under way. */
export const patienceMs = 600;

export function createDecisions(api: Api): Decisions {
  const store = createStore<Readonly<Record<string, Decided>>>(() => ({}));
  const put = (key: string, version: string, change: Partial<Decided>): void => {
    // What was asked before is of no more use to anybody.
    if (store.getState()[key]?.version === version) store.setState((all) => ({ ...all, [key]: { ...all[key], ...change } as Decided }));
  };
  return {
    store,
    details: createFetched((id) => api.ask(decisionRoutes.getDecision, { id })),
    ask: (key, version, asked) => {
      const before = store.getState()[key]?.value;
      store.setState((all) => ({ ...all, [key]: { ...(before === undefined ? {} : { value: before }), version, isLoading: true, isLate: false } }));
      const timer = setTimeout(() => put(key, version, { isLate: true }), patienceMs);
      void api.ask(decisionRoutes.decide, { body: asked }).then((answer) => {
        clearTimeout(timer);
        if (answer.ok) put(key, version, { value: answer.value, isLoading: false });
        else put(key, version, { refusal: answer, isLoading: false });
      });
    },
  };
}

/** Whether what is there is all that can be known now. */
export const isDecided = (decided: Decided | undefined, version: string | undefined): boolean =>
  version === undefined || (decided !== undefined && decided.version === version && (!decided.isLoading || decided.isLate));
