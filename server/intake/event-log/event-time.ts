const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:[.,]\d{1,9})?)?\s?(Z|z|[+-]\d\d(?::?\d\d)?)?)?$/;
const PLAIN = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

// Logs are mostly in time order, so the day is nearly always that of the event before; half the cost of a time is saved by it.
let lastDay = '';
let lastDayAt = NaN;

/**
 * Milliseconds of an ISO 8601 time, NaN where it is none or outside the years 1970 to 9999, as for events over HTTP. Without a zone it
 * is UTC; what is finer than a millisecond is cut.
 */
export function eventTime(text: string): number {
  const at = instantOf(text);
  return at >= 0 && at <= LATEST ? at : NaN;
}

function instantOf(text: string): number {
  if (PLAIN.test(text)) {
    const day = text.slice(0, 10);
    if (day !== lastDay) {
      lastDay = day;
      lastDayAt = dayStart(day);
    }
    return lastDayAt + digits(text, 11) * 3_600_000 + digits(text, 14) * 60_000 + digits(text, 17) * 1000
      + digits(text, 20) * 10 + text.charCodeAt(22) - 48;
  }
  const match = ISO.exec(text);
  if (match === null) return NaN;
  const [, date = '', minute = '00:00', seconds = ':00', zone = 'Z'] = match;
  if (Number.isNaN(dayStart(date))) return NaN;
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  return Date.parse(`${date}T${minute}${seconds.replace(',', '.').slice(0, 7)}${offset}`);
}

/** NaN for a day that the month does not have, which `Date.parse` rolls over into the next month. */
function dayStart(date: string): number {
  const at = Date.parse(`${date}T00:00:00Z`);
  return new Date(at).getUTCDate() === Number(date.slice(8)) ? at : NaN;
}

function digits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}
