import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockPoints, urgency } from './urgency.ts';
import type { UrgencyClock } from './urgency.ts';

const minute = 60_000;
/** Starts at 0, goal at 100, deadline at 400. */
const clock: UrgencyClock = { id: 'c', startedAt: 0, goalAt: 100, dueAt: 400, regulatory: false };

describe('urgency', () => {
  it.each([
    [-50, 0], [0, 0], [50, 25], [100, 50], [250, 75], [400, 100], [404, 101], [500, 125], [600, 150], [9999, 150],
  ])('gives a clock at %i %d points', (now, points) => {
    expect(clockPoints(clock, now)).toBe(points);
    expect(clockPoints({ ...clock, regulatory: true }, now)).toBe(points * 1.5);
  });

  it('counts a paused clock as it stood when it was paused', () => {
    expect(urgency({ clocks: [{ ...clock, pausedSince: 50 }] }, 9999)).toEqual({
      total: 25,
      parts: [{ part: 'clock', points: 25, because: { code: 'clock_paused', params: { clock: 'c', goalAt: 100, dueAt: 400, regulatory: false, pausedSince: 50 } } }],
    });
  });

  it('copes with a goal at the deadline and with a clock of no length', () => {
    const short = { ...clock, goalAt: 400 };
    expect([clockPoints(short, 399), clockPoints(short, 400)]).toEqual([50 * (399 / 400), 100]);
    expect(clockPoints({ ...clock, goalAt: 0, dueAt: 0 }, 0)).toBe(150);
  });

  it('takes the clock with the most points, and says which and why', () => {
    const later = { ...clock, id: 'law', regulatory: true };
    expect(urgency({ clocks: [clock, later] }, 250).parts).toEqual([
      { part: 'clock', points: 112.5, because: { code: 'clock_goal_passed', params: { clock: 'law', goalAt: 100, dueAt: 400, regulatory: true } } },
    ]);
    expect(urgency({ clocks: [{ ...clock, id: 'b' }, { ...clock, id: 'a' }] }, 500).parts[0]?.because)
      .toMatchObject({ code: 'clock_overdue', params: { clock: 'a' } });
  });

  it.each([
    [-61 * minute, []],
    [-60 * minute, [{ part: 'promise', points: 40, because: { code: 'promise_due', params: { dueAt: 0 } } }]],
    [-1, [{ part: 'promise', points: 40, because: { code: 'promise_due', params: { dueAt: 0 } } }]],
    [0, [{ part: 'promise', points: 60, because: { code: 'promise_broken', params: { dueAt: 0 } } }]],
  ])('counts a promise due at 0, seen at %i', (now, parts) => {
    expect(urgency({ promiseDueAt: 0 }, now).parts).toEqual(parts);
  });

  it('adds a customer who waits and a case that stalls', () => {
    expect(urgency({ clocks: [clock], promiseDueAt: 600, customerPresent: 'counter', stalled: true }, 600)).toMatchObject({
      total: 300,
      parts: [{ points: 150 }, { points: 60 }, { points: 80, because: { code: 'customer_present', params: { where: 'counter' } } }, { points: 10 }],
    });
    expect(urgency({}, 0)).toEqual({ total: 0, parts: [] });
    expect(urgency({ stalled: false, clocks: [] }, 0)).toEqual({ total: 0, parts: [] });
  });

  it('is the sum of its parts and never falls while a clock runs', () => {
    const anyClock = fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000), fc.boolean()).map(([startedAt, goal, more, regulatory]) =>
      ({ id: 'c', startedAt, goalAt: startedAt + goal, dueAt: startedAt + goal + more, regulatory }));
    fc.assert(fc.property(fc.array(anyClock), fc.nat(5000), fc.nat(500), fc.nat(5000), (clocks, now, later, promiseDueAt) => {
      const first = urgency({ clocks, promiseDueAt }, now);
      expect(first.parts.reduce((sum, { points }) => sum + points, 0)).toBe(first.total);
      expect(urgency({ clocks, promiseDueAt }, now + later).total).toBeGreaterThanOrEqual(first.total);
      expect(first.total).toBeLessThanOrEqual(225 + 60);
    }));
  });
});
