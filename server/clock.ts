/** Where the time comes from; the only place of the server that asks the system. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
  /** Milliseconds since some moment, which no setting of the clock moves; absent where time does not flow by itself. */
  elapsed?(): number;
}

export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() };
