const minute = 60_000;
const hour = 60 * minute;

/** A moment as the date fields of a browser write it, in the person's own zone: `2026-03-02T15:00`. */
export function fieldText(at: number): string {
  const moment = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(moment.getFullYear())}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** Milliseconds UTC; undefined where the field has no moment. */
export function fieldTime(text: string): number | undefined {
  const at = new Date(text).getTime();
  return Number.isNaN(at) ? undefined : at;
}

/** So many days on at that hour, in the person's own zone; never a Saturday or a Sunday. */
export function dayAt(now: number, days: number, atHour: number): number {
  const moment = new Date(now);
  moment.setDate(moment.getDate() + days);
  while (moment.getDay() === 0 || moment.getDay() === 6) moment.setDate(moment.getDate() + 1);
  moment.setHours(atHour, 0, 0, 0);
  return moment.getTime();
}

/** Moments that people name most, all ahead of now and in order: later today, tomorrow, the day after. */
export function likelyMoments(now: number): number[] {
  const today = new Date(now);
  today.setMinutes(0, 0, 0);
  const later = today.getTime() + 3 * hour;
  const isToday = new Date(later).getHours() <= 17 && new Date(later).getHours() >= 8 && new Date(later).getDate() === new Date(now).getDate();
  const ahead = [...(isToday ? [later] : []), dayAt(now, 1, 9), dayAt(now, 1, 15), dayAt(now, 2, 15), dayAt(now, 7, 9)];
  return [...new Set(ahead)].filter((at) => at > now).sort((a, b) => a - b);
}
