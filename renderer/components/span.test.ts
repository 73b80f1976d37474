import { expect, it } from 'vitest';
import { spanText } from './span.ts';

const say = (key: string, params: Record<string, unknown> = {}): string => [key.replace('span.', ''), ...Object.values(params)].join(' ');

it('a span is said in the unit in which people would count it', () => {
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
  const said = [-5, 59_000, 59 * minute, 4 * hour + 4 * minute, 9 * hour, 47 * hour, 2 * day, 90 * day, 92 * day, 417 * day, 1359 * day].map((ms) => spanText(say, ms));
  expect(said).toEqual(['seconds 0', 'seconds 59', 'minutes 59', 'hoursMinutes 4 4', 'hours 9', 'hours 47', 'days 2', 'days 90', 'months 3', 'months 13', 'years 3']);
});
