import { describe, expect, it } from 'vitest';
import { isRefusal } from '../model/refusal.ts';
import type { Refusal } from '../model/refusal.ts';
import { clockSuite } from '../testing/clock-suite.ts';
import { clockThatCountsPauses, clockThatForgetsToMove, clockThatGoesBackwards } from '../testing/wrong/clock.ts';
import { compileCalendar } from './calendar.ts';
import {
  breachClock, changeTarget, elapsed, meetClock, pauseClock, pausedSince, resumeClock, startClock, urgencyClock,
} from './clock.ts';
import type { ClockState } from './clock.ts';
import { clockPoints } from './urgency.ts';

const hour = 3_600_000;
const day: [string, string][] = [['09:00', '12:30'], ['13:30', '17:00']];
const calendar = compileCalendar({
  id: 'office', zone: 'Europe/Berlin', holidays: [], week: { mon: day, tue: day, wed: day, thu: day, fri: day },
});
const berlin = (text: string): number => Date.parse(`2026-${text}+02:00`);
const friday = berlin('05-29T16:00');
const started = (kind: ClockState['kind'] = 'resolution', at = friday): ClockState =>
  done(startClock({ id: 'c', name: 'answer', kind, goalMs: 2 * hour, deadlineMs: 4 * hour }, calendar, at));

function done(clock: ClockState | Refusal): ClockState {
  if (isRefusal(clock)) throw new Error(clock.code);
  return clock;
}

