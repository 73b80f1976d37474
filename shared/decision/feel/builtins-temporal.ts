import { firstOf, integerArgument, numberArgument, textArgument, type BuiltinTable } from './builtin.ts';
import { multiply, subtract, truncated, type FeelNumber } from './decimal.ts';
import { calendarDay, dateOf, dateTimeAt, dateTimeFromMs, dayNumber, DaysDuration, FeelDate, FeelDateTime, FeelTime, LOCAL, monthsDuration, NANOS, timeOf, UTC, type Place } from './temporal.ts';
import { rounded } from './decimal-round.ts';
import { weekdayOf } from './temporal-properties.ts';
import { parseDate, parseDateTime, parseDuration, parseTime } from './temporal-text.ts';
import type { FeelValue } from './values.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Dates, times and durations from texts and parts, and what the calendar says of them (DMN 1.5, tables 73, 79 and 82). */
export const temporalBuiltins: BuiltinTable = {
  'date(from)|(year, month, day)': (meter, from, month, day) => (month === undefined ? toDate(firstOf(from, meter)) : dateFromParts(from, month, day)),
  'time(from)|(hour, minute, second, offset?)': (meter, from, minute, second, offset) => (minute === undefined ? toTime(firstOf(from, meter)) : timeFromParts(from, minute, second, offset)),
  'date and time(from)|(date, time, timezone?)': (meter, from, time, zone) => (time === undefined ? toDateTime(firstOf(from, meter)) : combined(firstOf(from, meter), firstOf(time, meter), zone)),
  'duration(from)': (meter, from) => {
    const value = firstOf(from, meter);
    return typeof value === 'string' ? parseDuration(value) : null;
  },
  'years and months duration(from, to)': (meter, from, to) => monthsBetween(firstOf(from, meter), firstOf(to, meter)),
  'now()': (meter) => (meter.now === null ? null : dateTimeFromMs(meter.now)),
  'today()': (meter) => (meter.now === null ? null : new FeelDate(dateTimeFromMs(meter.now).epochDay)),
  'day of year(date)': (_, date) => onDay(date, (day) => day - dayNumber(calendarDay(day).year, 1, 1) + 1),
  'day of week(date)': (_, date) => onDay(date, (day) => DAYS[weekdayOf(day) - 1] ?? null),
  'month of year(date)': (_, date) => onDay(date, (day) => MONTHS[calendarDay(day).month - 1] ?? null),
  'week of year(date)': (_, date) => onDay(date, weekOfYear),
  'last day of month(date)': (_, date) => onDay(date, (day) => {
    const { year, month } = calendarDay(day);
    return new FeelDate(dayNumber(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - 1);
  }),
};

function toDate(from: FeelValue): FeelValue {
  if (typeof from === 'string') return parseDate(from);
  return from instanceof FeelDate ? from : from instanceof FeelDateTime ? new FeelDate(from.epochDay) : null;
}

function dateFromParts(year: FeelValue | undefined, month: FeelValue | undefined, day: FeelValue | undefined): FeelValue {
  const [y, m, d] = [integerArgument(year), integerArgument(month), integerArgument(day)];
  return y === null || m === null || d === null ? null : dateOf(y, m, d);
}

/** A date is its midnight in UTC. */
function toTime(from: FeelValue): FeelValue {
  if (typeof from === 'string') return parseTime(from);
  if (from instanceof FeelTime) return from;
  if (from instanceof FeelDateTime) return new FeelTime(from.nanos, from.zone === null ? from : { offset: null, zone: from.zone });
  return from instanceof FeelDate ? new FeelTime(0, UTC) : null;
}

function timeFromParts(hour: FeelValue | undefined, minute: FeelValue | undefined, second: FeelValue | undefined, offset: FeelValue | undefined): FeelValue {
  const [h, m, s] = [integerArgument(hour), integerArgument(minute), numberArgument(second)];
  if (h === null || m === null || s === null) return null;
  const place = placeOf(offset);
  const [whole, nano] = split(s) ?? [-1, 0];
  return place === null ? null : timeOf(h, m, whole, nano, place);
}

/** Whole seconds and nanoseconds; null where the number is no time. */
function split(seconds: FeelNumber): readonly [number, number] | null {
  const whole = rounded(seconds, 0, 'floor');
  if (typeof whole !== 'number' || whole < 0 || whole > 59) return null;
  const rest = subtract(seconds, whole);
  const nanos = rest === null ? null : multiply(rest, NANOS);
  return nanos === null ? null : [whole, Number(truncated(nanos))];
}

function placeOf(offset: FeelValue | undefined): Place | null {
  if (offset === undefined || offset === null) return LOCAL;
  return offset instanceof DaysDuration ? { offset: offset.seconds, zone: null } : null;
}

/** A date alone is its midnight, in UTC as DMN has it. */
function toDateTime(from: FeelValue): FeelValue {
  if (typeof from === 'string') return parseDateTime(from);
  return from instanceof FeelDateTime ? from : from instanceof FeelDate ? dateTimeAt(from.epochDay, 0, UTC) : null;
}

function combined(date: FeelValue, time: FeelValue, zone: FeelValue | undefined): FeelValue {
  if (!(date instanceof FeelDate || date instanceof FeelDateTime) || !(time instanceof FeelTime)) return null;
  if (zone === undefined) return dateTimeAt(date.epochDay, time.nanos, time);
  const name = textArgument(zone);
  return name === null ? null : dateTimeAt(date.epochDay, time.nanos, { offset: null, zone: name });
}

/** Whole months from one day to the other, negative if it is before. */
function monthsBetween(from: FeelValue, to: FeelValue): FeelValue {
  if (!(from instanceof FeelDate || from instanceof FeelDateTime) || !(to instanceof FeelDate || to instanceof FeelDateTime)) return null;
  const [first, last] = [calendarDay(from.epochDay), calendarDay(to.epochDay)];
  const months = (last.year - first.year) * 12 + last.month - first.month;
  const start = first.day * 86_400 * NANOS + (from instanceof FeelDateTime ? from.nanos : 0);
  const end = last.day * 86_400 * NANOS + (to instanceof FeelDateTime ? to.nanos : 0);
  const isShort = months > 0 && end < start;
  return monthsDuration(months - (isShort ? 1 : 0) + (months < 0 && end > start ? 1 : 0));
}

function onDay(value: FeelValue | undefined, apply: (epochDay: number) => FeelValue): FeelValue {
  return value instanceof FeelDate || value instanceof FeelDateTime ? apply(value.epochDay) : null;
}

/** ISO 8601: week 1 is the one with the year's first Thursday. */
function weekOfYear(epochDay: number): number {
  const thursday = epochDay - weekdayOf(epochDay) + 4;
  return Math.floor((thursday - dayNumber(calendarDay(thursday).year, 1, 1)) / 7) + 1;
}
