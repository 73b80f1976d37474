import { isZone, zoneOffset, type OffsetAt } from '../../work/zone.ts';
import { FeelObject } from './feel-object.ts';

export const DAY_SECONDS = 86_400;
export const NANOS = 1_000_000_000;
export const DAY_NANOS = DAY_SECONDS * NANOS;
export const YEAR_LIMIT = 999_999_999;
/** Milliseconds, beyond which offsets are those at the limit (ECMA-262, 21.4.1.1, less a day for the offset). */
const ZONE_LIMIT = 8_640_000_000_000_000 - 86_400_000;
/** Seconds, as XML Schema has it. */
const OFFSET_LIMIT = 14 * 3600;
const ZONES_KEPT = 500;

/** A day of the proleptic Gregorian calendar, counted from 1970-01-01. */
export class FeelDate extends FeelObject {
  readonly kind = 'date';
  readonly epochDay: number;
  constructor(epochDay: number) {
    super();
    this.epochDay = epochDay;
  }
}

/** Where on earth a clock stands: a fixed offset in seconds or an IANA zone; neither is a local time. */
export interface Place {
  readonly offset: number | null;
  readonly zone: string | null;
}

export const LOCAL: Place = { offset: null, zone: null };
export const UTC: Place = { offset: 0, zone: null };

/** A time of day in nanoseconds. In a named zone its offset is not known, as that takes a date. */
export class FeelTime extends FeelObject implements Place {
  readonly kind = 'time';
  readonly nanos: number;
  readonly offset: number | null;
  readonly zone: string | null;
  constructor(nanos: number, { offset, zone }: Place) {
    super();
    this.nanos = nanos;
    this.offset = offset;
    this.zone = zone;
  }
}

/** A local day and time of day, with the offset that the place has then; null where the place is not known. */
export class FeelDateTime extends FeelObject implements Place {
  readonly kind = 'date and time';
  readonly epochDay: number;
  readonly nanos: number;
  readonly offset: number | null;
  readonly zone: string | null;
  /** `dateTimeAt` finds the offset of a zone; this takes what it is told. */
  constructor(epochDay: number, nanos: number, { offset, zone }: Place) {
    super();
    this.epochDay = epochDay;
    this.nanos = nanos;
    this.offset = offset;
    this.zone = zone;
  }
}

/** A length of time: whole seconds, rounded down, and nanoseconds from 0. */
export class DaysDuration extends FeelObject {
  readonly kind = 'days and time duration';
  readonly seconds: number;
  readonly nanos: number;
  constructor(seconds: number, nanos: number) {
    super();
    this.seconds = seconds;
    this.nanos = nanos;
  }
}

export class MonthsDuration extends FeelObject {
  readonly kind = 'years and months duration';
  readonly months: number;
  constructor(months: number) {
    super();
    this.months = months;
  }
}

/** Null where there is no such day, or its year is beyond ±999,999,999. */
export function dateOf(year: number, month: number, day: number): FeelDate | null {
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) return null;
  if (Math.abs(year) > YEAR_LIMIT || month < 1 || month > 12 || day < 1 || day > daysOfMonth(year, month)) return null;
  return new FeelDate(dayNumber(year, month, day));
}

/** Null where the parts are no time of day or the offset is over 14 hours. */
export function timeOf(hour: number, minute: number, second: number, nano: number, place: Place): FeelTime | null {
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null;
  if (place.offset !== null && Math.abs(place.offset) > OFFSET_LIMIT) return null;
  return new FeelTime((hour * 3600 + minute * 60 + second) * NANOS + nano, place);
}

/** With the offset of its zone on that day; null where the year is beyond the limits. */
export function dateTimeAt(epochDay: number, nanos: number, { offset, zone }: Place): FeelDateTime | null {
  if (Math.abs(yearOf(epochDay)) > YEAR_LIMIT) return null;
  if (zone === null) return new FeelDateTime(epochDay, nanos, { offset, zone });
  const found = offsetsOf(zone);
  if (found === null) return null;
  const local = withinZones(epochDay * DAY_SECONDS * 1000 + Math.floor(nanos / 1_000_000));
  const first = found(local);
  return new FeelDateTime(epochDay, nanos, { offset: found(local - first) / 1000, zone });
}

/** What a clock in the zone shows so many seconds later, also over a change to or from summer time; null beyond the limits. */
export function laterInZone(value: FeelDateTime, seconds: number, nanos: number): FeelDateTime | null {
  const found = value.zone === null ? null : offsetsOf(value.zone);
  const start = instantOf(value);
  const sum = daysDuration(start.seconds + seconds, start.nanos + nanos);
  if (found === null || sum === null) return null;
  const offset = found(withinZones(sum.seconds * 1000)) / 1000;
  const local = sum.seconds + offset;
  const epochDay = Math.floor(local / DAY_SECONDS);
  if (Math.abs(yearOf(epochDay)) > YEAR_LIMIT) return null;
  return new FeelDateTime(epochDay, (local - epochDay * DAY_SECONDS) * NANOS + sum.nanos, { offset, zone: value.zone });
}

function withinZones(ms: number): number {
  return Math.max(-ZONE_LIMIT, Math.min(ZONE_LIMIT, ms));
}

/** Milliseconds of the epoch as UTC. */
export function dateTimeFromMs(ms: number): FeelDateTime {
  const epochDay = Math.floor(ms / 86_400_000);
  return new FeelDateTime(epochDay, (ms - epochDay * 86_400_000) * 1_000_000, UTC);
}

/** Null where seconds are no longer exact. Carries nanoseconds over. */
export function daysDuration(seconds: number, nanos = 0): DaysDuration | null {
  const carry = Math.floor(nanos / NANOS);
  const whole = seconds + carry;
  return Number.isSafeInteger(whole) ? new DaysDuration(whole + 0, nanos - carry * NANOS + 0) : null;
}

export function monthsDuration(months: number): MonthsDuration | null {
  return Number.isSafeInteger(months) ? new MonthsDuration(months + 0) : null;
}

/** Seconds of the epoch and nanoseconds, of a local time as if it were UTC. */
export function instantOf(value: FeelDate | FeelDateTime): { seconds: number; nanos: number } {
  if (value instanceof FeelDate) return { seconds: value.epochDay * DAY_SECONDS, nanos: 0 };
  const seconds = Math.floor(value.nanos / NANOS);
  return { seconds: value.epochDay * DAY_SECONDS + seconds - (value.offset ?? 0), nanos: value.nanos - seconds * NANOS };
}

export function isKnownZone(zone: string): boolean {
  return zone.length <= 64 && offsetsOf(zone) !== null;
}

const zones = new Map<string, OffsetAt | null>();

/** Looking a zone up is slow, and only as many as there are can be found. */
function offsetsOf(zone: string): OffsetAt | null {
  let found = zones.get(zone);
  if (found === undefined) {
    found = isZone(zone) ? zoneOffset(zone) : null;
    if (zones.size < ZONES_KEPT) zones.set(zone, found);
  }
  return found;
}

export function daysOfMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01; years begin in March here, so that the leap day is the last one. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

export function calendarDay(epochDay: number): { year: number; month: number; day: number } {
  const shifted = epochDay + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}

function yearOf(epochDay: number): number {
  return calendarDay(epochDay).year;
}
