/** Where the time comes from; the only place of the server that asks the system. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
  /** Milliseconds since some moment, which no setting of the clock moves; absent where time does not flow by itself. */
  elapsed?(): number;
  /** Where somebody else sets the clock: calls when it was set and what is due then is to be done. Returns how to stop listening. */
  onSet?(listener: () => void): () => void;
  /** Where time does not flow by itself: for how many milliseconds of the database's clock a wait of so many of this one is written down. */
  realMs?(ms: number): number;
}

export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() };
