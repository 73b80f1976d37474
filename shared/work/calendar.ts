import { assert, must } from '../assert.ts';
import { weekdays, wallMs, type CalendarDefinition, type DayBlocks } from './calendar-definition.ts';
import { zoneOffset, zoneStretches, type OffsetAt } from './zone.ts';

/** First and last calendar year with opening hours; outside them a calendar is closed, so that no search runs on for ever. */
const firstYear = 1970;
const lastYear = 2199;
/** Where the search for open time ends (UTC): a span that does not fit before it ends here, or at its start if that is later. */
export const calendarEnd = Date.UTC(lastYear + 1, 0, 1);

const calendarStart = Date.UTC(firstYear, 0, 1);
const dayMs = 86_400_000;

/** The open blocks [starts[i], ends[i]) of one UTC year, in order; `before[i]` is the open time of the year before block i. */
interface OpenYear {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly before: Float64Array;
  readonly totalMs: number;
}

/** A business calendar made ready: years are worked out once, when first asked for. */
export interface Calendar {
  readonly id: string;
  readonly definition: CalendarDefinition;
  readonly workingDayMs: number;
  readonly offsetAt: OffsetAt;
  readonly yearAt: (year: number) => OpenYear;
}

/**
 * Makes a checked definition (`parseCalendar`) ready. Open is every moment at which the zone's wall clock shows a time within the
 * day's blocks: an hour that summer time skips is no open time, an hour that the wall clock shows twice is open twice.
 */
export function compileCalendar(definition: CalendarDefinition): Calendar {
  const offsetAt = zoneOffset(definition.zone);
  const hours = openHours(definition);
  const years = new Map<number, OpenYear>();
  const yearAt = (year: number): OpenYear => {
    let open = years.get(year);
    if (open === undefined) years.set(year, (open = buildYear(year, hours, offsetAt)));
    return open;
  };
  return { id: definition.id, definition, workingDayMs: longestDayMs(definition), offsetAt, yearAt };
}

/** What "one working day" means as a span: the open time of the week's longest day, in milliseconds. */
export function workingDayMs(calendar: Calendar): number {
  return calendar.workingDayMs;
}

/**
 * When `durationMs` of open time after `from` is used up (UTC ms): the first moment at which that much has passed, so a span that
 * fits exactly ends when the doors close. A duration of 0 gives the next open moment.
 */
export function addBusiness(calendar: Calendar, from: number, durationMs: number): number {
  assert(Number.isFinite(from) && durationMs >= 0, 'a span of open time starts at a time and is not negative');
  if (durationMs === 0) return nextOpen(calendar, from);
  let year = yearOf(from);
  let wanted = durationMs + openBefore(calendar, year, from);
  for (; year <= lastYear; year += 1) {
    const open = calendar.yearAt(year);
    if (wanted <= open.totalMs) {
      // The last block with less than `wanted` before it is the one in which the span ends.
      const i = lastBelow(open.before, wanted);
      return at(open.starts, i) + wanted - at(open.before, i);
    }
    wanted -= open.totalMs;
  }
  return Math.max(from, calendarEnd);
}

/** Open time between two moments, in milliseconds; 0 where `to` is not after `from`. */
export function businessBetween(calendar: Calendar, from: number, to: number): number {
  if (!(to > from)) return 0;
  const first = yearOf(from);
  const last = yearOf(to);
  let total = openBefore(calendar, last, to) - openBefore(calendar, first, from);
  for (let year = first; year < last; year += 1) total += calendar.yearAt(year).totalMs;
  return total;
}

/** The moment itself if it is open, else the start of the next block (UTC ms). */
export function nextOpen(calendar: Calendar, from: number): number {
  for (let year = yearOf(from); year <= lastYear; year += 1) {
    const { starts, ends } = calendar.yearAt(year);
    // The first block that ends after `from`.
    const i = lastBelow(ends, from, true) + 1;
    if (i < starts.length) return Math.max(from, at(starts, i));
  }
  return Math.max(from, calendarEnd);
}

