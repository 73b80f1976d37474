import { expect, test } from 'vitest';
import { dayAt, fieldText, fieldTime, likelyMoments } from './moments.ts';

const at = (text: string): number => new Date(text).getTime();

test('a moment goes into a date field and comes back', () => {
  expect(fieldText(at('2026-03-02T15:05'))).toBe('2026-03-02T15:05');
  expect(fieldTime('2026-03-02T15:05')).toBe(at('2026-03-02T15:05'));
  expect(fieldTime('')).toBeUndefined();
});

test('nobody promises a Sunday', () => {
  expect(fieldText(dayAt(at('2026-03-06T10:00'), 1, 15))).toBe('2026-03-09T15:00');
});

test('likely moments lie ahead, once each and in order', () => {
  for (const now of ['2026-03-02T09:20', '2026-03-02T17:50', '2026-03-06T10:00', '2026-03-07T23:59']) {
    const moments = likelyMoments(at(now));
    expect(moments.every((one) => one > at(now))).toBe(true);
    expect(moments).toEqual([...new Set(moments)].toSorted((a, b) => a - b));
  }
  expect(fieldText(likelyMoments(at('2026-03-02T09:20'))[0] ?? 0)).toBe('2026-03-02T12:00');
});
