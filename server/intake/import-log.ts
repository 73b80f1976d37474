import type { CompiledMapping } from '../../shared/journey/compile-mapping.ts';
import type { ObservedEvent } from '../../shared/journey/mapping.ts';
import type { Desk } from '../desk/desk.ts';
import type { Queryable } from '../store/queryable.ts';
import { knownInputs } from '../store/tables/ledger.ts';
import type { SourceEvent } from './event-log/source-event.ts';
import type { KnownPeople, ObservedOptions } from './observed-input.ts';
import { observedInput } from './observed-input.ts';
import type { Pace } from './paced.ts';

/** How many events may wait at the desk while the next are read. */
const inFlightLimit = 3000;

export interface ImportParts {
  readonly desk: Desk;
  readonly db: Queryable;
  readonly mapping: CompiledMapping;
  readonly known: KnownPeople;
  /** How many events were handed in and answered. */
  readonly onProgress: (done: number) => void;
  readonly signal?: AbortSignal;
  /** A replay into a running server: goes with its own traffic, at a pace; what it has had already is not waited for. */
  readonly pace?: Pace;
}

/** Event of a file as the mapping sees it: the file's source is the journey's name, its id `caseId/seq`. */
export function toObserved(journey: string, event: SourceEvent): ObservedEvent {
  return {
    source: journey,
    id: `${event.caseId}/${String(event.seq)}`,
    key: event.caseId,
    type: event.activity,
    phase: event.lifecycle,
    by: event.resource,
    at: event.at,
    data: event.data,
  };
}

/**
 * Runs the events of a log through the desk in their order. A chunk that the ledger has whole is skipped, so a second run after an
 * interruption goes on where the first stopped. Returns how many events were read, and how many of them were known.
 */
export async function importLog(chunks: AsyncIterable<SourceEvent[]>, parts: ImportParts): Promise<{ events: number; duplicates: number }> {
  const { desk, mapping, known } = parts;
  const { journey } = mapping.definition;
  // What is replayed happens now: its timers are those of any case.
  const options: ObservedOptions = parts.pace === undefined ? { lane: 'import', known, armed: false } : { lane: 'event', known, armed: true };
  let events = 0;
  let duplicates = 0;
  let done = 0;
  let waiting = 0;
  let isResuming = true;
  let failure: Error | undefined;
  let roomMade: (() => void) | undefined;
  for await (const chunk of chunks) {
    parts.signal?.throwIfAborted();
    events += chunk.length;
    const seen = isResuming ? await knownInputs(parts.db, chunk.map((event) => `e:${journey}/${event.caseId}/${String(event.seq)}`)) : new Set();
    if (seen.size === 0 && chunk.length > 0) isResuming = false;
    const fresh = seen.size === 0 ? chunk : chunk.filter((event) => !seen.has(`e:${journey}/${event.caseId}/${String(event.seq)}`));
    duplicates += chunk.length - fresh.length;
    done += chunk.length - fresh.length;
    for await (const ready of parts.pace?.(fresh) ?? [fresh]) {
      for (const event of ready) {
        waiting += 1;
        void desk.submit(observedInput(mapping, toObserved(journey, event), options)).then((answer) => {
          waiting -= 1;
          done += 1;
          if (!answer.ok) failure ??= new Error(`the import stopped: ${answer.code}`);
          else if (answer.duplicate === true) duplicates += 1;
          if (waiting < inFlightLimit / 2) roomMade?.();
        });
      }
      parts.onProgress(done);
      while (waiting >= inFlightLimit && failure === undefined) await new Promise<void>((resolve) => (roomMade = resolve));
      if (failure !== undefined) throw failure;
    }
    parts.onProgress(done);
  }
  while (waiting > 0 && failure === undefined) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (waiting > 0) await new Promise<void>((resolve) => setTimeout(resolve, 2));
  }
  if (failure !== undefined) throw failure;
  parts.onProgress(done);
  return { events, duplicates };
}
