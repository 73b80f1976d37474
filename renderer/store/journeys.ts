import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { JourneyInfo } from '../../shared/contract/rest-case.ts';
import { caseRoutes } from '../../shared/contract/rest-case.ts';
import type { Api } from '../sync/api.ts';
import type { Language } from './texts.ts';

/** A journey, and what its stages and reported types are called in the reader's language where its source has raw names only. */
export type KnownJourney = JourneyInfo & { readonly called?: Readonly<Record<string, string>> };

/** Journeys of the catalog by `name/version`, and under their name alone the newest. */
export interface JourneyBook {
  readonly store: StoreApi<Readonly<Record<string, KnownJourney>>>;
  load(): Promise<void>;
}

export function createJourneyBook(api: Api, language: Language): JourneyBook {
  const store = createStore<Readonly<Record<string, KnownJourney>>>(() => ({}));
  return {
    store,
    load: async () => {
      const answer = await api.ask(caseRoutes.listJourneys);
      if (!answer.ok) return;
      const book: Record<string, KnownJourney> = {};
      for (const row of answer.value.rows) {
        const info = calledIn(row, language);
        book[`${info.journey}/${String(info.version)}`] = info;
        const newest = book[info.journey];
        if (newest === undefined || newest.version < info.version) book[info.journey] = info;
      }
      store.setState(book, true);
    },
  };
}

function calledIn(info: JourneyInfo, language: Language): KnownJourney {
  const called = info.titles?.[language === 'de' ? 'de' : 'en'];
  return called === undefined ? info : { ...info, name: called[info.journey] ?? info.name, called };
}

/** What is known of a journey: its own version, else the newest. */
export const useJourney = (book: JourneyBook, journey: string | undefined, version?: number): KnownJourney | undefined =>
  useStore(book.store, (all) => (journey === undefined ? undefined : (all[`${journey}/${String(version)}`] ?? all[journey])));

/** What people call the work of an activity: as the task says, as the journey says, else its id in words. */
export function activityName(info: KnownJourney | undefined, activity: string, name?: string): string {
  const called = name ?? info?.called?.[activity] ?? info?.activities[activity]?.name;
  // Some journeys have no better name than the id.
  if (called !== undefined && called !== activity) return called;
  const plain = activity.replaceAll(/[-_]/g, ' ').replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
export const journeyName = (info: JourneyInfo | undefined, journey: string): string => info?.name ?? activityName(undefined, journey);

/** What people call a stage: as the journey's language has it, else its own name. */
export const stageName = (info: KnownJourney | undefined, stage: string): string => info?.called?.[stage] ?? stage;

/** What a source reported, or the work it is about: in words, with the source's own name beside them where they differ. */
export const reportedName = (info: KnownJourney | undefined, type: string): string | undefined => {
  const called = info?.called?.[type];
  return called === undefined || called === type ? undefined : `${called} (${type})`;
};
