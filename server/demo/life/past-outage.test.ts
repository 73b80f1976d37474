import { expect, it } from 'vitest';
import { outageSpan } from './past-outage.ts';

const at = (now: string): string => {
  const { from, to } = outageSpan(Date.parse(now));
  return `${new Date(from).toISOString().slice(5, 16)} ${new Date(to).toISOString().slice(11, 16)}`;
};

it('the card system was down since the bank last closed: on Saturday night, or last night, and never in a time to come', () => {
  // Saturday to Monday, winter at the bank.
  for (const now of ['2026-11-21T09:00Z', '2026-11-22T12:00Z', '2026-11-23T07:00Z', '2026-11-22T23:30Z']) expect(at(now)).toBe('11-21T01:10 02:05');
  expect(at('2026-11-24T07:00Z')).toBe('11-24T01:10 02:05');
  expect(at('2026-11-23T23:30Z')).toBe('11-23T19:10 20:05');
  expect(at('2026-11-21T00:30Z')).toBe('11-20T19:10 20:05');
});
