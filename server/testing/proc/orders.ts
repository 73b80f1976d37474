/** What a test tells a server process. */
export interface Order {
  /** Added to the system's clock from now on. */
  readonly clockOffsetMs?: number;
  /** Ends the process as `kill -9` does when the point is reached so often: `beforeCommit`, `afterCommit`, `betweenBatches`. */
  readonly killAt?: { readonly point: string; readonly after: number };
}

/** Between the threads of a server process. */
export const ordersChannel = 'orders';
