import { describe, expect, it } from 'vitest';
import { parseMoment } from './asof-time.ts';

describe('a moment of the past', () => {
  it.each([
    ['2011-11-01T10:00Z', Date.UTC(2011, 10, 1, 10)],
    ['2011-11-01T11:00+01:00', Date.UTC(2011, 10, 1, 10)],
    ['2012-02-29T23:59:59.999Z', Date.UTC(2012, 1, 29, 23, 59, 59, 999)],
    ['1970-01-01T00:00Z', 0],
  ])('%s is understood', (text, moment) => {
    expect(parseMoment(text)).toBe(moment);
  });

  it.each(['', 'yesterday', '2011-11-01', '2011-11-01T10:00', '2011-02-29T10:00Z', '2011-11-31T10:00Z', '2011-11-01T24:01Z', '1320141600000', '2011-11-01T10:00Z x'])(
    '"%s" is refused, not guessed',
    (text) => {
      expect(parseMoment(text)).toMatchObject({ ok: false, code: 'bad_time', params: { time: text } });
    },
  );
});
