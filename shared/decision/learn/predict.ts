import type { Propensity } from '../action/propensity.ts';
import type { Because } from '../action/decision.ts';
import type { Features } from '../action/feature.ts';
import { cholesky, inverseForm } from './cholesky.ts';
import type { Encoder, Row } from './encode.ts';
import { encoderOf } from './encode.ts';
import { dot, sigmoid } from './gaussian.ts';
import type { Model } from './model.ts';
import { normalOf } from './normal.ts';

/** A version of a model, made ready once to be asked often. */
export interface Predictor {
  readonly model: Model;
  readonly encoder: Encoder;
  predict(features: Features): Propensity;
  /** As likely as it could well be: `chance`, from 0 to below 1, says where in what is believed possible (Thompson's sampling). */
  sample(features: Features, chance: number): Propensity;
}

/** Reasons told at most, and the least that is one: a point of probability. */
const mostReasons = 4;
const leastEffect = 0.01;

/** Six places: below what anybody sees, and above what two machines may differ in. */
const places = 1e6;
const rounded = (value: number): number => Math.round(value * places) / places + 0;
const probability = (logOdds: number): number => Math.max(1 / places, rounded(sigmoid(logOdds)));

export function predictorOf(model: Model): Predictor {
  const encoder = encoderOf(model.features);
  let factor: Float64Array | undefined;
  const spread = (row: Row): number => {
    factor ??= cholesky(model.precision, model.mean.length);
    const dense = new Float64Array(model.mean.length);
    for (const [i, column] of row.at.entries()) dense[column] = row.is[i] as number;
    return Math.sqrt(inverseForm(factor, dense));
  };
  return {
    model,
    encoder,
    predict: (features) => {
      const row = encoder.encode(features);
      const logOdds = dot(model.mean, row);
      return { p: probability(logOdds), because: reasons(model, encoder, row, logOdds) };
    },
    sample: (features, chance) => {
      const row = encoder.encode(features);
      const logOdds = dot(model.mean, row);
      const p = probability(logOdds + normalOf(chance) * spread(row));
      return { p, because: [{ id: 'exploring', effect: rounded(p - probability(logOdds)) }, ...reasons(model, encoder, row, logOdds)] };
    },
  };
}

/**
 * What makes it likelier or less likely than usual, the greatest first, each with the points of probability that it is worth: what
 * is lost when the feature stood where it stands on average. Last what is usual.
 */
function reasons({ mean, middle, features, learned, prior }: Model, { featureOf }: Encoder, row: Row, logOdds: number): Because[] {
  if (learned === 0) return [{ id: 'prior', effect: prior }];
  const parts = features.map(() => 0);
  const add = (column: number, value: number): void => {
    const feature = featureOf[column] as number;
    if (feature >= 0) parts[feature] = (parts[feature] as number) + (mean[column] as number) * value;
  };
  for (const [i, column] of row.at.entries()) add(column, row.is[i] as number);
  for (const [column, value] of middle.entries()) add(column, -value);
  const p = sigmoid(logOdds);
  const told = features
    .map(({ name }, i): Because => ({ id: name, effect: rounded(p - sigmoid(logOdds - (parts[i] as number))) }))
    .filter(({ effect }) => Math.abs(effect) >= leastEffect)
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect) || (a.id < b.id ? -1 : 1))
    .slice(0, mostReasons);
  return [...told, { id: 'usual', effect: probability(parts.reduce((sum, part) => sum - part, logOdds)) }];
}
