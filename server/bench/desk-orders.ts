/** What a server under load tells its desk's thread. */
export type DeskOrder = 'forget' | 'startTimers' | 'look' | 'report';

/** Between the threads of a server under load. */
export const deskOrders = 'bench-desk';

export interface DeskReport {
  /** Each batch: its first and last seq, and when its commit was known (milliseconds of the wall clock). */
  readonly commits: readonly (readonly [first: number, last: number, at: number])[];
  /** The longest times that an event loop stood still, in milliseconds. */
  readonly pausesMs: readonly number[];
}
