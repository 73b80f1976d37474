import { hash } from 'node:crypto';
import type { CompiledMapping } from '../../shared/journey/compile-mapping.ts';
import { decideObserved } from '../../shared/journey/decide-observed.ts';
import type { ObservedEvent } from '../../shared/journey/mapping.ts';
import { caseIdOf } from '../../shared/work/case-id.ts';
import type { Input } from '../desk/input.ts';

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
  const caseId = caseIdOf(journey, event.key);
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
