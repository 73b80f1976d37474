import { isZone, zoneOffset } from '../../work/zone.ts';

/** A span as ISO 8601 writes it: whole months, which are of different lengths, and milliseconds. */
export interface IsoSpan {
  readonly months: number;
  readonly ms: number;
}

const SPAN = /^(-)?P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?)?$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?(?:\[([\w/+-]+)\]|@([\w/+-]+))?)?$/;
const DAY = 86_400_000;
const FARTHEST = 8.64e15;

/** What was read of a text, for models have few and cases come to them often. */
function remembering<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const old = known.get(text);
    if (old !== undefined || known.has(text)) return old as T;
    const value = read(text);
    if (known.size < 1000 && text.length < 80) known.set(text, value);
    return value;
  };
}

/** ISO 8601 duration; undefined for anything else and for one that is too long to be computed with. */
export const parseSpan = remembering(readSpan);

function readSpan(text: string): IsoSpan | undefined {
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

/**
 * Milliseconds UTC of an ISO 8601 date, or date and time with an offset, a zone (`[Europe/Berlin]` of RFC 9557, `@Europe/Berlin`
 * of FEEL), both (the offset counts) or neither (UTC). An hour that a zone skips is that much later.
 */
export function parseMoment(text: string): number | undefined {
  const found = MOMENT.exec(text);
  if (found === null) return undefined;
  const [, date = '', time = '00:00', offset, bracketed, after] = found;
  const plain = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`);
  if (Number.isNaN(plain)) return undefined;
  const zone = bracketed ?? after;
  if (offset !== undefined) return offset === 'Z' ? plain : plain - offsetMs(offset);
  if (zone === undefined) return plain;
  if (!isZone(zone)) return undefined;
  const offsetAt = zoneOffset(zone);
  const first = plain - offsetAt(plain);
  return plain - offsetAt(first) === first ? first : plain - Math.min(offsetAt(first), offsetAt(plain));
}

function offsetMs(offset: string): number {
  const [hours, minutes] = [offset.slice(1, 3), offset.slice(-2)];
  return (offset.startsWith('-') ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

export interface IsoCycle {
  readonly first: number;
  readonly every: string;
  /** How often it comes after the first; undefined: for ever. */
  readonly left: number | undefined;
  readonly until: number | undefined;
}

/**
 * A repeating interval: `R3/PT1H` comes three times, `R/PT1H` and `PT1H` for ever, `R/<moment>/PT1H` from then on, `R/PT1H/<moment>`
 * until then. Without a moment the first comes one span after `from`.
 */
export function parseCycle(text: string, from: number): IsoCycle | undefined {
  const cycle = partsOfCycle(text);
  if (cycle === undefined) return undefined;
  const { start, span, ...rest } = cycle;
  const first = start ?? addSpan(from, span);
  return first === undefined ? undefined : { first, ...rest };
}

const partsOfCycle = remembering((text): (Omit<IsoCycle, 'first'> & { readonly start: number | undefined; readonly span: IsoSpan }) | undefined => {
  const parts = text.split('/');
  const times = /^R(\d*)$/.exec(parts[0] ?? '')?.[1];
  if (times !== undefined) parts.shift();
  const [from, to] = [parts.length > 1 && !/^-?P/.test(parts[0] ?? '') ? parts.shift() : undefined, parts[1]];
  const every = parts[0] ?? '';
  const span = parseSpan(every);
  if (span === undefined || parts.length > 2 || (span.ms <= 0 && span.months <= 0)) return undefined;
  const [start, until] = [from === undefined ? undefined : parseMoment(from), to === undefined ? undefined : parseMoment(to)];
  if ((from !== undefined && start === undefined) || (to !== undefined && until === undefined)) return undefined;
  return { every, left: times === undefined || times === '' ? undefined : Math.max(0, Number(times) - 1), until, start, span };
});
