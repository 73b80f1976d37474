import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cholesky, inverseForm, rowAt, solve } from './cholesky.ts';
import type { Evidence } from './gaussian.ts';
import { dot, independent, learn, logit, sigmoid } from './gaussian.ts';

const line = (is: readonly number[], isTaken: boolean, weight = 1): Evidence => ({ row: { at: is.map((_value, i) => i), is }, isTaken, weight });

test('what is believed is where prior and outcomes together say most, found beside it by trying every place', () => {
  const evidence = [line([1], true), line([1], true), line([1], false, 0.5)];
  const loss = (weight: number): number => (weight - logit(0.2)) ** 2 + evidence.reduce((sum, one) => sum - one.weight * Math.log(sigmoid(one.isTaken ? weight : -weight)), 0);
  let best = -5;
  for (let weight = -5; weight < 5; weight += 0.0005) if (loss(weight) < loss(best)) best = weight;
  const { mean, precision } = learn(independent([logit(0.2)], [2]), evidence);
  expect(mean[0]).toBeCloseTo(best, 3);
  const p = sigmoid(mean[0] ?? 0);
  expect(precision[0]).toBeCloseTo(2 + 2.5 * p * (1 - p), 6);
});

const outcomes = fc.array(fc.record({ is: fc.tuple(fc.constant(1), fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })), isTaken: fc.boolean(), weight: fc.double({ min: 0.05, max: 1, noNaN: true }) }), { maxLength: 30 });

test('the slope is nothing where learning stops, and being surer never goes back', () => {
  fc.assert(
    fc.property(outcomes, (list) => {
      const prior = independent([-1, 0, 0], [3, 1, 1]);
      const { mean, precision } = learn(prior, list.map(({ is, isTaken, weight }) => line(is, isTaken, weight)));
      for (let column = 0; column < 3; column += 1) {
        const own = (prior.precision[rowAt(column) + column] ?? 0) * ((mean[column] ?? 0) - (prior.mean[column] ?? 0));
        const seen = list.reduce((sum, one) => sum + one.weight * (sigmoid(dot(mean, line(one.is, true).row)) - (one.isTaken ? 1 : 0)) * (one.is[column] ?? 0), 0);
        expect(own + seen).toBeCloseTo(0, 3);
        expect(precision[rowAt(column) + column]).toBeGreaterThanOrEqual(prior.precision[rowAt(column) + column] ?? 0);
      }
    }),
    { numRuns: 200 },
  );
});

test('a system of equations is solved, and one that is not positive definite is a bug', () => {
  const a = [4, 2, 5, 0.5, 1, 3];
  const x = solve(cholesky(a, 3), Float64Array.from([1, 2, 3]));
  expect([4, 2, 0.5].reduce((sum, value, i) => sum + value * (x[i] ?? 0), 0)).toBeCloseTo(1, 12);
  expect([2, 5, 1].reduce((sum, value, i) => sum + value * (x[i] ?? 0), 0)).toBeCloseTo(2, 12);
  expect([0.5, 1, 3].reduce((sum, value, i) => sum + value * (x[i] ?? 0), 0)).toBeCloseTo(3, 12);
  expect(inverseForm(cholesky(a, 3), Float64Array.from([1, 2, 3]))).toBeCloseTo((x[0] ?? 0) + 2 * (x[1] ?? 0) + 3 * (x[2] ?? 0), 12);
  expect(() => cholesky([1, 2, 1], 2)).toThrow(/positive definite/);
});
