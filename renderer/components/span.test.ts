import { expect, it } from 'vitest';
import { laterText, momentText, periodText, spanText } from './span.ts';

const say = (key: string, params: Record<string, unknown> = {}): string => [key.replace('span.', ''), ...Object.values(params)].join(' ');

it('a span is said in the unit in which people would count it', () => {
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
  const said = [-5, 59_000, 59 * minute, 4 * hour + 4 * minute, 9 * hour, 47 * hour, 2 * day, 90 * day, 92 * day, 417 * day, 1359 * day].map((ms) => spanText(say, ms));
  expect(said).toEqual(['seconds 0', 'seconds 59', 'minutes 59', 'hoursMinutes 4 4', 'hours 9', 'hours 47', 'days 2', 'days 90', 'months 3', 'months 13', 'years 3']);
});

const local = (day: number, hour: number, minute: number): number => new Date(2026, 10, day, hour, minute).getTime();

it('a moment after an earlier one has its date where both are on a Monday, and is not said where it is the same', () => {
  const now = local(26, 12, 0);
  const later = (at: number, earlier: number): string | undefined => laterText('en-GB', at, earlier, now);
  expect([later(local(30, 10, 20), local(23, 10, 20)), later(local(27, 9, 0), local(23, 10, 20)), later(local(23, 16, 0), local(23, 10, 20))]).toEqual([
    expect.stringMatching(/^Mon,? 30 Nov,? 10:20$/), momentText('en-GB', local(27, 9, 0), now), momentText('en-GB', local(23, 16, 0), now),
  ]);
  expect(later(local(23, 10, 20) + 30_000, local(23, 10, 20))).toBeUndefined();
});

it('a span says its day once, and no end where it has none', () => {
  const now = local(22, 12, 0);
  const period = (from: number, until?: number): string => periodText('en-GB', from, until, now).replace(',', '');
  expect([period(local(21, 2, 10), local(21, 3, 5)), period(local(22, 2, 10)), period(local(20, 23, 10), local(21, 0, 5))]).toEqual(['Sat 02:10–03:05', '02:10', expect.stringMatching(/^Fri 23:10–Sat,? 00:05$/)]);
});
