import * as z from 'zod/mini';

const lasting = z.int().check(z.minimum(1), z.maximum(366 * 86_400_000));

/** Events of these types that meet the FEEL condition over `type`, `source` and `data`. */
const signSchema = z.strictObject({ types: z.array(z.string().check(z.minLength(1))).check(z.minLength(1)), when: z.exactOptional(z.string()) });
const stepSchema = z.extend(signSchema, { times: z.exactOptional(z.int().check(z.minimum(1), z.maximum(10))) });

/**
 * A moment file: steps that happened one after another within a window, and what did not happen since.
 * An event of `unless` makes all that came before it undone, also a moment that holds already.
 */
export const momentSchema = z.strictObject({
  id: z.string().check(z.regex(/^[a-z][A-Za-z0-9]{0,63}$/)),
  /** What was kept for another version counts no more. */
  version: z.int(),
  name: z.string(),
  /** The field of `data` that its events must share, such as a card; all events of the customer, where absent. Events without it do not count. */
  key: z.exactOptional(z.string()),
  steps: z.array(stepSchema).check(z.minLength(1), z.maxLength(5)),
  /** From the first event of the steps to the last. */
  withinMs: z.exactOptional(lasting),
  unless: z.exactOptional(signSchema),
  /** How long `unless` must stay away before the moment begins; at once, where absent. */
  afterMs: z.exactOptional(lasting),
  /** Then it is over, unless it begins anew. */
  lastsMs: lasting,
});
export type MomentFile = z.infer<typeof momentSchema>;
export type Sign = z.infer<typeof signSchema>;

/** What happened to a customer; `(source, id)` tells copies, `at` is when it happened there, in milliseconds UTC. */
export interface MomentEvent {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * An event as it is kept: when, its place among its moment's signs (one bit each: the steps, then `unless`), its source and id, its key.
 * Nothing else of it is needed again, so nothing else is kept.
 */
export type Kept = readonly [at: number, signs: number, event: string, key: string];

/** What is kept of a customer's events, by moment: small JSON, the newest `KEPT_LIMIT` of each in the order of `isBefore`. */
export type MomentState = Readonly<Record<string, { readonly version: number; readonly kept: readonly Kept[] }>>;

/** Something that holds now. */
export interface Moment {
  readonly id: string;
  /** The value of its key; empty where it has none. */
  readonly key: string;
  /** When its last step happened. */
  readonly since: number;
  /** It holds from here to before there. */
  readonly from: number;
  readonly to: number;
  /** The events of its steps, `source`, line feed, `id`. */
  readonly events: readonly string[];
}
