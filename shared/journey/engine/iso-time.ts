/** A span as ISO 8601 writes it: whole months, which are of different lengths, and milliseconds. */
export interface IsoSpan {
  readonly months: number;
  readonly ms: number;
}

const SPAN = /^(-)?P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d{1,9}))?S)?)?$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;
const CYCLE = /^R(\d*)\/(.+)$/;
const DAY = 86_400_000;
const FARTHEST = 8.64e15;

/** ISO 8601 duration; undefined for anything else and for one that is no whole number of milliseconds away. */
export function parseSpan(text: string): IsoSpan | undefined {
  const found = SPAN.exec(text);
  if (found === null) return undefined;
  const [, sign, years, months, weeks, days, hours, minutes, seconds, fraction] = found;
  const factor = sign === undefined ? 1 : -1;
  const ms =
    Number(weeks ?? 0) * 7 * DAY + Number(days ?? 0) * DAY + Number(hours ?? 0) * 3_600_000 + Number(minutes ?? 0) * 60_000 +
    Number(seconds ?? 0) * 1000 + Math.round(Number(`0.${fraction ?? 0}`) * 1000);
  const span = { months: factor * (Number(years ?? 0) * 12 + Number(months ?? 0)) + 0, ms: factor * ms + 0 };
  return Math.abs(span.months) < 1e6 && Math.abs(ms) < FARTHEST ? span : undefined;
}

/** Months first, on the calendar in UTC with the day cut to the month's last; undefined beyond what a date can hold. */
export function addSpan(from: number, { months, ms }: IsoSpan): number | undefined {
  let at = from;
  if (months !== 0) {
    const date = new Date(from);
    const day = date.getUTCDate();
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + months);
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    date.setUTCDate(Math.min(day, last));
    at = date.getTime();
  }
  at += ms;
  return Number.isFinite(at) && Math.abs(at) <= FARTHEST ? at : undefined;
}

/** Milliseconds UTC of an ISO 8601 date or date and time; without an offset it is UTC. */
export function parseMoment(text: string): number | undefined {
  if (!MOMENT.test(text)) return undefined;
  const isLocal = text.includes('T') && !/(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  const at = Date.parse(isLocal ? `${text}Z` : text);
  return Number.isNaN(at) ? undefined : at;
}

/** `R3/PT1H`, `R/PT1H` (for ever), `R3/<moment>/PT1H`; the first comes one span after `from`, or at the moment. */
export function parseCycle(text: string, from: number): { readonly first: number; readonly every: string; readonly left: number | undefined } | undefined {
  const found = CYCLE.exec(text);
  if (found === null) return undefined;
  const [, times = '', rest = ''] = found;
  const parts = rest.split('/');
  const every = parts.at(-1) ?? '';
  const span = parseSpan(every);
  if (span === undefined || parts.length > 2 || (span.ms <= 0 && span.months <= 0)) return undefined;
  const first = parts.length === 2 ? parseMoment(parts[0] ?? '') : addSpan(from, span);
  const count = times === '' ? undefined : Number(times);
  if (first === undefined || count === 0) return undefined;
  return { first, every, left: count === undefined ? undefined : count - 1 };
}
