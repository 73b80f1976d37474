import { useStore } from 'zustand';
import type { RowOf } from '../../shared/contract/rows.ts';
import type { HeldRow, ScopeState } from '../../shared/sync/apply.ts';
import type { RowsSlice, RowsStore } from './rows.ts';

type Kind = keyof RowOf;
type Rows = ReadonlyMap<string, HeldRow>;

const none: readonly never[] = [];
const byKind = new WeakMap<Rows, Map<Kind, readonly unknown[]>>();

/** The rows of one kind; the same array as long as the scope is the same, as stores need it. */
export function rowsOfKind<K extends Kind>(state: ScopeState | undefined, kind: K): readonly RowOf[K][] {
  if (!state) return none;
  let kinds = byKind.get(state.rows);
  if (!kinds) byKind.set(state.rows, (kinds = new Map()));
  let rows = kinds.get(kind);
  if (!rows) kinds.set(kind, (rows = [...state.rows.values()].flatMap((held) => (held.kind === kind ? [held.row] : []))));
  return rows as readonly RowOf[K][];
}

export const rowIn = <K extends Kind>({ scopes }: RowsSlice, scope: string, kind: K, id: string): RowOf[K] | undefined =>
  scopes[scope]?.rows.get(`${kind} ${id}`)?.row as RowOf[K] | undefined;

/** A row wherever it is held; the same row of two scopes may differ for a moment, and the newer one is it. */
export function rowAnywhere<K extends Kind>({ scopes }: RowsSlice, kind: K, id: string): RowOf[K] | undefined {
  let newest: RowOf[K] | undefined;
  for (const { rows } of Object.values(scopes)) {
    const row = rows.get(`${kind} ${id}`)?.row as RowOf[K] | undefined;
    if (row && (newest === undefined || row.version > newest.version)) newest = row;
  }
  return newest;
}

export const useRows = <K extends Kind>(store: RowsStore, scope: string | undefined, kind: K): readonly RowOf[K][] =>
  useStore(store, ({ scopes }) => rowsOfKind(scope === undefined ? undefined : scopes[scope], kind));

export const useRow = <K extends Kind>(store: RowsStore, kind: K, id: string | undefined): RowOf[K] | undefined =>
  useStore(store, (slice) => (id === undefined ? undefined : rowAnywhere(slice, kind, id)));
