/** A queue that Baton is compared with, used as its own documentation says. */
export interface Peer {
  /** Puts jobs in, ready to be claimed. */
  fill(jobs: number): Promise<void>;
  /** Takes one job; undefined where none is left. */
  claim(): Promise<string | undefined>;
  /** Resolves when the queue says that the job is done. */
  complete(job: string): Promise<void>;
  /** Jobs that the database has as done or no longer has. */
  countDone(): Promise<number>;
  /** Ends what serves persons. */
  personsLeft(): Promise<void>;
  /** Then: takes and completes all that is left at its best, in batches of `size`. */
  drain(size: number): Promise<void>;
  stop(): Promise<void>;
}

/** Connections of a peer that serves persons. */
export const peerPool = 16;

export type OpenPeer = (url: string) => Promise<Peer>;

export type PeerName = 'pg-boss' | 'graphile-worker' | 'skip-locked';

/** What the process of a peer is asked: to fill it and say where its socket is, how much is done, or to drain it. */
export type PeerMessage = { readonly fill: number } | { readonly countDone: true } | { readonly drain: number };
