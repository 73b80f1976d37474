import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { DirectoryRows } from '../../shared/contract/rest-team.ts';
import { teamRoutes } from '../../shared/contract/rest-team.ts';
import type { Api } from '../sync/api.ts';

export type StaffName = DirectoryRows['rows'][number];

/** Names of staff by id. */
export interface Directory {
  readonly store: StoreApi<Readonly<Record<string, StaffName>>>;
  load(): Promise<void>;
}

export function createDirectory(api: Api): Directory {
  const store = createStore<Readonly<Record<string, StaffName>>>(() => ({}));
  return {
    store,
    load: async () => {
      const answer = await api.ask(teamRoutes.getDirectory);
      if (answer.ok) store.setState(Object.fromEntries(answer.value.rows.map((row) => [row.person, row])));
    },
  };
}

type Names = Readonly<Record<string, StaffName>>;
const shorts = new WeakMap<Names, ReadonlyMap<string, string>>();

/** First names, with the initial of the last one where two people share the first. */
function shortNames(names: Names): ReadonlyMap<string, string> {
  const shared = Map.groupBy(Object.values(names), ({ name }) => name.split(' ')[0] ?? name);
  return new Map(Object.values(names).map(({ person, name }) => {
    const parts = name.split(' ');
    const first = parts[0] ?? name;
    return [person, (shared.get(first)?.length ?? 0) > 1 && parts.length > 1 ? `${first} ${parts.at(-1)?.charAt(0) ?? ''}.` : first];
  }));
}

/** First names are what people call each other; the id until names are there. */
export function shortName(names: Names, person: string): string {
  let known = shorts.get(names);
  if (!known) shorts.set(names, (known = shortNames(names)));
  return known.get(person) ?? person;
}

export const useName = (directory: Directory, person: string | undefined): string =>
  useStore(directory.store, (names) => (person === undefined ? '' : shortName(names, person)));
