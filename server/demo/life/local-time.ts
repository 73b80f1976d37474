import { zoneOffset } from '../../../shared/work/zone.ts';

const dayMs = 86_400_000;
const offsetAt = zoneOffset('Europe/Amsterdam');

/** The moment (UTC ms) at which the bank's clocks show `HH:MM`, so many days before the day of `now`. */
export function localTime(now: number, daysAgo: number, clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  const wall = now + offsetAt(now);
  const shown = wall - (wall % dayMs) - daysAgo * dayMs + (hours * 60 + minutes) * 60_000;
  return shown - offsetAt(shown - offsetAt(shown));
}

/** The day of the week at the bank, Monday is 1 and Sunday 7. */
export function weekday(at: number): number {
  return new Date(at + offsetAt(at)).getUTCDay() || 7;
}

/** How many days before `now` the nth last weekday was that began before today. */
export function daysSinceWorkday(now: number, nth: number): number {
  let left = nth;
  for (let days = 1; ; days += 1) {
    if (weekday(now - days * dayMs) <= 5) left -= 1;
    if (left === 0) return days;
  }
}
