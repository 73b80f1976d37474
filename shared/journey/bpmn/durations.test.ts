import { describe, expect, it } from 'vitest';
import { durationMs, isTimerText } from './durations.ts';

describe('durations', () => {
  it.each([['PT15M', 900_000], ['P1DT2H', 93_600_000], ['P2W', 1_209_600_000], ['PT1.5S', 1500], ['PT0S', 0]])('%s are %i milliseconds', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  it.each(['P', 'PT', 'P1M', 'P1Y', '1D', 'P1DT', '-PT1H', 'PT1H30', '3 Tage', ''])('%s is none that can be counted', (text) => {
    expect(durationMs(text)).toBeUndefined();
  });

  it('knows what timers may hold', () => {
    const texts = ['2026-03-02', '2026-03-02T09:30:00Z', '2026-03-02T09:30:00+01:00', 'P3M', 'PT1H', 'R3/PT10M', 'R/2026-03-02T00:00:00Z/P1D'];
    expect(texts.map((text) => (['date', 'duration', 'cycle'] as const).find((kind) => isTimerText(kind, text)))).toEqual(['date', 'date', 'date', 'duration', 'duration', 'cycle', 'cycle']);
    expect(['0 0 9 * * ?', 'morgen', '2026-13-45', 'R3/', 'R/PT0S', ''].flatMap((text) => (['date', 'duration', 'cycle'] as const).filter((kind) => isTimerText(kind, text)))).toEqual([]);
  });
});
