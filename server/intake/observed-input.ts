import { hash } from 'node:crypto';
import { v5 } from 'uuid';
import type { CompiledMapping } from '../../shared/journey/compile-mapping.ts';
import { decideObserved } from '../../shared/journey/decide-observed.ts';
import type { ObservedEvent } from '../../shared/journey/mapping.ts';
import type { Input } from '../desk/input.ts';

/** Name space of the ids of observed cases (RFC 9562, version 5). */
const caseSpace = '0d6c7a3e-52b1-5c0e-9a1e-6f0a3d1b7c55';

/** The id of the case of an observed journey: the same on every node and in every import. */
export function observedCaseId(journey: string, key: string): string {
  const name = `${journey}/${key}`;
  const known = derived.get(name);
  if (known !== undefined) return known;
  const id = `k-${v5(name, caseSpace)}`;
  if (derived.size >= derivedLimit) derived.clear();
  derived.set(name, id);
  return id;
}

/** Ids worked out lately: a case has many events, and the hash costs more than all else of an input. */
const derived = new Map<string, string>();
const derivedLimit = 20_000;

/** Persons of sources whose rows are known to exist; a hint that saves a lock, never a rule. */
export type KnownPeople = Set<string>;

export interface ObservedOptions {
  readonly lane: 'event' | 'import';
  readonly known: KnownPeople;
  /** False while a log is imported: timers are computed, not armed. */
  readonly armed: boolean;
}

/** Makes the input of one event of an observed journey. */
export function observedInput(mapping: CompiledMapping, event: ObservedEvent, options: ObservedOptions): Input {
  const { journey, staff, source } = mapping.definition;
  const caseId = observedCaseId(journey, event.key);
  const person = event.by === null ? undefined : staff.prefix + event.by;
  const isKnown = person === undefined || options.known.has(person);
  const body = (): string => JSON.stringify(event);
  return {
    id: `e:${event.source}/${event.id}`,
    lane: options.lane,
    sender: `source:${source}`,
    actor: `source:${source}`,
    action: 'event:report',
    bodyHash: hash('sha256', body(), 'buffer').subarray(0, 16),
    at: event.at,
    footprint: { cases: [caseId], ...(isKnown ? {} : { people: [person] }) },
    holds: { source, case: caseId, body },
    decide: (world, ctx) => {
      const state = world.case(caseId) ?? undefined;
      const knowsPerson = isKnown || world.person(person) !== null;
      // Only a row that is there: one that this input makes may yet fall with it.
      if (person !== undefined && knowsPerson) options.known.add(person);
      return decideObserved(mapping, { caseId, state, knowsPerson, armed: options.armed }, event, ctx);
    },
  };
}
