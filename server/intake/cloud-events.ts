import { must } from '../../shared/assert.ts';
import type { CompiledMapping } from '../../shared/journey/compile-mapping.ts';
import type { ObservedEvent } from '../../shared/journey/mapping.ts';
import type { Journey, Journeys } from '../../shared/journey/orchestrated/journey.ts';
import type { CloudEvent, EventResult } from '../../shared/model/event.ts';
import { timeOf } from '../../shared/model/event.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal, refuse } from '../../shared/model/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Desk } from '../desk/desk.ts';
import type { Input } from '../desk/input.ts';
import { journeyInput, messageOf, messageType } from './journey-input.ts';
import { signalInput, signalOf } from './signal-input.ts';
import type { KnownPeople } from './observed-input.ts';
import { observedInput } from './observed-input.ts';
import { isVisit, readVisit, visitInput } from './visit.ts';

/** How many events may wait at the desk before their sources are slowed. */
export const maxWaiting = 2000;

/** What has happened lies in the past; a source's clock may be this much ahead. */
export const aheadMs = 86_400_000;

export interface IntakeParts {
  readonly desk: Desk;
  readonly clock: Clock;
  readonly mappings: ReadonlyMap<string, CompiledMapping>;
  /** Orchestrated journeys, whose messages come as events of type `<journey>.<message>`. */
  readonly journeys?: Journeys;
  /** Whether a source may report a type of event; asked once per pair. */
  readonly mayReport: (source: string, type: string) => boolean;
}

export interface Intake {
  /** Reports events of a source: their results after the commit, in their order. Refused whole: `invalid`, `source_refused`, `slow_down`. */
  report(source: string, events: readonly CloudEvent[]): Promise<readonly EventResult[] | Refusal>;
}

/** Takes CloudEvents 1.0 to the desk. */
export function createIntake({ desk, clock, mappings, journeys, mayReport }: IntakeParts): Intake {
  const bySource = new Map([...mappings.values()].map((mapping) => [mapping.definition.source, mapping]));
  const known: KnownPeople = new Set();
  const asked = new Map<string, boolean>();

  const isAllowed = (source: string, type: string): boolean => {
    const key = `${source} ${type}`;
    const before = asked.get(key);
    if (before !== undefined) return before;
    // Types are the source's words, so there is no end of them.
    if (asked.size >= 10_000) asked.clear();
    const isGiven = mayReport(source, type);
    asked.set(key, isGiven);
    return isGiven;
  };

  /** The journey whose message this is, where the source may send it. */
  const journeyFor = (source: string, type: string): { journey: Journey; message: string } | undefined => {
    const named = messageType(type);
    const journey = named && journeys?.newest(named.journey);
    return journey?.file.sources.includes(source) ? { journey, message: named?.message ?? '' } : undefined;
  };

  const inputOf = (source: string, event: CloudEvent): Input => {
    const orchestrated = journeyFor(source, event.type);
    const signal = signalOf(event.type);
    if (signal !== undefined) return signalInput(event, signal);
    const visit = isVisit(event.type) ? readVisit(event) : undefined;
    if (visit && !isRefusal(visit)) return visitInput(event.id, visit, bySource.get(source)?.definition.journey);
    if (orchestrated) return journeyInput(orchestrated.journey, messageOf(orchestrated.journey.file.journey, orchestrated.message, event), event.id);
    return observedInput(must(bySource.get(source), 'the source was checked'), toObserved(event), { lane: 'event', known, armed: true });
  };

  const check = (source: string, event: CloudEvent, at: string): Refusal | undefined => {
    const { source: named, type, time } = event;
    // One answer for a source that is not known and one that is somebody else's.
    if (named !== source || !(bySource.has(named) || journeyFor(named, type) || signalOf(type) !== undefined || isVisit(type)) || !isAllowed(named, type)) return refuse('source_refused', { field: `${at}source` });
    if (timeOf(time) > clock.now() + aheadMs) return refuse('invalid', { field: `${at}time`, because: 'ahead' });
    const visit = isVisit(type) ? readVisit(event) : undefined;
    return visit && isRefusal(visit) ? { ...visit, params: { ...visit.params, field: `${at}${String(visit.params?.['field'])}` } } : undefined;
  };

  return {
    async report(source, events) {
      for (const [index, event] of events.entries()) {
        const refusal = check(source, event, events.length === 1 ? '' : `${String(index)}.`);
        if (refusal) return refusal;
      }
      const waiting = desk.inbox.waiting('event');
      if (waiting > maxWaiting) return refuse('slow_down', { waiting });
      const answers = events.map((event) => desk.submit(inputOf(source, event)));
      return (await Promise.all(answers)).map((answer, index): EventResult => {
        const id = events[index]?.id ?? '';
        if (!answer.ok) return { id, ok: false, code: answer.code, ...(answer.code === 'step_submitted' && answer.params ? { params: answer.params } : {}) };
        return answer.duplicate === true ? { id, ok: true, duplicate: true } : { id, ok: true };
      });
    },
  };
}

function toObserved({ source, id, subject, type, time, data = {} }: CloudEvent): ObservedEvent {
  const { phase = '', by = null, ...rest } = data;
  return { source, id, key: subject, type, phase, by, at: timeOf(time), data: rest as ObservedEvent['data'] };
}

const headers = { id: 'ce-id', source: 'ce-source', type: 'ce-type', subject: 'ce-subject', time: 'ce-time', specversion: 'ce-specversion' } as const;

/** The event of a request in the binary mode of CloudEvents over HTTP: attributes in `ce-` headers, percent-encoded, data in the body. */
export function fromBinaryMode(given: Readonly<Record<string, string | string[] | undefined>>, data: unknown): unknown {
  const event: Record<string, unknown> = data === undefined ? {} : { data };
  for (const [name, header] of Object.entries(headers)) {
    const value = given[header];
    if (typeof value !== 'string') continue;
    try {
      event[name] = decodeURIComponent(value);
    } catch {
      event[name] = '';
    }
  }
  return event;
}