describe('a clock', () => {
  it('is never negative, never counts a pause and never moves backwards', () => {
    clockSuite({ startClock, pauseClock, resumeClock, elapsed });
  });

  it.each([
    ['counts pauses', clockThatCountsPauses],
    ['forgets to move its deadline', clockThatForgetsToMove],
    ['goes backwards', clockThatGoesBackwards],
  ])('that %s is found by the suite', (_title, wrong) => {
    expect(() => clockSuite(wrong)).toThrow(/Property failed/);
  });

  it('knows its goal and deadline from the start', () => {
    expect(started()).toEqual({
      id: 'c', name: 'answer', kind: 'resolution', calendar: 'office', startedAt: friday, pauses: [],
      goalMs: 2 * hour, deadlineMs: 4 * hour, goalAt: berlin('06-01T10:00'), dueAt: berlin('06-01T12:00'),
    });
  });

  it('moves goal and deadline by what a pause took of the opening hours', () => {
    const paused = done(pauseClock(started(), friday + hour / 2));
    const resumed = done(resumeClock(paused, calendar, berlin('06-01T11:00')));
    expect(elapsed(paused, calendar, berlin('06-01T11:00'))).toBe(hour / 2);
    expect(resumed).toMatchObject({
      pauses: [{ from: friday + hour / 2, to: berlin('06-01T11:00') }], goalAt: berlin('06-01T12:30'), dueAt: berlin('06-01T15:30'),
    });
  });

  it('keeps a goal that was reached before the pause', () => {
    const resumed = done(resumeClock(done(pauseClock(started(), berlin('06-01T11:00'))), calendar, berlin('06-01T14:00')));
    expect([resumed.goalAt, resumed.dueAt]).toEqual([berlin('06-01T10:00'), berlin('06-01T15:00')]);
  });

  it('does not pause if it is regulatory, and refuses what makes no sense', () => {
    expect(pauseClock(started('regulatory'), friday)).toMatchObject({ ok: false, code: 'clock_never_pauses' });
    expect(resumeClock(started(), calendar, friday)).toMatchObject({ code: 'clock_not_paused' });
    expect(pauseClock(done(pauseClock(started(), friday)), friday)).toMatchObject({ code: 'clock_paused' });
    const met = done(meetClock(started(), friday));
    expect([pauseClock(met, friday), meetClock(met, friday), changeTarget(met, { goalMs: 1, deadlineMs: 1 }, calendar, friday)])
      .toMatchObject([{ code: 'clock_met' }, { code: 'clock_met' }, { code: 'clock_met' }]);
    for (const [goalMs, deadlineMs] of [[0, 1], [-1, 1], [2, 1], [1, Number.NaN], [0.5, 1]] as const)
      expect(startClock({ id: 'c', name: 'n', kind: 'step', goalMs, deadlineMs }, calendar, friday)).toMatchObject({ code: 'clock_target_invalid' });
  });

  it('is missed at its stored deadline, however late the timer is, and never by a jump while it is paused or met', () => {
    const clock = started();
    expect(breachClock(clock, clock.dueAt - 1)).toBe(clock);
    expect(breachClock(clock, clock.dueAt + 99 * hour).breachedAt).toBe(clock.dueAt);
    expect(breachClock(done(pauseClock(clock, friday)), clock.dueAt + hour).breachedAt).toBeUndefined();
    expect(breachClock(done(meetClock(clock, friday)), clock.dueAt + hour).breachedAt).toBeUndefined();
  });

  it('is met in time before its deadline and late from it on, also where nobody had marked it', () => {
    const clock = started();
    expect(done(meetClock(clock, clock.dueAt - 1))).toMatchObject({ metAt: clock.dueAt - 1 });
    expect(done(meetClock(clock, clock.dueAt - 1)).breachedAt).toBeUndefined();
    expect(done(meetClock(clock, clock.dueAt))).toMatchObject({ metAt: clock.dueAt, breachedAt: clock.dueAt });
  });

  it('stays missed when an event tells too late that it was met, and stops counting where it was met', () => {
    const missed = breachClock(started(), berlin('06-01T12:00'));
    expect(done(meetClock(missed, friday))).toMatchObject({ metAt: missed.dueAt, breachedAt: missed.dueAt });
    const met = done(meetClock(started(), friday + hour / 2));
    expect(elapsed(met, calendar, berlin('06-05T17:00'))).toBe(hour / 2);
  });

  it('can be met while it is paused', () => {
    const met = done(meetClock(done(pauseClock(started(), friday + hour / 2)), berlin('06-01T10:00')));
    expect([pausedSince(met), elapsed(met, calendar, berlin('06-02T10:00'))]).toEqual([undefined, hour / 2]);
  });

  it('keeps the history when its target changes', () => {
    const paused = done(pauseClock(started(), friday + hour / 2));
    const resumed = done(resumeClock(paused, calendar, berlin('06-01T09:30')));
    const changed = done(changeTarget(resumed, { goalMs: hour, deadlineMs: 7 * hour }, calendar, berlin('06-01T09:45')));
    expect(changed).toEqual({
      ...resumed, goalMs: hour, deadlineMs: 7 * hour, goalAt: berlin('06-01T10:00'), dueAt: berlin('06-01T17:00'),
      targets: [{ until: berlin('06-01T09:45'), goalMs: 2 * hour, deadlineMs: 4 * hour, goalAt: resumed.goalAt, dueAt: resumed.dueAt }],
    });
  });

  it('is missed at once by a shorter target, and no more by a longer one', () => {
    const now = berlin('06-01T11:00');
    const shorter = done(changeTarget(started(), { goalMs: hour, deadlineMs: 2 * hour }, calendar, now));
    expect(shorter).toMatchObject({ dueAt: berlin('06-01T10:00'), breachedAt: now });
    const longer = done(changeTarget(shorter, { goalMs: hour, deadlineMs: 8 * hour }, calendar, now + 1));
    expect(longer.breachedAt).toBeUndefined();
    expect(longer.targets?.map(({ breachedAt }) => breachedAt)).toEqual([undefined, now]);
  });

  it('gives urgency the moments without its pauses, so that it goes on where it stood', () => {
    const monday = started('step', berlin('06-01T09:00'));
    const at = berlin('06-01T10:00');
    const later = berlin('06-01T11:00');
    const paused = done(pauseClock(monday, at));
    const resumed = done(resumeClock(paused, calendar, later));
    const points = (clock: ClockState, now: number): number => clockPoints(urgencyClock(clock) ?? expect.fail('still open'), now);
    expect([points(monday, at), points(paused, later), points(resumed, later)]).toEqual([25, 25, 25]);
    expect(urgencyClock(done(meetClock(monday, at)))).toBeUndefined();
  });
});
