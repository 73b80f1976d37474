import type { Evidence, Gaussian } from './gaussian.ts';
import { dot, learn, sigmoid } from './gaussian.ts';
import type { Model } from './model.ts';
import { startOf } from './model.ts';
import type { Outcome } from './outcome.ts';
import { weightOf } from './outcome.ts';
import { encoderOf } from './encode.ts';
import { watched } from './watch.ts';

/** The least between two versions of an action's models, all channels and roles together. */
const betweenStepsMs = 60_000;

/** A model with the number of outcomes that it has not learned yet. */
export interface Waiting {
  readonly model: Pick<Model, 'action' | 'channel' | 'role' | 'steppedAt'>;
  readonly outcomes: number;
}

/**
 * Which of an action's models learns now: the one that stepped longest ago of those with something to learn. Undefined where there is
 * none, and within a minute of the action's last step; `models` are all of that action.
 */
export function nextStep<T extends Waiting>(models: readonly T[], atMs: number): T | undefined {
  const last = Math.max(-Infinity, ...models.map(({ model }) => model.steppedAt ?? -Infinity));
  if (atMs < last + betweenStepsMs) return undefined;
  return models
    .filter(({ outcomes }) => outcomes > 0)
    .reduce<T | undefined>((first, one) => (first === undefined || (one.model.steppedAt ?? -Infinity) < (first.model.steppedAt ?? -Infinity) ? one : first), undefined);
}

/**
 * The next version of a model, which has learned from the outcomes that are newer than its newest; the same model where there are
 * none. Each is first compared with what the model said, which is what watches over it.
 */
export function step(model: Model, outcomes: readonly Outcome[], atMs: number): Model {
  const fresh = outcomes.filter(({ seq }) => seq > model.upTo).sort((a, b) => a.seq - b.seq);
  const newest = fresh.at(-1);
  if (newest === undefined) return model;
  const encoder = encoderOf(model.features);
  const evidence: Evidence[] = [];
  let { watch, learned } = model;
  const middle = [...model.middle];
  for (const { how, features } of fresh) {
    const row = encoder.encode(features);
    const logOdds = dot(model.mean, row);
    const p = sigmoid(logOdds);
    const isTaken = how === 'accepted';
    const weight = weightOf(how, p, model.passedOver);
    evidence.push({ row, isTaken, weight });
    watch = watched(watch, { p, logOdds, isTaken, weight }, atMs);
    learned += weight;
    const share = weight / Math.min(model.memory, learned);
    for (let i = 0; i < middle.length; i += 1) middle[i] = (middle[i] as number) * (1 - share);
    for (const [i, column] of row.at.entries()) middle[column] = (middle[column] as number) + share * (row.is[i] as number);
  }
  const { mean, precision } = learn(faded(model, learned - model.learned), evidence);
  return {
    ...model,
    version: model.version + 1,
    steppedAt: atMs,
    upTo: newest.seq,
    learned: short(learned),
    mean: mean.map(short),
    precision: precision.map(short),
    middle: middle.map(short),
    watch: {
      ...watch,
      bins: watch.bins.map(([count, said, came]) => [short(count), short(said), short(came)]),
      seen: short(watch.seen),
      said: [short(watch.said[0]), short(watch.said[1])],
      sums: { higher: short(watch.sums.higher), lower: short(watch.sums.lower), sharper: short(watch.sums.sharper), flatter: short(watch.sums.flatter) },
    },
  };
}

/** What is believed is less sure by what is forgotten, and never less than at the start. */
function faded(model: Model, weight: number): Gaussian {
  const kept = Math.exp(-weight / model.memory);
  const start = startOf(model, model.mean.length).precision;
  return { mean: model.mean, precision: model.precision.map((value, i) => value * kept + (start[i] as number) * (1 - kept)) };
}

/** Nine digits: a version is read back as it was written, and is no longer than it says. */
const short = (value: number): number => Number(value.toPrecision(9));
