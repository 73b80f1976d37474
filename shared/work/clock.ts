import { assert } from '../assert.ts';
import { addBusiness, businessBetween, type Calendar } from './calendar.ts';
import type { CaseClock } from '../model/case.ts';
import { refuse, type Refusal } from '../model/refusal.ts';
import type { UrgencyClock } from './urgency.ts';

/** A target that a clock had before it was changed, and what came of it. */
export interface FormerTarget {
  readonly until: number;
  readonly goalMs: number;
  readonly deadlineMs: number;
  readonly goalAt: number;
  readonly dueAt: number;
  readonly breachedAt?: number;
}

/** A clock with the targets it had before, oldest first. Times are UTC ms, spans are ms of the calendar's open time. */
export type ClockState = CaseClock & { targets?: FormerTarget[] };

export type ClockStart = Pick<ClockState, 'id' | 'name' | 'kind' | 'goalMs' | 'deadlineMs'> & { task?: string };
export type ClockTarget = Pick<ClockState, 'goalMs' | 'deadlineMs'>;

/** Starts a clock; refuses with `clock_target_invalid` unless 0 < goal ≤ deadline, in whole ms. */
export function startClock(start: ClockStart, calendar: Calendar, now: number): ClockState | Refusal {
  const fault = targetFault(start);
  if (fault !== undefined) return fault;
  return withDueTimes({ ...start, calendar: calendar.id, startedAt: now, goalAt: now, dueAt: now, pauses: [] }, calendar);
}

/** Stops the clock's time. Refuses: `clock_never_pauses` (regulatory), `clock_met`, `clock_paused`. */
export function pauseClock(clock: ClockState, now: number): ClockState | Refusal {
  if (clock.kind === 'regulatory') return refuse('clock_never_pauses', { clock: clock.id });
  if (clock.metAt !== undefined) return refuse('clock_met', { clock: clock.id });
  if (pausedSince(clock) !== undefined) return refuse('clock_paused', { clock: clock.id });
  const from = notBefore(clock, now);
  return { ...breachClock(clock, from), pauses: [...clock.pauses, { from, to: null }] };
}

/**
 * Lets the time run on and works out `goalAt` and `dueAt` anew, once, from the open time that was left; what was
 * reached before the pause keeps its moment. Refuses with `clock_not_paused`.
 */
export function resumeClock(clock: ClockState, calendar: Calendar, now: number): ClockState | Refusal {
  if (pausedSince(clock) === undefined) return refuse('clock_not_paused', { clock: clock.id });
  return withDueTimes({ ...clock, pauses: endPause(clock, now) }, calendar);
}

/** Ends the clock, also a paused one. Met at `dueAt` is too late. Refuses with `clock_met`. */
export function meetClock(clock: ClockState, now: number): ClockState | Refusal {
  if (clock.metAt !== undefined) return refuse('clock_met', { clock: clock.id });
  const metAt = notBefore(clock, now);
  return { ...breachClock(clock, metAt), pauses: endPause(clock, metAt), metAt };
}

/** Marks the deadline as missed, at the stored `dueAt`, however late the timer is; unchanged if it is met, paused, not yet due or marked. */
export function breachClock(clock: ClockState, now: number): ClockState {
  const isOver = clock.metAt !== undefined || clock.breachedAt !== undefined || pausedSince(clock) !== undefined;
  return isOver || now < clock.dueAt ? clock : { ...clock, breachedAt: clock.dueAt };
}

/**
 * Gives a running or paused clock another target, counted from its start without its pauses; the old one stays in `targets`.
 * A deadline that has passed under the new target alone is missed now, not in hindsight. Refuses: `clock_met`, `clock_target_invalid`.
 */
