import { nextClosed, nextOpen, type Calendar } from './calendar.ts';

const dayMs = 86_400_000;
/** What is closed for longer between two blocks of a day is not a break, but two shifts. */
const longestMs = 4 * 3_600_000;

/** Times in milliseconds UTC. */
export interface Break {
  readonly from: number;
  readonly until: number;
}

/** The break of the calendar's local day that one is in, else the next one of that day; undefined where no more comes today. */
export function nextBreak(calendar: Calendar, now: number): Break | undefined {
  const localDay = (moment: number): number => Math.floor((moment + calendar.offsetAt(moment)) / dayMs);
  const today = localDay(now);
  // Twice, for the offset at midnight may not be that of now.
  let opens = nextOpen(calendar, today * dayMs - calendar.offsetAt(today * dayMs - calendar.offsetAt(now)));
  while (localDay(opens) === today) {
    const from = nextClosed(calendar, opens);
    const until = nextOpen(calendar, from);
    if (localDay(until) !== today) return undefined;
    if (until > now && until > from && until - from <= longestMs) return { from, until };
    opens = until;
  }
  return undefined;
}
