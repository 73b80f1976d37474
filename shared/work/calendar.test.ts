import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { must } from '../assert.ts';
import { isRefusal } from '../model/refusal.ts';
import { dueTimeCalendars, dueTimes } from './calendar-due-times.fixture.ts';
import { parseCalendar, weekdays, wallMs, type CalendarDefinition } from './calendar-definition.ts';
import {
  addBusiness, businessBetween, calendarEnd, compileCalendar, isOpen, nextOpen, workingDayMs, type Calendar,
} from './calendar.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const utc = (text: string): number => Date.parse(text);
const officeDay: [string, string][] = [['09:00', '12:30'], ['13:30', '17:00']];
const office: CalendarDefinition = {
  id: 'office', zone: 'Europe/Berlin', holidays: [],
  week: { mon: officeDay, tue: officeDay, wed: officeDay, thu: officeDay, fri: officeDay },
};
const calendars = new Map(dueTimeCalendars.map((definition) => [definition.id, compileCalendar(definition)]));
const calendarOf = (id: string): Calendar => must(calendars.get(id), `calendar ${id}`);

/** The slow oracle: what a clerk with the opening hours and a clock on the wall would say. */
function wallClockSays({ zone, week, holidays, extra }: CalendarDefinition): (at: number) => boolean {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return (at) => {
    const [date, time] = wall.format(at).split(' ') as [string, string];
    const weekday = must(weekdays[new Date(date).getUTCDay()], 'weekday');
    const blocks = extra?.[date] ?? (holidays.includes(date) ? [] : (week[weekday] ?? []));
    return blocks.some(([start, end]) => wallMs(start) <= wallMs(time) && wallMs(time) < wallMs(end));
  };
}