/** The end of the block that the moment lies in (UTC ms), else the moment itself; with the year (UTC) a block ends as well. */
export function nextClosed(calendar: Calendar, from: number): number {
  const { starts, ends } = calendar.yearAt(yearOf(from));
  const i = lastBelow(starts, from, true);
  return i < 0 ? from : Math.max(from, at(ends, i));
}

/** Whether the moment lies in a block; a block's start belongs to it, its end does not. */
export function isOpen(calendar: Calendar, moment: number): boolean {
  const { starts, ends } = calendar.yearAt(yearOf(moment));
  const i = lastBelow(starts, moment, true);
  return i >= 0 && moment < at(ends, i);
}

/** Open time of the year before the moment. */
function openBefore(calendar: Calendar, year: number, moment: number): number {
  const { starts, ends, before } = calendar.yearAt(year);
  const i = lastBelow(starts, moment);
  return i < 0 ? 0 : at(before, i) + Math.min(moment, at(ends, i)) - at(starts, i);
}

/** The last index whose value is below the limit (or equal to it, where `orEqual`); −1 if none is. */
function lastBelow(values: Float64Array, limit: number, orEqual = false): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = at(values, middle);
    if (value < limit || (orEqual && value === limit)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

type WallBlock = readonly [startMs: number, endMs: number];

/** The blocks of a local day, counted in days since 1970-01-01, as milliseconds after its midnight on the wall clock. */
type OpenHours = (day: number) => readonly WallBlock[];

function openHours({ week, holidays, extra }: CalendarDefinition): OpenHours {
  const byWeekday = weekdays.map((day) => wallBlocks(week[day] ?? []));
  const byDay = new Map<number, readonly WallBlock[]>();
  for (const date of holidays) byDay.set(dayOf(date), []);
  for (const [date, blocks] of Object.entries(extra ?? {})) byDay.set(dayOf(date), wallBlocks(blocks));
  // 1970-01-01 was a Thursday.
  return (day) => byDay.get(day) ?? must(byWeekday[(((day + 4) % 7) + 7) % 7], 'a week has seven days');
}

function wallBlocks(blocks: DayBlocks): WallBlock[] {
  return blocks.map(([start, end]) => [wallMs(start), wallMs(end)] as const).sort((a, b) => a[0] - b[0]);
}

function longestDayMs({ week }: CalendarDefinition): number {
  return Math.max(...weekdays.map((day) => wallBlocks(week[day] ?? []).reduce((sum, [start, end]) => sum + end - start, 0)));
}

function buildYear(year: number, hours: OpenHours, offsetAt: OffsetAt): OpenYear {
  const starts: number[] = [];
  const ends: number[] = [];
  for (const stretch of zoneStretches(offsetAt, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1))) {
    const { offsetMs } = stretch;
    const firstDay = Math.floor((stretch.from + offsetMs) / dayMs);
    const lastDay = Math.floor((stretch.to + offsetMs - 1) / dayMs);
    for (let day = firstDay; day <= lastDay; day += 1) {
      for (const [startMs, endMs] of hours(day)) {
        const start = Math.max(day * dayMs + startMs - offsetMs, stretch.from);
        const end = Math.min(day * dayMs + endMs - offsetMs, stretch.to);
        if (start >= end) continue;
        if (ends.at(-1) === start) ends[ends.length - 1] = end;
        else {
          starts.push(start);
          ends.push(end);
        }
      }
    }
  }
  const before = new Float64Array(starts.length);
  let totalMs = 0;
  for (let i = 0; i < starts.length; i += 1) {
    before[i] = totalMs;
    totalMs += must(ends[i], 'every block ends') - must(starts[i], 'every block starts');
  }
  return { starts: Float64Array.from(starts), ends: Float64Array.from(ends), before, totalMs };
}

/** The UTC year to look in: a moment outside the years of a calendar lies before the first or after the last block of one. */
function yearOf(moment: number): number {
  if (moment < calendarStart) return firstYear;
  return moment < calendarEnd ? new Date(moment).getUTCFullYear() : lastYear;
}

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;
const at = (values: Float64Array, index: number): number => values[index] as number;
