import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { JourneyInfo } from '../../shared/contract/rest-case.ts';
import { caseRoutes } from '../../shared/contract/rest-case.ts';
import type { Api } from '../sync/api.ts';

/** Journeys of the catalog by `name/version`, and under their name alone the newest. */
export interface JourneyBook {
  readonly store: StoreApi<Readonly<Record<string, JourneyInfo>>>;
  load(): Promise<void>;
}

export function createJourneyBook(api: Api): JourneyBook {
  const store = createStore<Readonly<Record<string, JourneyInfo>>>(() => ({}));
  return {
    store,
    load: async () => {
      const answer = await api.ask(caseRoutes.listJourneys);
      if (!answer.ok) return;
      const book: Record<string, JourneyInfo> = {};
      for (const info of answer.value.rows) {
        book[`${info.journey}/${String(info.version)}`] = info;
        const newest = book[info.journey];
        if (newest === undefined || newest.version < info.version) book[info.journey] = info;
      }
      store.setState(book, true);
    },
  };
}

/** What is known of a journey: its own version, else the newest. */
export const useJourney = (book: JourneyBook, journey: string | undefined, version?: number): JourneyInfo | undefined =>
  useStore(book.store, (all) => (journey === undefined ? undefined : (all[`${journey}/${String(version)}`] ?? all[journey])));

/** What people call the work of an activity: as the task says, as the journey says, else its id in words. */
export function activityName(info: JourneyInfo | undefined, activity: string, name?: string): string {
  const called = name ?? info?.activities[activity]?.name;
  // Some journeys have no better name than the id.
  if (called !== undefined && called !== activity) return called;
  const plain = activity.replaceAll(/[-_]/g, ' ').replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
export const journeyName = (info: JourneyInfo | undefined, journey: string): string => info?.name ?? activityName(undefined, journey);
