import { businessBetween } from '../../work/calendar.ts';
import { elapsed, pauseClock, resumeClock, startClock } from '../../work/clock.ts';
import type { ClockPart } from '../clock-suite.ts';

/** Wrong on purpose: counts the time that passed in a pause. */
export const clockThatCountsPauses: ClockPart = {
  startClock, pauseClock, resumeClock,
  elapsed: (clock, calendar, now) => businessBetween(calendar, clock.startedAt, now),
};

/** Wrong on purpose: leaves the deadline where it was before the pause. */
export const clockThatForgetsToMove: ClockPart = {
  startClock, pauseClock, elapsed,
  resumeClock: (clock, calendar, now) => ({ ...resumeClock(clock, calendar, now), goalAt: clock.goalAt, dueAt: clock.dueAt }),
};

/** Wrong on purpose: believes a late event and lets a pause begin before the newest moment that the clock knows. */
export const clockThatGoesBackwards: ClockPart = {
  startClock, resumeClock, elapsed,
  pauseClock: (clock, now) => ({ ...clock, pauses: [...clock.pauses, { from: now, to: null }] }),
};
