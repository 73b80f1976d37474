import type { Features } from '../action/feature.ts';

export const answers = ['accepted', 'refused', 'notNow', 'ignored'] as const;
export type Answer = (typeof answers)[number];

/** What became of an action that was shown. */
export interface Outcome {
  /** The entry that says so: outcomes are learned once, in this order. */
  readonly seq: number;
  readonly how: Answer;
  /** As the receipt of the decision has them. */
  readonly features: Features;
}

/** Somebody saw it and put it off: half a refusal. */
const notNowWeight = 0.5;

/**
 * How much an outcome counts, 0 to 1. What was ignored was perhaps never seen, and then says nothing: it counts by the chance that
 * it was seen and passed over, given that it would have been taken with probability `p`. `passedOver` is how often somebody who sees
 * it and does not want it says nothing, over how often nobody sees it.
 */
export function weightOf(how: Answer, p: number, passedOver: number): number {
  if (how === 'notNow') return notNowWeight;
  if (how !== 'ignored') return 1;
  const seen = passedOver * (1 - p);
  return seen / (seen + 1);
}
