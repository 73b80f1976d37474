import type * as z from 'zod/mini';
import type { Idempotent } from '../../shared/work/effects/result.ts';
import type { RetrySpans } from '../../shared/work/effects/retry-delay.ts';

/** One thing that a system can be asked to do, by `POST <base><path>`. */
export interface Operation {
  readonly path: string;
  readonly request: z.core.$ZodType;
  /** What it answers; anything else is no answer. */
  readonly answer: z.core.$ZodType;
  /** Fields of the answer that are personal: they are stored as values of the customer, and are texts. */
  readonly personal?: readonly string[];
}

/** A system outside, as data. */
export interface Connector extends RetrySpans {
  readonly name: string;
  readonly idempotent: Idempotent;
  /** Whose it is when it fails. */
  readonly owner: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /** Of one try, in milliseconds. */
  readonly timeoutMs: number;
  readonly tries: number;
  /** Until people must know that an effect cannot be sent, in milliseconds. */
  readonly patienceMs: number;
  /** Requests at once from one server. */
  readonly atOnce: number;
}

/** What holds unless a connector says otherwise. */
export const connectorDefaults = {
  owner: 'administrator', firstDelayMs: 1000, maxDelayMs: 60_000, timeoutMs: 10_000, tries: 8, patienceMs: 10 * 60_000, atOnce: 16,
} as const;
