import { describe, expect, it } from 'vitest';
import { addSpan, parseCycle, parseMoment, parseSpan } from './iso-time.ts';

const at = (text: string): number => Date.parse(text);

describe('moments', () => {
  it.each([
    ['2026-03-01', '2026-03-01T00:00Z'], ['2026-03-01T10:00', '2026-03-01T10:00Z'], ['2026-03-01T10:00:30.5Z', '2026-03-01T10:00:30.5Z'], ['2026-03-01T10:00+01:00', '2026-03-01T09:00Z'],
    ['2026-03-01T10:00-0230', '2026-03-01T12:30Z'], ['2026-07-01T10:00[Europe/Berlin]', '2026-07-01T08:00Z'], ['2026-01-01T10:00@Europe/Berlin', '2026-01-01T09:00Z'],
    ['2026-07-01T10:00+05:00[Europe/Berlin]', '2026-07-01T05:00Z'], ['2026-03-29T02:30[Europe/Berlin]', '2026-03-29T01:30Z'],
    ['2026-10-25T12:00[America/New_York]', '2026-10-25T16:00Z'],
  ])('%s', (text, utc) => expect(parseMoment(text)).toBe(at(utc)));

  it.each(['', 'tomorrow', '2026-13-01', '2026-03-01T25:00', '2026-03-01T10', '2026-03-01T10:00[Nowhere/Else]', '01.03.2026'])('%j is none', (text) => expect(parseMoment(text)).toBeUndefined());
});

describe('spans', () => {
  it.each([
    ['PT90M', { months: 0, ms: 5_400_000 }], ['P1Y2M', { months: 14, ms: 0 }], ['P1W2DT3H4M5.5S', { months: 0, ms: 788_645_500 }], ['-PT1S', { months: 0, ms: -1000 }], ['PT0S', { months: 0, ms: 0 }],
  ])('%s', (text, span) => expect(parseSpan(text)).toEqual(span));

  it.each(['', 'P', 'PT', '1H', 'PT1X', 'P1H', 'P99999999999999999999D'])('%j is none', (text) => expect(parseSpan(text)).toBeUndefined());

  it.each([['2026-01-31T10:00Z', 'P1M', '2026-02-28T10:00Z'], ['2024-02-29T10:00Z', 'P1Y', '2025-02-28T10:00Z'], ['2026-03-31T10:00Z', '-P1M', '2026-02-28T10:00Z'], ['2026-01-01T00:00Z', 'P1DT1H', '2026-01-02T01:00Z']])(
    '%s and %s', (from, text, to) => {
      const span = parseSpan(text);
      expect(span && addSpan(at(from), span)).toBe(at(to));
    });
});

describe('cycles', () => {
  const from = at('2026-01-01T00:00Z');
  it.each([
    ['R3/PT1H', { first: from + 3_600_000, every: 'PT1H', left: 2, until: undefined }], ['R/P1D', { first: from + 86_400_000, every: 'P1D', left: undefined, until: undefined }],
    ['PT1H', { first: from + 3_600_000, every: 'PT1H', left: undefined, until: undefined }], ['R0/PT1H', { first: from + 3_600_000, every: 'PT1H', left: 0, until: undefined }],
    ['R2/2026-05-01T09:00Z/P1M', { first: at('2026-05-01T09:00Z'), every: 'P1M', left: 1, until: undefined }],
    ['R/PT1H/2026-01-02', { first: from + 3_600_000, every: 'PT1H', left: undefined, until: at('2026-01-02T00:00Z') }],
  ])('%s', (text, cycle) => expect(parseCycle(text, from)).toEqual(cycle));

  it.each(['', 'R', 'R3', 'R3/', 'R/PT0S', 'R/-PT1H', 'R3/PT1H/PT1H', '0 0 9 * * MON'])('%j is none', (text) => expect(parseCycle(text, from)).toBeUndefined());
});