describe('a business calendar', () => {
  it('lets a four-hour clock started on Friday at 16:00 end on Monday at 12:00', () => {
    const calendar = compileCalendar(office);
    expect(addBusiness(calendar, utc('2026-05-29T16:00+02:00'), 4 * hour)).toBe(utc('2026-06-01T12:00+02:00'));
  });

  it('lets the same clock end on Tuesday where Monday is a holiday', () => {
    const calendar = compileCalendar({ ...office, holidays: ['2026-06-01'] });
    expect(addBusiness(calendar, utc('2026-05-29T16:00+02:00'), 4 * hour)).toBe(utc('2026-06-02T12:00+02:00'));
  });

  it.each(dueTimes)('%s from %s: %i minutes are used up at %s', (id, from, minutes, due) => {
    const calendar = calendarOf(id);
    expect(new Date(addBusiness(calendar, utc(from), minutes * minute)).toISOString()).toBe(new Date(due).toISOString());
    expect(businessBetween(calendar, utc(from), utc(due))).toBe(minutes * minute);
  });

  it.each([
    ['the skipped hour of Berlin is no open time', 'berlin-night', '2026-03-28T23:00Z', '2026-03-29T10:00Z', 2.5 * hour],
    ['the doubled hour of Berlin counts twice', 'berlin-night', '2026-10-24T22:00Z', '2026-10-25T10:00Z', 4.5 * hour],
    ['New York closes at 02:45, which never comes on that day', 'new-york', '2026-03-08T05:00Z', '2026-03-08T10:00Z', 0.75 * hour],
    ['Lord Howe turns its clocks by half an hour', 'lord-howe', '2026-04-04T13:00Z', '2026-04-04T18:00Z', 1.75 * hour],
    ['Apia had no 30 December in 2011, and the 31st followed the 29th', 'apia', '2011-12-30T03:00Z', '2011-12-31T10:00Z', 24 * hour],
    ['Santiago skips the first hour of a day', 'santiago', '2024-09-08T04:00Z', '2024-09-08T05:00Z', 0],
  ])('%s', (_title, id, from, to, openMs) => {
    expect(businessBetween(calendarOf(id), utc(from), utc(to))).toBe(openMs);
  });

  it('agrees with a minute-by-minute walk at any time of any calendar', () => {
    const anyStart = fc.constantFrom(...dueTimes).chain(([id, from]) =>
      fc.record({ id: fc.constant(id), from: fc.integer({ min: 0, max: 2000 }).map((n) => utc(from) - 1000 * minute + n * minute) }));
    fc.assert(
      fc.property(anyStart, fc.integer({ min: 1, max: 900 }), ({ id, from }, length) => {
        const calendar = calendarOf(id);
        const open = wallClockSays(calendar.definition);
        let walked = 0;
        let opened: number | undefined;
        for (let at = from; at < from + length * minute; at += minute) {
          const isOpenNow = open(at);
          expect(isOpen(calendar, at)).toBe(isOpenNow);
          if (isOpenNow) {
            opened ??= at;
            walked += minute;
            expect(addBusiness(calendar, from, walked)).toBe(at + minute);
          }
        }
        expect(businessBetween(calendar, from, from + length * minute)).toBe(walked);
        if (opened !== undefined) expect(nextOpen(calendar, from)).toBe(opened);
      }),
      { numRuns: 150 },
    );
  });

  it('adds to the millisecond, across years, and back', () => {
    const anyId = fc.constantFrom(...calendars.keys());
    const anyTime = fc.integer({ min: utc('1970-01-01T00:00Z'), max: utc('2190-01-01T00:00Z') });
    fc.assert(
      fc.property(anyId, anyTime, fc.integer({ min: 1, max: 400 * day }), (id, from, span) => {
        const calendar = calendarOf(id);
        const due = addBusiness(calendar, from, span);
        expect(businessBetween(calendar, from, due)).toBe(span);
        expect(businessBetween(calendar, from, due - 1)).toBe(span - 1);
        expect(isOpen(calendar, due - 1)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('moves a span of nothing to the next open moment and a full span to the closing time', () => {
    const calendar = compileCalendar(office);
    const friday = utc('2026-05-29T16:00+02:00');
    const monday = utc('2026-06-01T09:00+02:00');
    expect(addBusiness(calendar, friday, 0)).toBe(friday);
    expect(addBusiness(calendar, friday, hour)).toBe(friday + hour);
    expect(addBusiness(calendar, friday + hour, 0)).toBe(monday);
    expect([isOpen(calendar, friday + hour - 1), isOpen(calendar, friday + hour), isOpen(calendar, monday)]).toEqual([true, false, true]);
  });

  it('knows its working day, and is open round the clock if told so', () => {
    expect(workingDayMs(compileCalendar({ ...office, week: { ...office.week, fri: [['09:00', '12:00']] } }))).toBe(7 * hour);
    const always = compileCalendar({
      id: 'always', zone: 'Asia/Kolkata', holidays: [], week: Object.fromEntries(weekdays.map((name) => [name, [['00:00', '24:00']]])),
    });
    expect(addBusiness(always, utc('2026-12-31T23:00Z'), 48 * hour)).toBe(utc('2027-01-02T23:00Z'));
  });

  it('answers at the ends of time without hanging or going backwards', () => {
    const calendar = compileCalendar(office);
    for (const from of [-8.64e15, utc('0001-01-01T00:00Z'), -1, utc('9999-12-31T23:59Z'), 8.64e15]) {
      for (const span of [0, 1, Number.MAX_SAFE_INTEGER]) expect(addBusiness(calendar, from, span)).toBeGreaterThanOrEqual(from);
      expect(businessBetween(calendar, from, from)).toBe(0);
    }
    expect(addBusiness(calendar, 0, Number.MAX_SAFE_INTEGER)).toBe(calendarEnd);
    expect(businessBetween(calendar, -8.64e15, 8.64e15)).toBe(businessBetween(calendar, 0, calendarEnd));
    expect(isOpen(calendar, 8.64e15)).toBe(false);
    expect(isOpen(calendar, -8.64e15)).toBe(false);
  });

  it('works out two hundred thousand due times of an import within two seconds', { timeout: 2000 }, () => {
    const calendar = compileCalendar(office);
    const from = utc('2026-01-01T00:00Z');
    let last = 0;
    for (let i = 0; i < 200_000; i += 1) last = Math.max(last, addBusiness(calendar, from + ((i * 7_919_111) % (300 * day)), 14 * hour));
    expect(last).toBeGreaterThan(from + 300 * day);
  });
});

describe('a calendar definition', () => {
  const faults: [string, unknown, string, string][] = [
    ['blocks that overlap', { ...office, week: { mon: [['09:00', '12:30'], ['12:00', '17:00']] } }, 'week.mon', 'blocks_overlap'],
    ['an end before its start', { ...office, week: { mon: [['17:00', '09:00']] } }, 'week.mon', 'end_before_start'],
    ['a block of no length', { ...office, week: { mon: [['09:00', '09:00']] } }, 'week.mon', 'end_before_start'],
    ['a time that is none', { ...office, week: { mon: [['9:00', '25:00']] } }, 'week.mon.0.0', 'not_a_time'],
    ['an unknown zone', { ...office, zone: 'Europe/Nowhere' }, 'zone', 'unknown_zone'],
    ['an offset in place of a zone', { ...office, zone: '+14:00' }, 'zone', 'unknown_zone'],
    ['a holiday that does not exist', { ...office, holidays: ['2026-02-29'] }, 'holidays.0', 'no_such_date'],
    ['a week without any hours', { ...office, week: { mon: [] } }, 'week', 'never_open'],
    ['a word that is none of its own', { ...office, shifts: [] }, '', 'unrecognized_keys'],
    ['nothing at all', null, '', 'invalid_type'],
  ];
  it.each(faults)('refuses %s', (_title, input, at, problem) => {
    expect(parseCalendar(input)).toEqual({ ok: false, code: 'calendar_invalid', params: { at, problem } });
  });

  it('accepts touching and unsorted blocks, 24:00 and 29 February of a leap year', () => {
    const parsed = parseCalendar({ ...office, week: { sat: [['12:00', '24:00'], ['09:00', '12:00']] }, holidays: ['2028-02-29'] });
    expect(isRefusal(parsed)).toBe(false);
  });
});
