import { describe, expect, it } from 'vitest';
import { compileCalendar } from './calendar.ts';
import { isStalled, stallCause, stallCauseNow, stallDueAt } from './stall.ts';

describe('a stalled case', () => {
  it.each([
    [{ system_error: true, approval_waiting: true, owner_absent: true, owner_over_capacity: true, third_party: true }, 'system_error'],
    [{ approval_waiting: true, owner_absent: true, owner_over_capacity: true, third_party: true }, 'approval_waiting'],
    [{ owner_absent: true, owner_over_capacity: true, third_party: true }, 'owner_absent'],
    [{ owner_over_capacity: true, third_party: true }, 'owner_over_capacity'],
    [{ third_party: true, system_error: false }, 'third_party'],
    [{}, 'customer'],
  ] as const)('%o waits because of %s', (facts, cause) => {
    expect(stallCause(facts)).toBe(cause);
  });

  it.each([
    ['customer', true, 'owner_absent'],
    ['customer', false, 'customer'],
    ['owner_over_capacity', true, 'owner_absent'],
    ['system_error', true, 'system_error'],
    ['third_party', false, 'third_party'],
    ['of another release', false, 'customer'],
  ] as const)('that was told to wait because of %s, its owner away: %s, waits because of %s now', (told, isAway, cause) => {
    expect(stallCauseNow(told, isAway)).toBe(cause);
  });

  it('stalls at its stored time, unless something moved since', () => {
    expect([isStalled(0, 100, 99), isStalled(0, 100, 100), isStalled(100, 100, 200), isStalled(150, 100, 200)]).toEqual([false, true, false, false]);
  });

  it('has one working day, not counting nights and weekends, if its step says nothing', () => {
    const day: [string, string][] = [['09:00', '12:30'], ['13:30', '17:00']];
    const calendar = compileCalendar({ id: 'office', zone: 'Europe/Berlin', holidays: [], week: { mon: day, fri: day } });
    expect(stallDueAt(calendar, Date.parse('2026-05-29T16:00+02:00'))).toBe(Date.parse('2026-06-01T16:00+02:00'));
    expect(stallDueAt(calendar, Date.parse('2026-05-29T16:00+02:00'), 1_800_000)).toBe(Date.parse('2026-05-29T16:30+02:00'));
  });
});
