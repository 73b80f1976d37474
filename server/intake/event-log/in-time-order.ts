import { CompactEvents, MAX_SORTED_EVENTS } from './compact-events.ts';
import type { EventLog } from './open-event-log.ts';
import { EVENTS_PER_CHUNK } from './source-event.ts';
import type { SourceEvent } from './source-event.ts';

export interface OrderedEvents {
  /** How many events there are; known before the first is handed out. */
  readonly count: number;
  /** Whether the file was in time order, so that it is streamed and not held. */
  readonly isStreamed: boolean;
  /** All events by time, those of a case in file order, in chunks of at most 1,000. */
  events(): AsyncGenerator<SourceEvent[], void, undefined>;
}

/**
 * Reads the whole log once, so a damaged file is refused before any of it is imported, and hands out its events by time: a
 * file already in order is read a second time, another (XES always) is held compactly and sorted, up to 5 million events.
 * Throws `EventLogRefused`. `onEvents` hears of progress while checking, in events.
 */
export async function inTimeOrder(log: EventLog, onEvents?: (count: number) => void, limit = MAX_SORTED_EVENTS): Promise<OrderedEvents> {
  if (log.format !== 'xes') {
    const count = await countIfInOrder(log, onEvents);
    if (count !== null) return { count, isStreamed: true, events: () => log.events() };
  }
  const held = new CompactEvents(limit);
  for await (const chunk of log.events()) {
    for (const event of chunk) held.add(event);
    onEvents?.(held.length);
  }
  const order = held.timeOrder();
  return {
    count: held.length,
    isStreamed: false,
    async *events() {
      for (let start = 0; start < order.length; start += EVENTS_PER_CHUNK) {
        yield Array.from(order.subarray(start, start + EVENTS_PER_CHUNK), (position) => held.get(position));
      }
    },
  };
}

/** The number of events, or null where they are not in order and would have to be sorted. */
async function countIfInOrder(log: EventLog, onEvents?: (count: number) => void): Promise<number | null> {
  let count = 0;
  let latest = -Infinity;
  // An event whose time runs backwards inside its case is in order where it follows that case's last event (see CompactEvents).
  const casesAtLatest = new Set<string>();
  for await (const chunk of log.events()) {
    for (const event of chunk) {
      if (event.at > latest) {
        latest = event.at;
        casesAtLatest.clear();
        casesAtLatest.add(event.caseId);
      } else if (event.at === latest) casesAtLatest.add(event.caseId);
      else if (!casesAtLatest.has(event.caseId)) return null;
    }
    count += chunk.length;
    onEvents?.(count);
  }
  return count;
}
