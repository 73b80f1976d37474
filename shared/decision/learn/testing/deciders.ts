import type { Features } from '../../action/feature.ts';
import { dot, independent, learn, logit, sigmoid } from '../gaussian.ts';
import type { Evidence, Gaussian } from '../gaussian.ts';
import { cholesky, inverseForm } from '../cholesky.ts';
import { startModel } from '../model.ts';
import type { Model, ModelStart } from '../model.ts';
import { modelsOf } from '../models.ts';
import type { Models } from '../models.ts';
import { normalOf } from '../normal.ts';
import type { Outcome } from '../outcome.ts';
import { weightOf } from '../outcome.ts';
import { nextStep, step } from '../step.ts';
import type { Trial } from '../trial.ts';
import { noTrial } from '../trial.ts';
import type { World } from './world.ts';
import { trueParts, worldFeatures, worldPassedOver } from './world.ts';

/** Who chooses an action for everybody who comes, and hears what became of it. */
export interface Decider {
  choose(known: Features, draw: number, atMs: number): number;
  hear(chosen: number, outcome: Outcome, atMs: number): void;
}

/** Always the action that the bank believes in most. */
export function fixedRule({ actions }: World): Decider {
  const priors = actions.map(({ definition }) => definition.propensity.prior);
  return { choose: () => mostOf(priors), hear: () => undefined };
}

/** Our models, stepped as the desk steps them: at most one version a minute and action. */
export interface Learner extends Decider {
  models(): Models;
}

export interface LearnerSettings {
  readonly exploring: number;
  readonly start?: Partial<ModelStart>;
  /** What learns; another one, to see that it is found out. */
  readonly step?: typeof step;
}

export const worldTrial = (exploring: number): Trial => ({ ...noTrial, id: 'world', exploring, customer: 'customer', vulnerable: 'isVulnerable' });

export function learner({ actions }: World, { exploring, start, step: stepped = step }: LearnerSettings): Learner {
  const begun = actions.map(({ definition: { id, propensity } }) => startModel({ action: id, channel: 'mobile', features: worldFeatures, prior: propensity.prior, passedOver: worldPassedOver, ...start }));
  // nobody checks the digests of a simulation
  let models = modelsOf(begun, worldTrial(exploring), () => '');
  const waiting = actions.map((): Outcome[] => []);
  return {
    models: () => models,
    choose: (known, draw) => mostOf(actions.map(({ definition }) => models.propensityOf(definition, 'mobile', known, draw).p)),
    hear: (chosen, outcome, atMs) => {
      waiting[chosen]?.push(outcome);
      const versions: Model[] = [];
      for (const [i, outcomes] of waiting.entries()) {
        const model = models.get(actions[i]?.definition.id ?? '', 'mobile', 'champion');
        if (model === undefined || nextStep([{ model, outcomes: outcomes.length }], atMs) === undefined) continue;
        versions.push(stepped(model, outcomes, atMs));
        outcomes.length = 0;
      }
      if (versions.length > 0) models = models.with(versions);
    },
  };
}

/** Thompson's sampling on every decision with the very features of the truth, learning from each outcome `every` rounds: the best that can be hoped for. */
export function thompson({ actions }: World, every = 10): Decider {
  const columns = trueParts({}).length;
  const at = Array.from({ length: columns }, (_, i) => i);
  const kept = actions.map(({ definition: { propensity } }) => {
    const belief = independent([logit(propensity.prior), ...new Array<number>(columns - 1).fill(0)], [20 * propensity.prior * (1 - propensity.prior), ...new Array<number>(columns - 1).fill(2)]);
    return { belief, factor: cholesky(belief.precision, columns), waiting: [] as Evidence[] };
  });
  return {
    choose: (known, draw) => {
      const row = { at, is: trueParts(known) };
      const dense = Float64Array.from(row.is);
      return mostOf(kept.map(({ belief, factor }, i) => dot(belief.mean, row) + normalOf((draw * (i + 1) * 7919) % 1) * Math.sqrt(inverseForm(factor, dense))));
    },
    hear: (chosen, { how, features }) => {
      const one = kept[chosen];
      if (one === undefined) return;
      const row = { at, is: trueParts(features) };
      const weight = weightOf(how, sigmoid(dot(one.belief.mean, row)), worldPassedOver);
      one.waiting.push({ row, isTaken: how === 'accepted', weight });
      if (one.waiting.length < every) return;
      const belief: Gaussian = learn(one.belief, one.waiting);
      Object.assign(one, { belief, factor: cholesky(belief.precision, columns), waiting: [] });
    },
  };
}

export function mostOf(scores: readonly number[]): number {
  let most = 0;
  for (const [i, score] of scores.entries()) if (score > (scores[most] ?? -Infinity)) most = i;
  return most;
}
