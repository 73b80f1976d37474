import { add as addNumbers, compareNumbers, divide, multiply, truncated, type FeelNumber } from './decimal.ts';
import { FeelObject } from './feel-object.ts';
import { calendarDay, dateTimeAt, dayNumber, DAY_NANOS, DAY_SECONDS, DaysDuration, daysDuration, daysOfMonth, FeelDate, FeelDateTime, FeelTime, instantOf, laterInZone, MonthsDuration, monthsDuration, NANOS, YEAR_LIMIT } from './temporal.ts';
import type { Temporal } from './temporal-text.ts';
import { isNumber, type FeelValue } from './values.ts';

export function isTemporal(value: FeelValue | undefined): value is Temporal {
  if (!(value instanceof FeelObject)) return false;
  return value.kind !== 'number' && value.kind !== 'range' && value.kind !== 'function';
}

/**
 * Below, at or above zero; null for values of two types. Where only one has an offset, the other is taken to have the same
 * (DMN 1.5, table 54); times in two named zones are null, as their offsets take a date.
 */
export function compareTemporal(a: Temporal, b: Temporal): number | null {
  if (a instanceof FeelDate) return b instanceof FeelDate ? a.epochDay - b.epochDay : null;
  if (a instanceof FeelDateTime) return b instanceof FeelDateTime ? compareInstants(a, b) : null;
  if (a instanceof FeelTime) return b instanceof FeelTime ? compareTimes(a, b) : null;
  if (a instanceof MonthsDuration) return b instanceof MonthsDuration ? a.months - b.months : null;
  return b instanceof DaysDuration ? a.seconds - b.seconds || a.nanos - b.nanos : null;
}

/** Null for values of two types. A value with an offset does not equal one without, nor one in a named zone another elsewhere. */
export function equalTemporal(a: Temporal, b: Temporal): boolean | null {
  if (a.kind !== b.kind) return null;
  if ((a instanceof FeelDateTime || a instanceof FeelTime) && (b instanceof FeelDateTime || b instanceof FeelTime)) {
    if (a.zone !== b.zone || isLocal(a) !== isLocal(b)) return false;
  }
  return compareTemporal(a, b) === 0;
}

function compareInstants(a: FeelDateTime, b: FeelDateTime): number {
  if (a.offset === null || b.offset === null) return a.epochDay - b.epochDay || a.nanos - b.nanos;
  const [left, right] = [instantOf(a), instantOf(b)];
  return left.seconds - right.seconds || left.nanos - right.nanos;
}

function compareTimes(a: FeelTime, b: FeelTime): number | null {
  if (isLocal(a) || isLocal(b)) return a.nanos - b.nanos;
  if (a.zone !== null || b.zone !== null) return a.zone === b.zone ? a.nanos - b.nanos : null;
  return a.nanos - (a.offset ?? 0) * NANOS - (b.nanos - (b.offset ?? 0) * NANOS);
}

function isLocal({ offset, zone }: FeelDateTime | FeelTime): boolean {
  return offset === null && zone === null;
}

/** `a + b` where one of them is temporal (DMN 10.3.2.12, table 52); null for pairs that do not add up. */
export function addTemporal(a: FeelValue, b: FeelValue): FeelValue {
  if (a instanceof DaysDuration) return b instanceof DaysDuration ? daysDuration(a.seconds + b.seconds, a.nanos + b.nanos) : isPoint(b) ? shift(b, a) : null;
  if (a instanceof MonthsDuration) return b instanceof MonthsDuration ? monthsDuration(a.months + b.months) : isPoint(b) ? shift(b, a) : null;
  return isPoint(a) && (b instanceof DaysDuration || b instanceof MonthsDuration) ? shift(a, b) : null;
}

export function subtractTemporal(a: FeelValue, b: FeelValue): FeelValue {
  if (b instanceof DaysDuration || b instanceof MonthsDuration) {
    const opposite = negateDuration(b);
    return opposite === null ? null : addTemporal(a, opposite);
  }
  if (a instanceof FeelTime && b instanceof FeelTime) {
    const order = isLocal(a) === isLocal(b) ? compareTimes(a, b) : null;
    return order === null ? null : daysDuration(0, order);
  }
  if (!isDay(a) || !isDay(b)) return null;
  // A date is its midnight in UTC.
  if (a instanceof FeelDateTime && b instanceof FeelDateTime && isLocal(a) !== isLocal(b)) return null;
  if (a.kind !== b.kind && (isLocalDateTime(a) || isLocalDateTime(b))) return null;
  const [left, right] = [instantOf(a), instantOf(b)];
  return daysDuration(left.seconds - right.seconds, left.nanos - right.nanos);
}

