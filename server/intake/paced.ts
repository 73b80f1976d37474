import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { SourceEvent } from './event-log/source-event.ts';

/** Waits no longer than this at once, so that a long silence in a log can be interrupted and never overflows a timer. */
const longestWaitMs = 10_000;

/** Hands out the events of a chunk when it is their time; chunks are given in their order. */
export type Pace = (chunk: readonly SourceEvent[]) => AsyncIterable<SourceEvent[]>;

/**
 * Replays events at `speed` times the pace at which they happened, as if they happened now: each gets the time at which it is handed
 * out, since a bank at work is shown by ages that somebody sitting before it would count. Those of one moment stay together.
 */
export function replayPace(speed: number, clock: Clock, signal: AbortSignal): Pace {
  let start: { readonly at: number; readonly on: number } | undefined;
  return async function* paced(chunk) {
    let ready: SourceEvent[] = [];
    for (const event of chunk) {
      start ??= { at: event.at, on: performance.now() };
      const due = start.on + (event.at - start.at) / speed;
      if (due > performance.now() && ready.length > 0) {
        yield ready;
        ready = [];
      }
      for (let left = due - performance.now(); left > 1; left = due - performance.now()) await wait(Math.min(left, longestWaitMs), undefined, { signal });
      ready.push({ ...event, at: clock.now() });
    }
    if (ready.length > 0) yield ready;
  };
}
