/** Whole hours from one moment to another; what lies ahead is below 0. */
export const hoursBetween = (at: number, now: number): number => Math.floor((now - at) / 3_600_000);
/** As `hoursBetween`, in days. */
export const daysBetween = (at: number, now: number): number => Math.floor((now - at) / 86_400_000);
export const newest = (times: readonly number[]): number | undefined => (times.length === 0 ? undefined : Math.max(...times));
export const orNull = (at: number | undefined, of: (at: number) => number): number | null => (at === undefined ? null : of(at));
