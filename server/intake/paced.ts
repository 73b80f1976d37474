import { setTimeout as wait } from 'node:timers/promises';
import type { SourceEvent } from './event-log/source-event.ts';

/** Waits no longer than this at once, so that a long silence in a log can be interrupted and never overflows a timer. */
const longestWaitMs = 10_000;

/** Hands out events at `speed` times the pace at which they happened, those of one moment together. */
export async function* paced(chunks: AsyncIterable<SourceEvent[]>, speed: number, signal: AbortSignal): AsyncGenerator<SourceEvent[]> {
  const startedAt = performance.now();
  let first: number | undefined;
  for await (const chunk of chunks) {
    let ready: SourceEvent[] = [];
    for (const event of chunk) {
      first ??= event.at;
      const due = startedAt + (event.at - first) / speed;
      if (due > performance.now() && ready.length > 0) {
        yield ready;
        ready = [];
      }
      for (let left = due - performance.now(); left > 1; left = due - performance.now()) await wait(Math.min(left, longestWaitMs), undefined, { signal });
      ready.push(event);
    }
    if (ready.length > 0) yield ready;
  }
}
