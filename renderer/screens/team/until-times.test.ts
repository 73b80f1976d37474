import { expect, test } from 'vitest';
import { inputTime, untilTimes } from './until-times.ts';

const local = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime();

test('an absence ends with a working day: today as long as an hour is left, never at a weekend', () => {
  // 20 November 2026 is a Friday.
  expect(untilTimes(local(20, 8)).map(inputTime)).toEqual(['2026-11-20T18:00', '2026-11-23T18:00', '2026-11-24T18:00', '2026-11-25T18:00']);
  expect(untilTimes(local(20, 17, 30)).map(inputTime)).toEqual(['2026-11-23T18:00', '2026-11-24T18:00', '2026-11-25T18:00', '2026-11-26T18:00']);
});
