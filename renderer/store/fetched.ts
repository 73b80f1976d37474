import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Refusal } from '../../shared/model/refusal.ts';

/** An answer of the server that is kept by key: what is there stays while the new one is on its way, with why that failed. */
export interface Fetched<T> {
  readonly value?: T;
  readonly refusal?: Refusal;
  readonly isLoading: boolean;
}

export interface FetchedStore<T> {
  readonly store: StoreApi<Readonly<Record<string, Fetched<T>>>>;
  /** Asks again; a question that is already on its way is followed by one more, however often it was asked. */
  refresh(key: string): void;
  forget(key?: string): void;
}

const waiting: Fetched<never> = { isLoading: true };

export function createFetched<T>(ask: (key: string) => Promise<{ ok: true; value: T } | Refusal>): FetchedStore<T> {
  const store = createStore<Readonly<Record<string, Fetched<T>>>>(() => ({}));
  const onTheWay = new Map<string, 'once' | 'again'>();
  const run = async (key: string): Promise<void> => {
    onTheWay.set(key, 'once');
    store.setState((all) => ({ ...all, [key]: { ...all[key], isLoading: true } }));
    const answer = await ask(key);
    const isWanted = onTheWay.get(key);
    onTheWay.delete(key);
    if (isWanted === undefined) return;
    store.setState((all) => ({
      ...all,
      [key]: answer.ok ? { value: answer.value, isLoading: false } : { ...(all[key]?.value === undefined ? {} : { value: all[key].value }), refusal: answer, isLoading: false },
    }));
    if (isWanted === 'again') void run(key);
  };
  return {
    store,
    refresh: (key) => {
      if (onTheWay.has(key)) onTheWay.set(key, 'again');
      else void run(key);
    },
    forget: (key) => {
      if (key === undefined) onTheWay.clear();
      else onTheWay.delete(key);
      store.setState((all) => (key === undefined ? {} : Object.fromEntries(Object.entries(all).filter(([one]) => one !== key))), true);
    },
  };
}

/** What is known of a key; asked at first sight and whenever `version` changes. */
export function useFetched<T>(fetched: FetchedStore<T>, key: string | undefined, version: string | number = 0): Fetched<T> {
  const found = useStore(fetched.store, (all) => (key === undefined ? undefined : all[key]));
  useEffect(() => {
    if (key !== undefined) fetched.refresh(key);
  }, [fetched, key, version]);
  return found ?? waiting;
}
