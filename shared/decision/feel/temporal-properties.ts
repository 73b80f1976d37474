import { calendarDay, DAY_SECONDS, DaysDuration, daysDuration, FeelDate, FeelDateTime, MonthsDuration, NANOS, type FeelTime } from './temporal.ts';
import type { Temporal } from './temporal-text.ts';
import type { FeelValue } from './values.ts';
import { add, divide } from './decimal.ts';

/** The parts that DMN 1.5, table 65, names; those of durations have the sign of the whole. Null for others. */
export function temporalProperty(value: Temporal, name: string): FeelValue {
  if (value instanceof MonthsDuration) {
    if (name === 'years') return Math.trunc(value.months / 12) + 0;
    return name === 'months' ? (value.months % 12) + 0 : null;
  }
  if (value instanceof DaysDuration) return durationProperty(value, name);
  if (value instanceof FeelDate) return dayProperty(value.epochDay, name);
  return (value instanceof FeelDateTime ? dayProperty(value.epochDay, name) : null) ?? clockProperty(value, name);
}

/** 1 is Monday. */
export function weekdayOf(epochDay: number): number {
  return ((((epochDay + 3) % 7) + 7) % 7) + 1;
}

function dayProperty(epochDay: number, name: string): FeelValue {
  if (name === 'weekday') return weekdayOf(epochDay);
  if (name !== 'year' && name !== 'month' && name !== 'day') return null;
  return calendarDay(epochDay)[name];
}

function clockProperty(value: FeelTime | FeelDateTime, name: string): FeelValue {
  const seconds = Math.floor(value.nanos / NANOS);
  switch (name) {
    case 'hour':
      return Math.floor(seconds / 3600);
    case 'minute':
      return Math.floor(seconds / 60) % 60;
    case 'second':
      return withFraction(seconds % 60, value.nanos - seconds * NANOS);
    case 'time offset':
      return value.offset === null ? null : daysDuration(value.offset);
    case 'timezone':
      return value.zone;
    default:
      return null;
  }
}

function durationProperty({ seconds, nanos }: DaysDuration, name: string): FeelValue {
  const whole = seconds < 0 && nanos > 0 ? seconds + 1 : seconds;
  switch (name) {
    case 'days':
      return Math.trunc(whole / DAY_SECONDS) + 0;
    case 'hours':
      return (Math.trunc(whole / 3600) % 24) + 0;
    case 'minutes':
      return (Math.trunc(whole / 60) % 60) + 0;
    case 'seconds':
      return withFraction((whole % 60) + 0, seconds < 0 && nanos > 0 ? nanos - NANOS : nanos);
    default:
      return null;
  }
}

function withFraction(seconds: number, nanos: number): FeelValue {
  if (nanos === 0) return seconds;
  const fraction = divide(nanos, NANOS);
  return fraction === null ? null : add(seconds, fraction);
}
