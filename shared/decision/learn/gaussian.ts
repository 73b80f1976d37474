import { cholesky, rowAt, solve } from './cholesky.ts';
import type { Triangle } from './cholesky.ts';
import type { Row } from './encode.ts';

/** What is believed of the weights of a logistic regression: normal, by its mean and its precision (the inverse of the covariance). */
export interface Gaussian {
  readonly mean: readonly number[];
  readonly precision: Triangle;
}

/** One line that was seen to end well (`isTaken`) or not; `weight` from 0 to 1 is how much it counts. */
export interface Evidence {
  readonly row: Row;
  readonly isTaken: boolean;
  readonly weight: number;
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
export const logit = (p: number): number => Math.log(p / (1 - p));

/** Independent weights, each of its own mean and precision. */
export function independent(mean: readonly number[], precision: readonly number[]): Gaussian {
  const triangle = new Array<number>(rowAt(mean.length)).fill(0);
  for (const [i, value] of precision.entries()) triangle[rowAt(i) + i] = value;
  return { mean: [...mean], precision: triangle };
}

export function dot(weights: ArrayLike<number>, { at, is }: Row): number {
  let sum = 0;
  for (let i = 0; i < at.length; i += 1) sum += (weights[at[i] as number] as number) * (is[i] as number);
  return sum;
}

const mostSteps = 30;
const enough = 1e-8;

/**
 * What is believed after the evidence: the mode of prior times likelihood, found by Newton's method, and the curvature there as
 * precision (Laplace's approximation; Chapelle and Li 2011, algorithm 3, with the whole matrix in place of its diagonal).
 */
export function learn(prior: Gaussian, evidence: readonly Evidence[]): Gaussian {
  let mean = Float64Array.from(prior.mean);
  let loss = lossAt(prior, evidence, mean);
  let { slope, precision } = curveAt(prior, evidence, mean);
  for (let i = 0; i < mostSteps; i += 1) {
    const step = solve(cholesky(precision, mean.length), slope);
    const next = descended(prior, evidence, { mean, step, loss });
    const gain = loss - next.loss;
    ({ mean, loss } = next);
    ({ slope, precision } = curveAt(prior, evidence, mean));
    if (gain < enough) break;
  }
  return { mean: [...mean], precision };
}

interface Standing {
  readonly mean: Float64Array<ArrayBuffer>;
  readonly loss: number;
}

/** Newton's step, halved until it does not make things worse: far from the mode a whole one may overshoot. */
function descended(prior: Gaussian, evidence: readonly Evidence[], { mean, step, loss }: Standing & { step: Float64Array }): Standing {
  for (let share = 1; share > 1e-6; share /= 2) {
    const next = mean.map((weight, i) => weight - share * (step[i] as number));
    const nextLoss = lossAt(prior, evidence, next);
    if (nextLoss <= loss) return { mean: next, loss: nextLoss };
  }
  return { mean, loss };
}

/** Half the distance to the prior in its own measure. */
function awayFrom({ mean, precision }: Gaussian, weights: Float64Array): { readonly loss: number; readonly slope: Float64Array<ArrayBuffer> } {
  const slope = new Float64Array(weights.length);
  const away = weights.map((weight, i) => weight - (mean[i] as number));
  for (let i = 0; i < away.length; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const value = precision[rowAt(i) + j] as number;
      slope[i] = (slope[i] as number) + value * (away[j] as number);
      if (i !== j) slope[j] = (slope[j] as number) + value * (away[i] as number);
    }
  }
  return { loss: slope.reduce((sum, value, i) => sum + (value * (away[i] as number)) / 2, 0), slope };
}

function lossAt(prior: Gaussian, evidence: readonly Evidence[], weights: Float64Array): number {
  let { loss } = awayFrom(prior, weights);
  for (const { row, isTaken, weight } of evidence) {
    const against = isTaken ? -dot(weights, row) : dot(weights, row);
    loss += weight * (Math.max(0, against) + Math.log1p(Math.exp(-Math.abs(against))));
  }
  return loss;
}

function curveAt(prior: Gaussian, evidence: readonly Evidence[], weights: Float64Array): { slope: Float64Array; precision: number[] } {
  const { slope } = awayFrom(prior, weights);
  const precision = [...prior.precision];
  for (const { row, isTaken, weight } of evidence) {
    const { at, is } = row;
    const p = sigmoid(dot(weights, row));
    const error = weight * (p - (isTaken ? 1 : 0));
    const bend = weight * p * (1 - p);
    for (let i = 0; i < at.length; i += 1) {
      const [column, value] = [at[i] as number, is[i] as number];
      slope[column] = (slope[column] as number) + error * value;
      // the columns of a row ascend, so this stays in the lower triangle
      for (let j = 0; j <= i; j += 1) {
        const place = rowAt(column) + (at[j] as number);
        precision[place] = (precision[place] as number) + bend * value * (is[j] as number);
      }
    }
  }
  return { slope, precision };
}
