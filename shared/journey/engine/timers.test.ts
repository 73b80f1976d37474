import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Timer } from './process-state.ts';
import { nextAfter, nextTimer } from './timers.ts';

/** One time after the other, as it would have been had nobody been away. */
function oneByOne(timer: Timer, now: number): { next: Timer | undefined; missed: number } {
  let next = nextTimer(timer);
  let missed = 0;
  for (; next !== undefined && next.due <= now; next = nextTimer(next)) missed += 1;
  return { next, missed };
}

it('the next time behind a long absence is the one that the cycle would have come to', () => {
  const every = fc.constantFrom('PT1S', 'PT7M', 'PT1H', 'P1D', 'P1M', 'P1Y');
  const away = fc.integer({ min: 0, max: 3_000_000 });
  fc.assert(fc.property(every, away, fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }), fc.option(away, { nil: undefined }), (span, ms, left, until) => {
    const timer: Timer = { by: 'a', due: 1_000, every: span, ...(left === undefined ? {} : { left }), ...(until === undefined ? {} : { until }) };
    expect(nextAfter(timer, 1_000 + ms)).toEqual(oneByOne(timer, 1_000 + ms));
  }));
});

it('a second that has gone by for ten years costs nothing', () => {
  const now = Date.UTC(2036, 0, 1);
  const startedAt = performance.now();
  expect(nextAfter({ by: 'a', due: Date.UTC(2026, 0, 1), every: 'PT1S' }, now)).toEqual({ next: { by: 'a', due: now + 1000, every: 'PT1S' }, missed: (now - Date.UTC(2026, 0, 1)) / 1000 });
  expect(performance.now() - startedAt).toBeLessThan(50);
});

it('a date comes once', () => {
  expect(nextAfter({ by: 'a', due: 5 }, 9)).toEqual({ next: undefined, missed: 0 });
});
