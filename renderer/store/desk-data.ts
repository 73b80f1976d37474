import type { CallCard, CaseSheet, CustomerSheet } from '../../shared/contract/rest-case.ts';
import { caseRoutes } from '../../shared/contract/rest-case.ts';
import type { Analytics, Calendars, Digest, Sources, Trail } from '../../shared/contract/rest-team.ts';
import { teamRoutes } from '../../shared/contract/rest-team.ts';
import type { Api } from '../sync/api.ts';
import type { Learning } from '../../shared/contract/rest-decision.ts';
import { decisionRoutes } from '../../shared/contract/rest-decision.ts';
import type { Decisions } from './decisions.ts';
import { createDecisions } from './decisions.ts';
import { createDirectory } from './directory.ts';
import type { Directory } from './directory.ts';
import { createFetched } from './fetched.ts';
import type { FetchedStore } from './fetched.ts';
import { createJourneyBook } from './journeys.ts';
import type { JourneyBook } from './journeys.ts';
import { createLabels } from './labels.ts';
import type { Labels } from './labels.ts';
import type { Language } from './texts.ts';

/** What is asked of the server beside the pushed rows, each kept by its own rules. */
export interface DeskData {
  readonly labels: Labels;
  readonly directory: Directory;
  readonly journeys: JourneyBook;
  /** By case: what this person may see of it beside its rows. */
  readonly sheets: FetchedStore<CaseSheet>;
  /** By customer. */
  readonly customers: FetchedStore<CustomerSheet>;
  /** By call: the card of the call at one's own extension. */
  readonly calls: FetchedStore<CallCard>;
  readonly decisions: Decisions;
  /** Under `all`: what is learned of suggestions, and which are turned off. */
  readonly learning: FetchedStore<Learning>;
  /** Under `all`: how the systems outside are. */
  readonly sources: FetchedStore<Sources>;
  /** Under `all`: business hours. */
  readonly calendars: FetchedStore<Calendars>;
  /** Under `led`: what happened since one was last here. */
  readonly digest: FetchedStore<Digest>;
  /** `done`: what one did today. `aboutMe`: what others set of oneself lately. */
  readonly trail: FetchedStore<Trail>;
  /** By `team from to`, times in milliseconds UTC. */
  readonly analytics: FetchedStore<Analytics>;
}

export const createDeskData = (api: Api, language: Language = 'en'): DeskData => ({
  labels: createLabels(api),
  directory: createDirectory(api),
  journeys: createJourneyBook(api, language),
  sheets: createFetched((id) => api.ask(caseRoutes.getCaseSheet, { id })),
  customers: createFetched(async (id) => {
    const answer = await api.ask(caseRoutes.getCustomerSheet, { id });
    return answer.ok ? { ok: true, value: answer.value.customer } : answer;
  }),
  decisions: createDecisions(api),
  learning: createFetched(() => api.ask(decisionRoutes.getLearning)),
  calls: createFetched(() => api.ask(caseRoutes.getMyCall)),
  sources: createFetched(() => api.ask(teamRoutes.listSources)),
  calendars: createFetched(() => api.ask(teamRoutes.listCalendars)),
  digest: createFetched(() => api.ask(teamRoutes.getDigest)),
  trail: createFetched((of) => api.ask(teamRoutes.getTrail, { query: { of } })),
  analytics: createFetched((key) => {
    const [team, from, to] = key.split(' ');
    return api.ask(teamRoutes.getAnalytics, { query: { team, from, to } });
  }),
});
