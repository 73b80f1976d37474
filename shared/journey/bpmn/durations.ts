import { unreachable } from '../../assert.ts';
import { parseCycle, parseMoment, parseSpan } from '../engine/iso-time.ts';

const units = { weeks: 604_800_000, days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1000 };
const iso = /^P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6}(?:\.\d{1,3})?)S)?)?$/;

/** Milliseconds of an ISO 8601 duration of weeks, days (of 24 hours), hours, minutes and seconds; undefined for anything else, months among them. */
export function durationMs(text: string): number | undefined {
  const match = iso.exec(text.trim());
  if (!match || /[PT]$/.test(match[0])) return undefined;
  const [, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match;
  return Number(weeks) * units.weeks + Number(days) * units.days + Number(hours) * units.hours + Number(minutes) * units.minutes + Math.round(Number(seconds) * units.seconds);
}

/** Whether a text is an ISO 8601 date, duration or repeating interval that the engine can run a timer of that kind by. */
export function isTimerText(kind: 'date' | 'duration' | 'cycle', text: string): boolean {
  switch (kind) {
    case 'date':
      return parseMoment(text) !== undefined;
    case 'duration':
      return parseSpan(text) !== undefined;
    case 'cycle':
      return parseCycle(text, 0) !== undefined;
    default:
      return unreachable(kind);
  }
}
