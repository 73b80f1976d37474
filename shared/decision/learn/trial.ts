import * as z from 'zod/mini';
import { sha256Head } from '../../sync/sha256.ts';
import type { Features } from '../action/feature.ts';

const share = z.number().check(z.gte(0), z.lte(1));

/** How a bank tries things on its customers. All shares are 0 where it says nothing, and that of vulnerable customers unless it says so. */
export const trialSchema = z.strictObject({
  /** Another id deals the customers anew. */
  id: z.string(),
  /** Of customers, who get the challenger's answer where there is one. */
  challenger: share,
  /** Of decisions, in which what is little known is tried. */
  exploring: share,
  exploringVulnerable: share,
  /** The personal feature that tells customers apart, and the one that says who is vulnerable. */
  customer: z.string(),
  vulnerable: z.string(),
});
export type Trial = z.infer<typeof trialSchema>;

export const noTrial: Trial = { id: 'none', challenger: 0, exploring: 0, exploringVulnerable: 0, customer: 'customerHash', vulnerable: 'isVulnerable' };

/** A number from 0 to below 1 that looks like chance and is always the same for the same text. */
export const chanceOf = (text: string): number => sha256Head(text)[0] / 2 ** 32;

/** The same customer always gets the same; somebody who is not known gets the champion. */
export function roleOf(trial: Trial, features: Features): 'champion' | 'challenger' {
  const customer = features[trial.customer];
  return typeof customer === 'string' && chanceOf(`${trial.id}|${customer}`) < trial.challenger ? 'challenger' : 'champion';
}

/** Whether this decision tries what is little known. Who is not known to be otherwise counts as vulnerable. */
export const isExploring = (trial: Trial, features: Features, draw: number): boolean => draw < (features[trial.vulnerable] === false ? trial.exploring : trial.exploringVulnerable);

/** What became of the customers of one role: weights of outcomes, and of those that were taken. */
export interface Tally {
  readonly shown: number;
  readonly taken: number;
}

export interface Comparison {
  /** Of the challenger's share that is taken over the champion's, as a difference, and the ends of its interval of 95 %. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly is: 'better' | 'worse' | 'open';
}

/** How the challenger does against the champion. One more taken and one more refused in each keep small numbers open. */
export function compare(champion: Tally, challenger: Tally): Comparison {
  const [a, b] = [champion, challenger].map(({ shown, taken }) => {
    const is = (taken + 1) / (shown + 2);
    return { is, variance: (is * (1 - is)) / (shown + 3) };
  }) as [{ is: number; variance: number }, { is: number; variance: number }];
  const difference = b.is - a.is;
  const half = 1.96 * Math.sqrt(a.variance + b.variance);
  const [low, high] = [difference - half, difference + half];
  return { difference, low, high, is: low > 0 ? 'better' : high < 0 ? 'worse' : 'open' };
}
