import { expect, test } from 'vitest';
import type { Features } from '../action/feature.ts';
import { encoderOf, learnableOf } from './encode.ts';

const encoder = encoderOf([
  { name: 'ageDays', type: 'number', range: [0, 100] },
  { name: 'isStudent', type: 'yesNo' },
  { name: 'segment', type: 'text', levels: ['mass', 'affluent'] },
]);

const dense = (features: Features): number[] => {
  const { at, is } = encoder.encode(features);
  const row = new Array<number>(encoder.featureOf.length).fill(0);
  for (const [i, column] of at.entries()) row[column] = is[i] ?? 0;
  return row;
};

test('what is known becomes numbers, and what is not known is a column of its own', () => {
  expect(encoder.featureOf).toEqual([-1, 0, 0, 1, 1, 2, 2, 2]);
  expect(dense({ ageDays: 75, isStudent: true, segment: 'affluent' })).toEqual([1, 0, 0.5, 0, 1, 0, 0, 1]);
  expect(dense({ ageDays: 50, isStudent: false, segment: 'mass' })).toEqual([1, 0, 0, 0, 0, 0, 1, 0]);
  expect(dense({})).toEqual([1, 1, 0, 1, 0, 1, 0, 0]);
});

test('a value beyond its range counts as the end of it; one of another type or of no declared level is not known', () => {
  expect(dense({ ageDays: 4000, isStudent: 'yes', segment: 'unheard-of' })).toEqual([1, 0, 1, 1, 0, 1, 0, 0]);
  expect(dense({ ageDays: Number.NaN, isStudent: 1, segment: true })).toEqual([1, 1, 0, 1, 0, 1, 0, 0]);
});

test('nothing is learned from what is personal, from a number without a range or a text without levels', () => {
  expect(learnableOf({ name: 'name', type: 'text', personal: true })).toBe('personal');
  expect(learnableOf({ name: 'ageDays', type: 'number' })).toBe('no_range');
  expect(learnableOf({ name: 'ageDays', type: 'number', range: [3, 3] })).toBe('no_range');
  expect(learnableOf({ name: 'segment', type: 'text' })).toBe('no_levels');
  expect(learnableOf({ name: 'isStudent', type: 'yesNo', otherwise: false })).toEqual({ name: 'isStudent', type: 'yesNo' });
  expect(learnableOf({ name: 'ageDays', type: 'number', range: [0, 9] })).toEqual({ name: 'ageDays', type: 'number', range: [0, 9] });
});
