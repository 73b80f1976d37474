const endHour = 18;
const weekdaysOffered = 4;

/** Ends of working days as one would say them: today if an hour is left, then the next weekdays, at six in the evening. Milliseconds UTC. */
export function untilTimes(now: number): number[] {
  const times: number[] = [];
  for (let days = 0; times.length < weekdaysOffered; days += 1) {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    day.setHours(endHour, 0, 0, 0);
    const isWeekday = day.getDay() >= 1 && day.getDay() <= 5;
    if (isWeekday && day.getTime() > now + 3_600_000) times.push(day.getTime());
  }
  return times;
}

/** A moment as an input of date and time wants it: local, to the minute. */
export function inputTime(at: number): string {
  const day = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(day.getFullYear())}-${two(day.getMonth() + 1)}-${two(day.getDate())}T${two(day.getHours())}:${two(day.getMinutes())}`;
}
