import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Digest } from '../../shared/contract/rest-team.ts';
import type { CountPut, PersonPut, TaskPut, TeamPut } from '../../shared/contract/rows.ts';
import type { Channel } from '../../shared/model/case.ts';
import { isOnDuty } from '../../shared/model/person.ts';
import type { StallCause } from '../../shared/work/stall.ts';
import { stallCauseNow } from '../../shared/work/stall.ts';
import type { FetchedStore } from './fetched.ts';
import type { ItemOutcome, LeadPlan, PlanOutcome } from './plan.ts';
import type { RowsStore } from './rows.ts';
import { rowsOfKind } from './select.ts';

/** What the table of the lead shows. */
export type Chosen =
  | { readonly is: 'cause'; readonly cause: StallCause }
  | { readonly is: 'needsOwner' }
  | { readonly is: 'person'; readonly person: string }
  /** Work of some cases: behind a line of the digest. */
  | { readonly is: 'cases'; readonly title: string; readonly cases: readonly string[] };

/** What a team lead looks at, has picked and plans: written by the team's screen and its commands only. */
export interface Lead {
  readonly place: 'work' | 'numbers';
  /** The teams that one leads, or all that one may look at. */
  readonly reach: 'led' | 'all';
  readonly teams: readonly string[];
  readonly chosen?: Chosen;
  /** The list as it was when it was chosen: nothing moves until the lead chooses again. */
  readonly listed: readonly TaskPut[];
  /** When it was listed: listing anew is another list. */
  readonly listedAt: number;
  readonly picked: ReadonlySet<string>;
  /** The row under the keyboard. */
  readonly row?: string;
  readonly plan?: LeadPlan;
  /** How customers and others were reached, for what is recorded of it. */
  readonly channel: Channel;
  readonly contacted?: readonly ItemOutcome[];
  /** The last bulk move, as long as this screen is open. */
  readonly outcome?: PlanOutcome;
}

export type LeadStore = StoreApi<Lead>;

export const createLead = (): LeadStore => createStore<Lead>(() => ({ place: 'work', reach: 'led', teams: [], listed: [], listedAt: 0, picked: new Set(), channel: 'phone' }));

/** Forgets a field: with optional fields, absent and undefined are not the same. */
export function forget(store: LeadStore, ...names: ('plan' | 'outcome' | 'contacted')[]): void {
  store.setState((lead) => {
    const rest: Partial<Lead> = { ...lead };
    for (const name of names) delete rest[name];
    return rest as Lead;
  }, true);
}

/** Changes the plan that is there; nothing where there is none. */
export const changePlan = (store: LeadStore, change: (plan: LeadPlan) => LeadPlan): void =>
  store.setState(({ plan }) => (plan === undefined ? {} : { plan: change(plan) }));

/** Rows of one kind over several scopes; the same array as long as no scope has changed. */
function useRowsOf<K extends 'task' | 'person' | 'count' | 'team'>(rows: RowsStore, scopes: readonly string[], kind: K) {
  const parts = useStore(rows, useShallow(({ scopes: held }) => scopes.map((scope) => rowsOfKind(held[scope], kind))));
  return useMemo(() => parts.flat(), [parts]);
}

export const useQueueTasks = (rows: RowsStore, teams: readonly string[]): readonly TaskPut[] => useRowsOf(rows, teams.map((team) => `queue:${team}`), 'task');
export const useTeamPeople = (rows: RowsStore, teams: readonly string[]): readonly PersonPut[] => useRowsOf(rows, teams.map((team) => `team:${team}`), 'person');
export const useTeamCounts = (rows: RowsStore, teams: readonly string[]): readonly CountPut[] => useRowsOf(rows, teams.map((team) => `team:${team}`), 'count');
export const useTeamRows = (rows: RowsStore, teams: readonly string[]): readonly TeamPut[] => useRowsOf(rows, teams.map((team) => `team:${team}`), 'team');

/** Who of these is not there now. */
export const awayPeople = (people: readonly PersonPut[], now: number): ReadonlySet<string> => new Set(people.filter((person) => !isOnDuty(person, now)).map(({ id }) => id));

export const ownerIn = ({ holder }: TaskPut): string | undefined => (holder?.by === 'person' ? holder.person : undefined);

/** What stands still, by the cause as it is now. What is set aside does not stand still. */
export function stalledByCause(tasks: readonly TaskPut[], away: ReadonlySet<string>): ReadonlyMap<StallCause, readonly TaskPut[]> {
  const stalled = tasks.filter((task) => task.stalled !== undefined && task.status === 'open');
  return Map.groupBy(stalled, (task) => stallCauseNow(task.stalled?.cause ?? '', away.has(ownerIn(task) ?? '')));
}

const noCases: readonly string[] = [];

/** Cases of the teams at which something failed that waits for a person, as the digest told last; the same array until it tells anew. */
export const useFailedCases = (digest: FetchedStore<Digest>): readonly string[] =>
  useStore(digest.store, (all) => all['led']?.value?.lines.find(({ code }) => code === 'failed')?.cases ?? noCases);

/** What of the queues a choice means now, the longest still first. */
export function tasksOf(chosen: Chosen, tasks: readonly TaskPut[], away: ReadonlySet<string>): readonly TaskPut[] {
  return found(chosen, tasks, away).toSorted((a, b) => stillSince(a) - stillSince(b) || (a.id < b.id ? -1 : 1));
}

const stillSince = ({ stalled, needsOwner, madeAt }: TaskPut): number => stalled?.since ?? needsOwner?.since ?? madeAt;

function found(chosen: Chosen, tasks: readonly TaskPut[], away: ReadonlySet<string>): readonly TaskPut[] {
  if (chosen.is === 'cause') return stalledByCause(tasks, away).get(chosen.cause) ?? [];
  if (chosen.is === 'needsOwner') return tasks.filter(({ needsOwner }) => needsOwner !== undefined);
  if (chosen.is === 'person') return tasks.filter((task) => ownerIn(task) === chosen.person);
  const cases = new Set(chosen.cases);
  return tasks.filter((task) => cases.has(task.case));
}
