import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { caseRoutes } from '../../shared/contract/rest-case.ts';
import type { Api } from '../sync/api.ts';

/** Masked names of customers by id, asked for in one question per tick, and only of those that somebody looks at. */
export interface Labels {
  readonly store: StoreApi<Readonly<Record<string, string>>>;
  want(customer: string): void;
}

const mostAtOnce = 200;
/** What is shown until the name is there, so that rows do not change their width. */
export const unknownLabel = '•••';

export function createLabels(api: Api): Labels {
  const store = createStore<Readonly<Record<string, string>>>(() => ({}));
  const asked = new Set<string>();
  const wanted: string[] = [];
  const ask = async (): Promise<void> => {
    const customers = wanted.splice(0, mostAtOnce);
    if (wanted.length > 0) setTimeout(() => void ask(), 0);
    const answer = await api.ask(caseRoutes.readLabels, { body: { customers } });
    if (answer.ok) store.setState(Object.fromEntries(answer.value.rows.map(({ id, label }) => [id, label])));
    // Asked again at the next sight.
    else for (const id of customers) asked.delete(id);
  };
  return {
    store,
    want: (customer) => {
      if (asked.has(customer)) return;
      asked.add(customer);
      wanted.push(customer);
      if (wanted.length === 1) setTimeout(() => void ask(), 10);
    },
  };
}

/** The masked name of a customer; `•••` until it is known. */
export function useLabel(labels: Labels, customer: string | undefined): string {
  useEffect(() => {
    if (customer !== undefined) labels.want(customer);
  }, [labels, customer]);
  return useStore(labels.store, (all) => (customer === undefined ? unknownLabel : (all[customer] ?? unknownLabel)));
}
