import { step } from '../step.ts';
import type { Compared } from './simulate.ts';
import { errorInPoints } from './simulate.ts';

/** What a simulation must show over its seeds. */
export interface Verdict {
  /** Regret at the end, as a mean over the seeds. */
  readonly learner: number;
  readonly fixedRule: number;
  readonly thompson: number;
  /** How far what is said of what is shown lies from the truth, in points: mean and worst seed, and of all actions, also those never shown. */
  readonly calibration: number;
  readonly worstCalibration: number;
  readonly calibrationOfAll: number;
  /** What is wrong; empty where the learner does what it must. */
  readonly complaints: readonly string[];
}

const calibratedWithin = 3;

/** Whether a learner beats the fixed rule in every world and says what is true within three points. */
export function verdictOf(compared: readonly Compared[]): Verdict {
  const mean = (of: (one: Compared) => number): number => compared.reduce((sum, one) => sum + of(one), 0) / compared.length;
  const last = (regret: readonly number[]): number => regret.at(-1) ?? Number.NaN;
  const calibration = mean(({ shown }) => errorInPoints(shown));
  const beaten = compared.filter((one) => last(one.learner) < last(one.fixedRule)).length;
  return {
    learner: mean((one) => last(one.learner)),
    fixedRule: mean((one) => last(one.fixedRule)),
    thompson: mean((one) => last(one.thompson)),
    calibration,
    worstCalibration: Math.max(...compared.map(({ shown }) => errorInPoints(shown))),
    calibrationOfAll: mean(({ all }) => errorInPoints(all)),
    complaints: [
      ...(beaten === compared.length ? [] : [`the fixed rule is beaten in ${String(beaten)} worlds of ${String(compared.length)}`]),
      ...(calibration <= calibratedWithin ? [] : [`what is said lies ${calibration.toFixed(1)} points from the truth`]),
    ],
  };
}

/** Learners that are wrong, to see that they are found out: a step that makes versions and learns nothing, and one that believes in the prior a thousand times too much. */
export const wrongSteps: Readonly<Record<string, typeof step>> = {
  'never learns': (model, _outcomes, atMs) => ({ ...model, steppedAt: atMs, version: model.version + 1 }),
  'trusts its prior too much': (model, outcomes, atMs) => step(model.version === 0 ? { ...model, precision: model.precision.map((value) => value * 1000) } : model, outcomes, atMs),
  'learns the wrong way round': (model, outcomes, atMs) => step(model, outcomes.map((one) => ({ ...one, how: one.how === 'accepted' ? 'refused' : 'accepted' })), atMs),
};
