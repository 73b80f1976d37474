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

/** First names are what people call each other; the id until names are there. */
export const shortName = (names: Readonly<Record<string, StaffName>>, person: string): string => names[person]?.name.split(' ')[0] ?? person;

export const useName = (directory: Directory, person: string | undefined): string =>
  useStore(directory.store, (names) => (person === undefined ? '' : shortName(names, person)));
