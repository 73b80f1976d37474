import type { Say } from '../store/texts.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;
const month = year / 12;

/** A span in words, never negative: minutes and hours under 10 h, then hours to two days, days to three months, months to two years, years. */
export function spanText(say: Say, ms: number): string {
  const span = Math.max(0, ms);
  if (span < minute) return say('span.seconds', { count: Math.floor(span / 1000) });
  if (span < hour) return say('span.minutes', { count: Math.floor(span / minute) });
  if (span < 10 * hour) {
    const minutes = Math.floor((span % hour) / minute);
    return minutes === 0 ? say('span.hours', { count: Math.floor(span / hour) }) : say('span.hoursMinutes', { hours: Math.floor(span / hour), minutes });
  }
  if (span < 2 * day) return say('span.hours', { count: Math.floor(span / hour) });
  if (span < 3 * month) return say('span.days', { count: Math.floor(span / day) });
  return span < 2 * year ? say('span.months', { count: Math.floor(span / month) }) : say('span.years', { count: Math.floor(span / year) });
}

/** A moment as people say it beside a case: the hour today, the day and hour this week, else the date. */
export function momentText(locale: string, at: number, now: number): string {
  const isSameDay = new Date(at).toDateString() === new Date(now).toDateString();
  const options: Intl.DateTimeFormatOptions = isSameDay
    ? { hour: '2-digit', minute: '2-digit' }
    : Math.abs(now - at) < 6 * day
      ? { weekday: 'short', hour: '2-digit', minute: '2-digit' }
      : { day: 'numeric', month: 'short', ...(Math.abs(now - at) > 300 * day ? { year: 'numeric' } : {}) };
  return formatter(locale, options).format(at);
}

/**
 * A moment that is said after an earlier one: with its date where both are on the same day of the week and not on the same day, and
 * undefined where it is the same minute, which is said once.
 */
export function laterText(locale: string, at: number, earlier: number, now: number): string | undefined {
  const [one, other] = [new Date(at), new Date(earlier)];
  if (Math.floor(at / minute) === Math.floor(earlier / minute)) return undefined;
  if (one.toDateString() === other.toDateString() || one.getDay() !== other.getDay()) return momentText(locale, at, now);
  return formatter(locale, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(at);
}

/** From when to when, its day once where it is the same; `from` alone where it goes on. */
export function periodText(locale: string, from: number, until: number | undefined, now: number): string {
  const begins = momentText(locale, from, now);
  if (until === undefined) return begins;
  const isSameDay = new Date(from).toDateString() === new Date(until).toDateString();
  return `${begins}–${momentText(locale, until, isSameDay ? until : now)}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** One that was made before: making one costs more than using it a hundred times. */
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${Object.keys(options).join()}`;
  let made = formatters.get(key);
  if (!made) formatters.set(key, (made = new Intl.DateTimeFormat(locale, options)));
  return made;
}
