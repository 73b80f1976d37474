import fc from 'fast-check';
import { must } from '../assert.ts';
import { isRefusal } from '../model/refusal.ts';
import type { Refusal } from '../model/refusal.ts';
import { compileCalendar, isOpen } from '../work/calendar.ts';
import type { elapsed, pauseClock, resumeClock, startClock, ClockState } from '../work/clock.ts';

/** What the suite tests. */
export interface ClockPart {
  readonly startClock: typeof startClock;
  readonly pauseClock: typeof pauseClock;
  readonly resumeClock: typeof resumeClock;
  readonly elapsed: typeof elapsed;
}

const minute = 60_000;
const day: [string, string][] = [['09:00', '12:30'], ['13:30', '17:00']];
const calendar = compileCalendar({
  id: 'office', zone: 'Europe/Berlin', holidays: ['2026-03-31'], extra: { '2026-03-29': [['01:00', '04:30']] },
  week: { mon: day, tue: day, wed: day, thu: day, fri: day },
});
/** Ten days around the night in which Berlin's clocks go forward, minute by minute, and then the days in which the last spans end. */
const began = Date.parse('2026-03-26T06:00Z');
const open = Array.from({ length: 40 * 1440 }, (_, i) => isOpen(calendar, began + i * minute));

const anyStep = fc.record({
  afterMinutes: fc.integer({ min: 0, max: 1500 }),
  /** An event that tells late of something earlier. */
  lateByMinutes: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3000 })),
  isTwice: fc.boolean(),
});

/** Invariant 7: a clock is never negative and never counts a pause, whatever is paused and resumed when. Throws with the counterexample. */
export function clockSuite(clocks: ClockPart, numRuns = 150, seed?: number): void {
  const anyStart = fc.integer({ min: 0, max: 3 * 1440 });
  const anyGoal = fc.integer({ min: 1, max: 900 });
  fc.assert(
    fc.property(anyStart, anyGoal, fc.integer({ min: 0, max: 900 }), fc.array(anyStep, { maxLength: 8 }), (start, goal, more, steps) => {
      const startedAt = began + start * minute;
      let clock = sound(clocks.startClock({ id: 'c', name: 'answer', kind: 'resolution', goalMs: goal * minute, deadlineMs: (goal + more) * minute }, calendar, startedAt));
      const pauses: { from: number; to: number }[] = [];
      let isPaused = false;
      let now = start;
      check(clocks, clock, start, pauses, now, { goal, deadline: goal + more });
      for (const step of steps) {
        now += step.afterMinutes;
        const said = now - step.lateByMinutes;
        const before = clock;
        const last = pauses.at(-1);
        if (isPaused) {
          clock = sound(clocks.resumeClock(clock, calendar, began + said * minute));
          const { from } = must(pauses.pop(), 'an open pause');
          if (said > from) pauses.push({ from, to: said });
        } else {
          clock = sound(clocks.pauseClock(clock, began + said * minute));
          // A deadline that was found missed stays missed, so no pause reaches behind it.
          const missed = before.breachedAt === undefined ? start : (before.breachedAt - began) / minute;
          const from = Math.max(said, last?.to ?? start, missed);
          pauses.push({ from, to: Infinity });
          if (step.isTwice) {
            const again = sound(clocks.resumeClock(clock, calendar, began + from * minute));
            same({ ...again, breachedAt: clock.breachedAt }, { ...before, breachedAt: clock.breachedAt }, 'a pause of no length changes something');
          }
        }
        isPaused = !isPaused;
        holds(clock.goalAt >= before.goalAt && clock.dueAt >= before.dueAt, 'a clock moved backwards');
        check(clocks, clock, start, pauses, now, { goal, deadline: goal + more });
      }
    }),
    { numRuns, ...(seed === undefined ? {} : { seed }) },
  );
}

function check(
  clocks: ClockPart, clock: ClockState, start: number, pauses: readonly { from: number; to: number }[], now: number,
  spans: { goal: number; deadline: number },
): void {
  const ticks = (i: number): boolean => open[i] === true && !pauses.some(({ from, to }) => from <= i && i < to);
  let counted = 0;
  for (let i = start; i < now; i += 1) counted += ticks(i) ? 1 : 0;
  same(clocks.elapsed(clock, calendar, began + now * minute), counted * minute, 'elapsed');
  same(clocks.elapsed(clock, calendar, began + (start - 500) * minute), 0, 'elapsed before the start');
  if (pauses.at(-1)?.to === Infinity) return;
  const reached = (span: number): number => {
    let left = span;
    let i = start;
    for (; left > 0; i += 1) left -= ticks(i) ? 1 : 0;
    return began + i * minute;
  };
  same(clock.goalAt, reached(spans.goal), 'goalAt');
  same(clock.dueAt, reached(spans.deadline), 'dueAt');
}

function sound(clock: ClockState | Refusal): ClockState {
  if (isRefusal(clock)) throw new Error(`refused: ${clock.code}`);
  return clock;
}

function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

function same(actual: unknown, expected: unknown, what: string): void {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  holds(got === wanted, `${what}: ${got} instead of ${wanted}`);
}
