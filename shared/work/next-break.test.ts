import { expect, it } from 'vitest';
import type { CalendarDefinition, DayBlocks } from './calendar-definition.ts';
import { compileCalendar } from './calendar.ts';
import { nextBreak } from './next-break.ts';

const office: DayBlocks = [['09:00', '12:30'], ['13:30', '17:00']];
const definition: CalendarDefinition = {
  id: 'office', zone: 'Europe/Berlin', holidays: ['2026-12-25'],
  week: { mon: [['08:00', '10:00'], ['10:15', '12:30'], ['13:30', '17:00']], tue: office, wed: [['09:00', '17:00']], thu: [['06:00', '09:00'], ['15:00', '18:00'], ['18:20', '20:00']], fri: office },
  extra: { '2026-12-31': [['00:00', '00:20'], ['00:50', '02:00'], ['12:00', '24:00']], '2027-01-01': [['00:00', '00:30'], ['00:45', '02:00']] },
};
const calendar = compileCalendar(definition);
const spoken = (at: string): string | undefined => {
  const found = nextBreak(calendar, Date.parse(at));
  return found && [found.from, found.until].map((moment) => new Date(moment).toISOString().slice(5, 16)).join(' ');
};

it.each([
  ['before the doors open, the first of the day', '2026-11-23T05:00+01:00', '11-23T09:00 11-23T09:15'],
  ['at work, the one that comes', '2026-11-23T10:20+01:00', '11-23T11:30 11-23T12:30'],
  ['in a break, that one', '2026-11-23T13:29+01:00', '11-23T11:30 11-23T12:30'],
  ['from its first moment on', '2026-11-23T12:30+01:00', '11-23T11:30 11-23T12:30'],
  ['after the last of the day, none', '2026-11-23T13:30+01:00', undefined],
  ['after closing, not that of tomorrow', '2026-11-23T18:00+01:00', undefined],
  ['on a day without a break, none', '2026-11-25T10:00+01:00', undefined],
  ['hours between two shifts are none, the gap after them is one', '2026-11-26T10:00+01:00', '11-26T17:00 11-26T17:20'],
  ['on a Sunday, none', '2026-11-22T11:00+01:00', undefined],
  ['on a holiday, none', '2026-12-25T11:00+01:00', undefined],
  ['in summer time, by the clock on the wall', '2026-06-02T10:00+02:00', '06-02T10:30 06-02T11:30'],
  ['in the night of New Year, that of the day it is on the wall', '2027-01-01T00:10+01:00', '12-31T23:30 12-31T23:45'],
])('%s', (_title, at, expected) => {
  expect(spoken(at)).toBe(expected);
});
