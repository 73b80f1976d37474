const ISO = /^(\d{4}-\d\d-(\d\d))(?:[T ](\d\d:\d\d)(:\d\d(?:[.,]\d{1,9})?)?\s?(Z|z|[+-]\d\d(?::?\d\d)?)?)?$/;
const PLAIN = /^\d{4}-\d\d-[012]\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/;

/** Milliseconds of an ISO 8601 time, NaN where it is none. Without a zone it is UTC; what is finer than a millisecond is cut. */
export function eventTime(text: string): number {
  if (PLAIN.test(text)) {
    const at = Date.parse(text);
    // The 29th of a short February would roll over into March.
    if (text.charCodeAt(8) !== 50 || text.charCodeAt(9) !== 57) return at;
  }
  const match = ISO.exec(text);
  if (match === null) return NaN;
  const [, date = '', day = '', minute = '00:00', seconds = ':00', zone = 'Z'] = match;
  if (new Date(`${date}T00:00:00Z`).getUTCDate() !== Number(day)) return NaN;
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  return Date.parse(`${date}T${minute}${seconds.replace(',', '.').slice(0, 7)}${offset}`);
}