/** A duration times a number. */
export function multiplyDuration(a: FeelValue, b: FeelValue): FeelValue {
  const [duration, factor] = isNumber(a) ? [b, a] : [a, b];
  if (!isNumber(factor)) return null;
  if (duration instanceof MonthsDuration) return wholeMonths(multiply(duration.months, factor));
  return duration instanceof DaysDuration ? fromNanos(orNull(toNanos(duration), (nanos) => multiply(nanos, factor))) : null;
}

/** A duration by a number, or by another of its type. */
export function divideDuration(a: FeelValue, b: FeelValue): FeelValue {
  if (a instanceof MonthsDuration) {
    if (b instanceof MonthsDuration) return divide(a.months, b.months);
    return isNumber(b) ? wholeMonths(divide(a.months, b)) : null;
  }
  if (!(a instanceof DaysDuration)) return null;
  const nanos = toNanos(a);
  if (nanos === null) return null;
  if (isNumber(b)) return fromNanos(divide(nanos, b));
  return b instanceof DaysDuration ? orNull(toNanos(b), (other) => divide(nanos, other)) : null;
}

export function negateDuration(value: FeelValue): DaysDuration | MonthsDuration | null {
  if (value instanceof MonthsDuration) return monthsDuration(-value.months);
  return value instanceof DaysDuration ? daysDuration(-value.seconds, -value.nanos) : null;
}

/** The same day so many months later, or the last of the month where it has no such day. */
export function plusMonths(epochDay: number, months: number): number | null {
  const { year, month, day } = calendarDay(epochDay);
  const count = year * 12 + month - 1 + months;
  const newYear = Math.floor(count / 12);
  const newMonth = count - newYear * 12 + 1;
  return Math.abs(newYear) > YEAR_LIMIT ? null : dayNumber(newYear, newMonth, Math.min(day, daysOfMonth(newYear, newMonth)));
}

type Point = FeelDate | FeelTime | FeelDateTime;

function isPoint(value: FeelValue): value is Point {
  return value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime;
}

function isDay(value: FeelValue): value is FeelDate | FeelDateTime {
  return value instanceof FeelDate || value instanceof FeelDateTime;
}

function isLocalDateTime(value: FeelDate | FeelDateTime): boolean {
  return value instanceof FeelDateTime && isLocal(value);
}

function shift(point: Point, by: DaysDuration | MonthsDuration): FeelValue {
  if (point instanceof FeelTime) {
    if (by instanceof MonthsDuration) return null;
    const nanos = point.nanos + (by.seconds % DAY_SECONDS) * NANOS + by.nanos;
    return new FeelTime(((nanos % DAY_NANOS) + DAY_NANOS) % DAY_NANOS, point);
  }
  if (point instanceof FeelDateTime && point.zone !== null && by instanceof DaysDuration) return laterInZone(point, by.seconds, by.nanos);
  let day: number | null;
  let nanos = point instanceof FeelDate ? 0 : point.nanos;
  if (by instanceof MonthsDuration) {
    day = plusMonths(point.epochDay, by.months);
  } else {
    const days = Math.floor(by.seconds / DAY_SECONDS);
    nanos += (by.seconds - days * DAY_SECONDS) * NANOS + by.nanos;
    const carry = Math.floor(nanos / DAY_NANOS);
    nanos -= carry * DAY_NANOS;
    day = point.epochDay + days + carry;
  }
  if (day === null) return null;
  const moved = dateTimeAt(day, nanos, point instanceof FeelDate ? { offset: null, zone: null } : point);
  return moved === null || point instanceof FeelDateTime ? moved : new FeelDate(moved.epochDay);
}

function toNanos({ seconds, nanos }: DaysDuration): FeelNumber | null {
  const whole = multiply(seconds, NANOS);
  return whole === null ? null : addNumbers(whole, nanos);
}

/** Rounded towards zero to a nanosecond. */
function fromNanos(nanos: FeelNumber | null): FeelValue {
  if (nanos === null || compareNumbers(nanos, LIMIT) > 0 || compareNumbers(nanos, -LIMIT) < 0) return null;
  const whole = truncated(nanos);
  const seconds = whole / BigInt(NANOS);
  return daysDuration(Number(seconds), Number(whole - seconds * BigInt(NANOS)));
}

const LIMIT = Number.MAX_SAFE_INTEGER * NANOS;

function wholeMonths(months: FeelNumber | null): FeelValue {
  if (months === null || compareNumbers(months, LIMIT) > 0 || compareNumbers(months, -LIMIT) < 0) return null;
  return monthsDuration(Number(truncated(months)));
}

function orNull<T>(value: FeelNumber | null, apply: (value: FeelNumber) => T): T | null {
  return value === null ? null : apply(value);
}
