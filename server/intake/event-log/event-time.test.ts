import { expect, test } from 'vitest';
import { eventTime } from './event-time.ts';

test('times are read with and without zone and fraction, and what is no time is none', () => {
  const same = ['2012-02-29T10:00:00.000Z', '2012-02-29T11:00:00+01:00', '2012-02-29 11:00+0100', '2012-02-29 10:00:00,0001', '2012-02-29T12:00:00.000000+02'];
  expect(same.map(eventTime)).toEqual(same.map(() => Date.UTC(2012, 1, 29, 10)));
  expect(eventTime('2012-02-29')).toBe(Date.UTC(2012, 1, 29));
  expect(eventTime('2012-03-01T10:00:00.1239Z')).toBe(Date.UTC(2012, 2, 1, 10, 0, 0, 123));
  const none = ['', '2011-02-29T10:00:00.000Z', '2011-02-30', '2011-13-01', '29.02.2012', 'now', '1330509600000', '2012-02-29T25:00Z', '2012-01-01T00:00:00.000Z; drop'];
  expect(none.map(eventTime)).toEqual(none.map(() => NaN));
});

test('every millisecond of the usual form is read as Date.parse reads it', () => {
  for (let at = Date.UTC(2011, 11, 30, 23, 58, 1, 7); at < Date.UTC(2012, 2, 2); at += 3_599_987) {
    expect(eventTime(new Date(at).toISOString())).toBe(at);
  }
  expect(eventTime('2012-02-30T10:00:00.000Z')).toBeNaN();
});
