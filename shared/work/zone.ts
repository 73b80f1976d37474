/** A stretch of UTC time during which a zone keeps one offset: wall clock = UTC + `offsetMs`. */
export interface ZoneStretch {
  readonly from: number;
  readonly to: number;
  readonly offsetMs: number;
}

/** Gives the offset of a zone in milliseconds at a UTC time. */
export type OffsetAt = (at: number) => number;

const dayMs = 86_400_000;

/** Whether the name is one of the IANA time zone database; bare offsets like +01:00 are not, for they know no summer time. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The offset function of an IANA zone; throws a RangeError for a name that `isZone` denies. */
export function zoneOffset(zone: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset', year: 'numeric' });
  return (at) => {
    const found = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(at));
    if (found === null) throw new Error(`Bug: no offset in "${format.format(at)}"`);
    if (found[1] === undefined) return 0;
    const seconds = Number(found[2]) * 3600 + Number(found[3]) * 60 + Number(found[4] ?? 0);
    return (found[1] === '-' ? -seconds : seconds) * 1000;
  };
}

/**
 * The stretches of equal offset that fill [from, to), in order. Looks once a day and searches between two days
 * that differ: no zone since 1970 has changed and changed back within one day.
 */
export function zoneStretches(offsetAt: OffsetAt, from: number, to: number): ZoneStretch[] {
  const stretches: ZoneStretch[] = [];
  let start = from;
  let offsetMs = offsetAt(from);
  for (let day = from; day < to; day += dayMs) {
    const next = Math.min(day + dayMs, to);
    const nextOffset = offsetAt(next);
    if (nextOffset === offsetMs) continue;
    let before = day;
    let after = next;
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (offsetAt(middle) === offsetMs) before = middle;
      else after = middle;
    }
    if (after < to) {
      stretches.push({ from: start, to: after, offsetMs });
      start = after;
      offsetMs = nextOffset;
    }
  }
  stretches.push({ from: start, to, offsetMs });
  return stretches;
}
