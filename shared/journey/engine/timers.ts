import { addSpan, parseCycle, parseMoment, parseSpan } from './iso-time.ts';
import type { Timer } from './process-state.ts';
import type { StepOptions } from './run.ts';
import type { Trigger } from './tables.ts';

type TimerTrigger = Extract<Trigger, { on: 'timer' }>;

/** A moment as ISO 8601 text or milliseconds; a span as ISO 8601 text or milliseconds; a cycle as ISO 8601 text. */
export function readTimer(trigger: Pick<TimerTrigger, 'timer' | 'isWorkingTime'>, value: unknown, team: string | undefined, now: number, options: StepOptions): Omit<Timer, 'by' | 'n'> | undefined {
  switch (trigger.timer) {
    case 'date': {
      const due = typeof value === 'number' ? value : typeof value === 'string' ? parseMoment(value) : undefined;
      return due === undefined || !Number.isSafeInteger(due) ? undefined : { due };
    }
    case 'duration': {
      const span = typeof value === 'number' ? { months: 0, ms: value } : typeof value === 'string' ? parseSpan(value) : undefined;
      if (span === undefined || !Number.isSafeInteger(span.ms)) return undefined;
      const { addWorkingTime } = options;
      const due = trigger.isWorkingTime && addWorkingTime !== undefined && span.months === 0 ? addWorkingTime(now, span.ms, team) : addSpan(now, span);
      return due === undefined ? undefined : { due };
    }
    default: {
      const cycle = typeof value === 'string' ? parseCycle(value, now) : undefined;
      if (cycle === undefined) return undefined;
      const { first, every, left, until } = cycle;
      return { due: first, every, ...(left === undefined ? {} : { left }), ...(until === undefined ? {} : { until }) };
    }
  }
}

/** The timer after one that fired; undefined where it was the last. */
export function nextTimer(timer: Timer): Timer | undefined {
  const { every, left, due, until } = timer;
  if (every === undefined || left === 0) return undefined;
  const span = parseSpan(every);
  const next = span === undefined ? undefined : addSpan(due, span);
  if (next === undefined || (until !== undefined && next > until)) return undefined;
  return left === undefined ? { ...timer, due: next } : { ...timer, due: next, left: left - 1 };
}

/**
 * The first time of a timer after `now`, from one that is due or past, and how many other times have gone by meanwhile; no timer where that
 * was the last.
 */
export function nextAfter(timer: Timer, now: number): { readonly next: Timer | undefined; readonly missed: number } {
  let next = nextTimer(timer);
  let missed = 0;
  while (next !== undefined && next.due <= now) {
    const span = parseSpan(next.every ?? '');
    // Of equal spans all but the last are passed over at once: a short one may have gone by very often.
    const times = span === undefined || span.months !== 0 ? 0 : Math.min(next.left ?? Infinity, Math.floor((Math.min(now, next.until ?? now) - next.due) / span.ms));
    missed += times + 1;
    next = nextTimer({ ...next, due: next.due + times * (span?.ms ?? 0), ...(next.left === undefined ? {} : { left: next.left - times }) });
  }
  return { next, missed };
}
