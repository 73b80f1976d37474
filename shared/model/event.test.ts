import { describe, expect, it } from 'vitest';
import { eventTimeSchema, timeOf } from './event.ts';

const at = (text: string): number | undefined => (eventTimeSchema.safeParse(text).success ? timeOf(text) : undefined);

describe('the time of an event', () => {
  // By hand: offsets are taken away, what is finer than a millisecond is cut.
  it.each([
    ['2026-03-02T09:00:00Z', Date.UTC(2026, 2, 2, 9)],
    ['2026-03-02t09:00:00z', Date.UTC(2026, 2, 2, 9)],
    ['2026-03-02T09:00:00+01:00', Date.UTC(2026, 2, 2, 8)],
    ['2026-03-01T23:59:59.999999999-11:30', Date.UTC(2026, 2, 2, 11, 29, 59, 999)],
    ['2026-03-02T00:00:00+14:00', Date.UTC(2026, 2, 1, 10)],
    // Both sides of the missing and of the doubled hour of a zone with summer time are moments of their own.
    ['2026-03-29T01:59:59+01:00', Date.UTC(2026, 2, 29, 0, 59, 59)],
    ['2026-03-29T03:00:00+02:00', Date.UTC(2026, 2, 29, 1)],
    ['2026-10-25T02:30:00+02:00', Date.UTC(2026, 9, 25, 0, 30)],
    ['2026-10-25T02:30:00+01:00', Date.UTC(2026, 9, 25, 1, 30)],
    ['2028-02-29T12:00:00Z', Date.UTC(2028, 1, 29, 12)],
    ['1970-01-01T00:00:00Z', 0],
    ['9999-12-31T23:59:59.999Z', 253_402_300_799_999],
  ])('%s is read', (text, expected) => {
    expect(at(text)).toBe(expected);
  });

  it.each([
    '2026-03-02T09:00:00', '2026-03-02', '2026-W10-1T09:00:00Z', '2026-061T09:00:00Z', '2026-02-29T09:00:00Z', '2026-04-31T09:00:00Z',
    '2026-13-01T09:00:00Z', '2026-03-02T24:00:00Z', '2016-12-31T23:59:60Z', '2026-03-02T09:00Z', '2026-03-02 09:00:00Z', '-1', '1772442000',
    '1969-12-31T23:59:59Z', '9999-12-31T23:59:59-01:00', '10000-01-01T00:00:00Z', '2026-03-02T09:00:00+24:00', '2026-03-02T09:00:00 Europe/Berlin',
    '٢٠٢٦-٠٣-٠٢T09:00:00Z', ' 2026-03-02T09:00:00Z', '2026-03-02T09:00:00Z ', '2026-03-02T09:00:00.1234567890Z', '',
  ])('%j is refused', (text) => {
    expect(at(text)).toBeUndefined();
  });
});
