import { calendarDay, dateOf, dateTimeAt, daysDuration, isKnownZone, LOCAL, monthsDuration, NANOS, timeOf, UTC } from './temporal.ts';
import type { DaysDuration, FeelDate, FeelDateTime, FeelTime, MonthsDuration, Place } from './temporal.ts';

export type Temporal = FeelDate | FeelTime | FeelDateTime | DaysDuration | MonthsDuration;

const DATE = /^(-?(?:\d{4}|[1-9]\d{4,8}))-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d(?::\d\d)?|@[A-Za-z][\w+/-]*)?$/;
const MONTHS = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?$/;
const DAYS = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?$/;
const LONGEST = 100;

/** A date, time, date and time, or duration as in `@"…"` (ISO 8601, with `@Zone/Name` too); null for other texts. */
export function parseTemporal(text: string): Temporal | null {
  return parseDate(text) ?? parseTime(text) ?? parseDuration(text) ?? parseDateTime(text);
}

export function parseDate(text: string): FeelDate | null {
  const found = text.length <= LONGEST ? DATE.exec(text) : null;
  return found === null ? null : dateOf(Number(found[1]), Number(found[2]), Number(found[3]));
}

export function parseTime(text: string): FeelTime | null {
  const found = text.length <= LONGEST ? TIME.exec(text) : null;
  if (found === null) return null;
  const place = placeOf(found[5]);
  return place === null ? null : timeOf(Number(found[1]), Number(found[2]), Number(found[3]), nanosOf(found[4]), place);
}

/** A date alone is its midnight. */
export function parseDateTime(text: string): FeelDateTime | null {
  const split = text.indexOf('T');
  const date = parseDate(split < 0 ? text : text.slice(0, split));
  if (date === null) return null;
  if (split < 0) return dateTimeAt(date.epochDay, 0, LOCAL);
  const time = parseTime(text.slice(split + 1));
  return time === null ? null : dateTimeAt(date.epochDay, time.nanos, time);
}

/** Years and months, or days and less; a text with both is null, as they do not compare. */
export function parseDuration(text: string): DaysDuration | MonthsDuration | null {
  if (text.length > LONGEST || text.endsWith('P') || text.endsWith('T')) return null;
  const months = MONTHS.exec(text);
  if (months !== null) {
    const count = Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0);
    return monthsDuration(months[1] === '-' ? -count : count);
  }
  const found = DAYS.exec(text);
  if (found === null) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(2, 6).map((part: string | undefined) => Number(part ?? 0));
  const whole = days * 86_400 + hours * 3600 + minutes * 60 + seconds;
  const nanos = nanosOf(found[6]);
  return found[1] === '-' ? daysDuration(-whole, -nanos) : daysDuration(whole, nanos);
}

/** The text that `parseTemporal` reads as the same value. */
export function temporalText(value: Temporal): string {
  switch (value.kind) {
    case 'date':
      return dateText(value.epochDay);
    case 'time':
      return timeText(value.nanos, value);
    case 'date and time':
      return `${dateText(value.epochDay)}T${timeText(value.nanos, value)}`;
    case 'years and months duration':
      return monthsText(value.months);
    default:
      return daysText(value);
  }
}

function dateText(epochDay: number): string {
  const { year, month, day } = calendarDay(epochDay);
  return `${year < 0 ? '-' : ''}${padded(Math.abs(year), 4)}-${padded(month)}-${padded(day)}`;
}

function timeText(nanos: number, { offset, zone }: Place): string {
  const seconds = Math.floor(nanos / NANOS);
  const clock = `${padded(Math.floor(seconds / 3600))}:${padded(Math.floor(seconds / 60) % 60)}:${padded(seconds % 60)}${fractionText(nanos - seconds * NANOS)}`;
  if (zone !== null) return `${clock}@${zone}`;
  if (offset === null) return clock;
  if (offset === 0) return `${clock}Z`;
  const ahead = Math.abs(offset);
  const rest = ahead % 60;
  return `${clock}${offset < 0 ? '-' : '+'}${padded(Math.floor(ahead / 3600))}:${padded(Math.floor(ahead / 60) % 60)}${rest === 0 ? '' : `:${padded(rest)}`}`;
}

function monthsText(months: number): string {
  const count = Math.abs(months);
  const years = Math.floor(count / 12);
  const rest = count % 12;
  if (count === 0) return 'P0M';
  return `${months < 0 ? '-' : ''}P${years === 0 ? '' : `${years}Y`}${rest === 0 ? '' : `${rest}M`}`;
}

function daysText(value: DaysDuration): string {
  const isNegative = value.seconds < 0;
  // The nanoseconds count up from the second below.
  const nanos = isNegative && value.nanos > 0 ? NANOS - value.nanos : value.nanos;
  const seconds = isNegative ? -value.seconds - (value.nanos > 0 ? 1 : 0) : value.seconds;
  const days = Math.floor(seconds / 86_400);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const clock = `${hours === 0 ? '' : `${hours}H`}${minutes === 0 ? '' : `${minutes}M`}${rest === 0 && nanos === 0 ? '' : `${rest}${fractionText(nanos)}S`}`;
  if (days === 0 && clock === '') return 'PT0S';
  return `${isNegative ? '-' : ''}P${days === 0 ? '' : `${days}D`}${clock === '' ? '' : `T${clock}`}`;
}

function fractionText(nanos: number): string {
  return nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`;
}

function nanosOf(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits.slice(0, 9).padEnd(9, '0'));
}

function placeOf(text: string | undefined): Place | null {
  if (text === undefined) return LOCAL;
  if (text === 'Z' || text === 'z') return UTC;
  if (text.startsWith('@')) {
    const zone = text.slice(1);
    return isKnownZone(zone) ? { offset: null, zone } : null;
  }
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).split(':').map(Number);
  if (minutes > 59 || seconds > 59) return null;
  const offset = hours * 3600 + minutes * 60 + seconds;
  return { offset: (text.startsWith('-') ? -offset : offset) + 0, zone: null };
}

function padded(value: number, length = 2): string {
  return String(value).padStart(length, '0');
}
