import type { Channel } from '../../shared/model/case.ts';
import type { Availability, Person } from '../../shared/model/person.ts';
import type { Random } from './random.ts';

/** Who acts: a person, or whoever then owns the task. */
export type Actor = 'owner' | (string & {});

/** What staff do, said without the ids, versions and fences that only the running desk knows. */
export type Act =
  | { readonly do: 'claim'; readonly activity: string; readonly by: string }
  /** Several claim at the same moment: one wins, the others are told who. */
  | { readonly do: 'race'; readonly activity: string; readonly by: readonly string[] }
  | { readonly do: 'complete'; readonly activity: string; readonly by: Actor; readonly outcome?: string }
  | { readonly do: 'release'; readonly activity: string; readonly by: Actor; readonly because: string }
  | { readonly do: 'park'; readonly activity: string; readonly by: Actor; readonly event: string; readonly reason: string }
  | { readonly do: 'offer'; readonly activity: string; readonly by: Actor; readonly to: string; readonly because: string }
  | { readonly do: 'accept'; readonly activity: string; readonly by: string }
  | { readonly do: 'note'; readonly activity: string; readonly by: Actor; readonly text: string }
  | { readonly do: 'evidence'; readonly activity: string; readonly by: Actor; readonly kind: string; readonly text: string }
  | { readonly do: 'promise'; readonly by: string; readonly text: string; readonly channel: Channel; readonly inMs: number }
  | { readonly do: 'keep'; readonly by: string }
  /** Somebody got in touch with the customer. */
  | { readonly do: 'contact'; readonly by: string; readonly channel: Channel }
  /** A regulatory clock that so many percent of its open time will have run of when the plan ends. */
  | { readonly do: 'clock'; readonly by: string; readonly name: string; readonly percent: number };

export interface DemoEvent {
  readonly key: string;
  readonly type: string;
  readonly phase?: 'START' | 'STOP' | 'COMPLETE';
  readonly by?: string;
  readonly data?: Readonly<Record<string, string | number | boolean | null>>;
}

/** One thing that happens, `atMs` after the plan's beginning. */
export type Step = { readonly atMs: number } & (
  | { readonly event: DemoEvent }
  /** The customer behind a key becomes known. */
  | { readonly identify: { readonly key: string; readonly customer: string } }
  | { readonly act: Act; readonly key: string }
  | { readonly availability: { readonly person: string; readonly to: Availability; readonly because: string } }
);

/** What the desk must hold when a plan has been played: counts over the cases of its keys. */
export interface Outcome {
  readonly cases: number;
  /** By outcome, `open` for those that go on. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly openTasks: number;
  /** Stalled open tasks, by cause. */
  readonly stalled: Readonly<Record<string, number>>;
  /** Open tasks by owner. */
  readonly owned: Readonly<Record<string, number>>;
}

export interface Plan {
  /** In order of time. */
  readonly steps: readonly Step[];
  readonly durationMs: number;
  readonly outcome: Outcome;
}

/** Who can play: customers by id, and staff who are there, by id. */
export interface Cast {
  readonly customers: readonly string[];
  /** Those of them who mourn. */
  readonly mourning: readonly string[];
  readonly people: readonly Person[];
}

export interface Scenario {
  readonly name: string;
  readonly says: string;
  /** Lies in the days before now and is told at once, whatever the speed. */
  readonly isHistory: boolean;
  /** Pure: the same draws and the same cast make the same plan. */
  plan(random: Random, cast: Cast): Plan;
}

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Collects the steps of a plan in any order. */
export class Script {
  readonly #steps: Step[] = [];

  event(atMs: number, key: string, type: string, rest: Omit<DemoEvent, 'key' | 'type'> = {}): void {
    this.#steps.push({ atMs, event: { key, type, ...rest } });
  }

  identify(atMs: number, key: string, customer: string): void {
    this.#steps.push({ atMs, identify: { key, customer } });
  }

  act(atMs: number, key: string, act: Act): void {
    this.#steps.push({ atMs, key, act });
  }

  availability(atMs: number, person: string, to: Availability, because: string): void {
    this.#steps.push({ atMs, availability: { person, to, because } });
  }

  /** The plan: steps of one moment stay in the order in which they were told. */
  plan(durationMs: number, outcome: Outcome): Plan {
    return { steps: this.#steps.toSorted((a, b) => a.atMs - b.atMs), durationMs, outcome };
  }
}

/** People of a team who may do work that needs the licence; AI colleagues only where they are asked for. */
export function peopleOf({ people }: Cast, team: string, { licence, withAi = false }: { licence?: string; withAi?: boolean } = {}): string[] {
  return people
    .filter((person) => person.team === team && person.availability === 'available' && (withAi || person.role !== 'aiColleague'))
    .filter((person) => licence === undefined || person.licences.includes(licence))
    .map((person) => person.id);
}

/** Counts how often each word was said. */
export function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
