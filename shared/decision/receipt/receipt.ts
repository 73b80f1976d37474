import * as z from 'zod/mini';
import { channelSchema } from '../../model/case.ts';
import { actionClassSchema } from '../action/action.ts';
import type { Decision, DecisionRequest } from '../action/decision.ts';
import { featuresSchema } from '../action/feature.ts';

const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'not_a_digest'));
const ids = z.array(z.string());
const factor = z.strictObject({ is: z.number(), because: z.array(z.strictObject({ id: z.string(), effect: z.number() })) });
const factors = z.strictObject({ propensity: factor, context: factor, value: factor, lever: factor, score: z.number() });
const ahead = ['class', 'score', 'value', 'id'] as const;
const changes = z.union([ids, z.null()]);

/**
 * From which a decision can be made again by anybody who has the bundle that it names. As canonical JSON (RFC 8785); its id is the
 * SHA-256 of that text. Of a customer it holds the features alone, the personal ones hashed.
 */
export const receiptSchema = z.strictObject({
  v: z.literal(1),
  /** Milliseconds of the epoch. */
  at: z.int(),
  /** Of the rules: `Bundle.digest`. */
  bundle: digest,
  /** Of the models that were asked, sorted; empty where only priors were. */
  models: z.array(digest),
  request: z.strictObject({ channel: channelSchema, placement: z.string(), draw: z.number().check(z.gte(0), z.lt(1)) }),
  features: featuresSchema,
  candidates: z.strictObject({
    ranked: z.array(z.strictObject({ action: z.string(), class: actionClassSchema, factors, ahead: z.exactOptional(z.enum(ahead)) })),
    suppressed: z.array(z.strictObject({ action: z.string(), class: actionClassSchema, gates: z.array(z.strictObject({ gate: z.string(), changes })), changes, cost: z.int() })),
    failed: z.array(
      z.strictObject({ action: z.string(), class: actionClassSchema, owner: z.string(), at: z.string(), code: z.enum(['feel_fuel', 'feel_null', 'feel_not_boolean', 'feel_not_number', 'feel_unclear']) }),
    ),
  }),
  shown: ids,
  choice: z.strictObject({ action: z.string(), because: z.enum([...ahead, 'only', 'none_here', 'all_suppressed', 'all_failed']) }),
  /** Who asked: a person's id, or the id of the source that a channel reports as. */
  actor: z.string(),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** What a receipt is made of besides the request and its decision. */
export interface ReceiptFrame {
  readonly bundle: string;
  readonly models: readonly string[];
  readonly actor: string;
}

/** The receipt of a decision that was just made. */
export function receiptOf({ at, features, channel, placement, draw }: DecisionRequest, decision: Decision, { bundle, models, actor }: ReceiptFrame): Receipt {
  const { ranked, suppressed, failed, shown, choice } = decision;
  // The lists are not changed by anybody; copying them for the schema's mutable types would cost more than deciding did.
  const candidates = { ranked, suppressed, failed } as unknown as Receipt['candidates'];
  return { v: 1, at, bundle, models: [...new Set(models)].sort(), request: { channel, placement, draw }, features, candidates, shown: [...shown], choice, actor };
}
