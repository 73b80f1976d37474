import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ScopeState } from '../../shared/sync/apply.ts';

/** Rows by scope, as the server says; written only by the connection. */
export interface RowsSlice {
  readonly scopes: Readonly<Record<string, ScopeState>>;
}

export type RowsStore = StoreApi<RowsSlice>;

export const createRowsStore = (): RowsStore => createStore<RowsSlice>(() => ({ scopes: {} }));

/** Puts the state of one scope; undefined forgets it. */
export function putScope(store: RowsStore, scope: string, state: ScopeState | undefined): void {
  store.setState(({ scopes }) => {
    const { [scope]: _, ...rest } = scopes;
    return { scopes: state === undefined ? rest : { ...rest, [scope]: state } };
  });
}
