import * as z from 'zod/mini';
import type { Channel } from '../../model/case.ts';
import { channelSchema } from '../../model/case.ts';
import { encoderOf, learnableSchema } from './encode.ts';
import type { Learnable } from './encode.ts';
import { independent, logit } from './gaussian.ts';
import type { Gaussian } from './gaussian.ts';
import { freshWatch, watchSchema } from './watch.ts';

/**
 * How likely an action is taken on a channel, as far as it has been learned: one version, whole. Its canonical JSON has the digest
 * that receipts name; it is kept as long as they are.
 */
export const modelSchema = z.strictObject({
  v: z.literal(1),
  action: z.string(),
  channel: channelSchema,
  /** The model in use and one that is tried beside it on a share of the customers. */
  role: z.enum(['champion', 'challenger']),
  features: z.array(learnableSchema),
  prior: z.number().check(z.gt(0), z.lt(1)),
  /** Outcomes that the prior counts for. */
  priorOutcomes: z.number().check(z.gt(0)),
  /** Outcomes after which an earlier one counts a third (1/e): how slowly it forgets. */
  memory: z.number().check(z.gt(0)),
  /** How often an unwanted action is passed over in silence, over how often it is never seen. */
  passedOver: z.number().check(z.gte(0)),
  /** Steps that made it. */
  version: z.int(),
  /** Of its last step, in milliseconds of the epoch; null before the first. */
  steppedAt: z.nullable(z.number()),
  /** The newest outcome in it. */
  upTo: z.int(),
  /** Weight of all outcomes in it. */
  learned: z.number(),
  mean: z.array(z.number()),
  precision: z.array(z.number()),
  /** The mean of each column over what it learned from: reasons are told as distances from it. */
  middle: z.array(z.number()),
  watch: watchSchema,
});
export type Model = z.infer<typeof modelSchema>;

export interface ModelStart {
  readonly action: string;
  readonly channel: Channel;
  readonly role?: Model['role'];
  readonly features: readonly Learnable[];
  readonly prior: number;
  readonly priorOutcomes?: number;
  readonly memory?: number;
  readonly passedOver?: number;
}

/**
 * Precision of a weight before anything is learned: a feature may well double the odds and hardly makes them sevenfold, and all
 * together do not do more than a few would, or the prior would count for nothing where there are many.
 */
const weightPrecision = (features: number): number => Math.max(2, features);

/** The model before its first outcome: it says the action's prior whatever the features are. */
export function startModel({ action, channel, role = 'champion', features, prior, priorOutcomes = 20, memory = 20_000, passedOver = 1 }: ModelStart): Model {
  const columns = encoderOf(features).featureOf.length;
  const { mean, precision } = startOf({ prior, priorOutcomes, features }, columns);
  return {
    v: 1, action, channel, role, features: [...features], prior, priorOutcomes, memory, passedOver,
    version: 0, steppedAt: null, upTo: 0, learned: 0,
    mean: [...mean], precision: [...precision], middle: new Array<number>(columns).fill(0), watch: freshWatch,
  };
}

/** What is believed before anything is learned. */
export function startOf({ prior, priorOutcomes, features }: Pick<ModelStart, 'prior' | 'features'> & Pick<Model, 'priorOutcomes'>, columns: number): Gaussian {
  const rest = columns - 1;
  return independent([logit(prior), ...new Array<number>(rest).fill(0)], [priorOutcomes * prior * (1 - prior), ...new Array<number>(rest).fill(weightPrecision(features.length))]);
}
