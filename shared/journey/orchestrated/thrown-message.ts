import type { Data } from '../engine/process-state.ts';

/** A message that a process throws to other cases, as its effect carries it. */
export interface ThrownMessage {
  readonly message: string;
  readonly key?: string;
  readonly payload: Data;
  /** Of the case that throws it. */
  readonly customer?: string;
  /** How many messages of cases to cases brought this one about. */
  readonly hops: number;
}

/** A signal that a process throws to every case that waits for it, as its effect carries it. */
export interface ThrownSignal {
  readonly signal: string;
  readonly payload: Data;
  /** Of the case that throws it. */
  readonly customer?: string;
  /** When it was thrown: who has begun to wait since does not hear it. */
  readonly at: number;
  readonly hops: number;
}

/** Cases that answer each other without anything from outside go round in a circle; so often they may. */
export const mostHops = 20;