export function changeTarget(clock: ClockState, target: ClockTarget, calendar: Calendar, now: number): ClockState | Refusal {
  if (clock.metAt !== undefined) return refuse('clock_met', { clock: clock.id });
  const fault = targetFault(target);
  if (fault !== undefined) return fault;
  const at = notBefore(clock, now);
  const { breachedAt, ...rest } = breachClock(clock, at);
  const { goalMs, deadlineMs, goalAt, dueAt } = clock;
  const former: FormerTarget = { until: at, goalMs, deadlineMs, goalAt, dueAt, ...(breachedAt === undefined ? {} : { breachedAt }) };
  const changed = withDueTimes(
    { ...rest, goalMs: target.goalMs, deadlineMs: target.deadlineMs, targets: [...(clock.targets ?? []), former] },
    calendar,
  );
  if (changed.dueAt > (pausedSince(clock) ?? at)) return changed;
  return { ...changed, breachedAt: breachedAt === undefined ? at : Math.max(breachedAt, changed.dueAt) };
}

/** Open time since the start without pauses, up to `now` or to where the clock was met, in ms; never negative. */
export function elapsed(clock: ClockState, calendar: Calendar, now: number): number {
  const end = Math.min(now, clock.metAt ?? now);
  return runs(clock).reduce((sum, [from, to]) => sum + businessBetween(calendar, from, Math.min(to, end)), 0);
}

/** Since when the clock stands still; undefined while it runs. */
export function pausedSince(clock: ClockState): number | undefined {
  const last = clock.pauses.at(-1);
  return last?.to === null ? last.from : undefined;
}

/**
 * What urgency needs of a clock; undefined once it is met. The ended pauses are taken out by moving each moment by
 * those that came after it, so that urgency goes on after a pause where it stood before.
 */
export function urgencyClock(clock: ClockState): UrgencyClock | undefined {
  if (clock.metAt !== undefined) return undefined;
  const past = (moment: number): number =>
    clock.pauses.reduce((sum, { from, to }) => sum + (to === null ? 0 : Math.max(0, to - Math.max(from, moment))), moment);
  const since = pausedSince(clock);
  return {
    id: clock.id,
    startedAt: past(clock.startedAt),
    goalAt: past(clock.goalAt),
    dueAt: past(clock.dueAt),
    regulatory: clock.kind === 'regulatory',
    ...(since === undefined ? {} : { pausedSince: since }),
  };
}

/** The stretches in which the clock's time runs; the last one of a running clock has no end. */
function runs(clock: ClockState): [from: number, to: number][] {
  const stretches: [number, number][] = [];
  let from = clock.startedAt;
  for (const pause of clock.pauses) {
    stretches.push([from, pause.from]);
    if (pause.to === null) return stretches;
    from = pause.to;
  }
  stretches.push([from, Number.POSITIVE_INFINITY]);
  return stretches;
}

function withDueTimes(clock: ClockState, calendar: Calendar): ClockState {
  assert(calendar.id === clock.calendar, `clock ${clock.id} runs over calendar ${clock.calendar}`);
  return { ...clock, goalAt: reachedAt(clock, calendar, clock.goalMs), dueAt: reachedAt(clock, calendar, clock.deadlineMs) };
}

/** When the clock's own time reaches the span; for a paused one, when it would have without its open pause. */
function reachedAt(clock: ClockState, calendar: Calendar, span: number): number {
  let left = span;
  let start = clock.startedAt;
  for (const [from, to] of runs(clock)) {
    start = from;
    const open = businessBetween(calendar, from, to);
    if (open >= left) break;
    left -= open;
  }
  return addBusiness(calendar, start, left);
}

/** Closes the open pause, if any; one that took no time leaves no trace. */
function endPause(clock: ClockState, now: number): ClockState['pauses'] {
  const from = pausedSince(clock);
  if (from === undefined) return clock.pauses;
  const ended = clock.pauses.slice(0, -1);
  return now > from ? [...ended, { from, to: now }] : ended;
}

/** The moment, or the newest one the clock knows: a late event never moves a clock backwards. */
function notBefore(clock: ClockState, now: number): number {
  const last = clock.pauses.at(-1);
  return Math.max(now, clock.startedAt, last?.to ?? last?.from ?? 0, clock.breachedAt ?? 0, clock.targets?.at(-1)?.until ?? 0);
}

function targetFault({ goalMs, deadlineMs }: ClockTarget): Refusal | undefined {
  const isSound = Number.isSafeInteger(goalMs) && Number.isSafeInteger(deadlineMs) && goalMs > 0 && goalMs <= deadlineMs;
  return isSound ? undefined : refuse('clock_target_invalid', { goalMs, deadlineMs });
}
