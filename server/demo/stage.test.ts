import { expect, test } from 'vitest';
import { FixedClock } from '../testing/fixed-clock.ts';
import { stageOf } from './stage.ts';

const plan = { steps: [], durationMs: 100_000, outcome: { cases: 0, outcomes: {}, openTasks: 0, stalled: {}, owned: {} } };

test('without a speed the plan ends now; with one it begins now and runs that much faster', () => {
  const clock = new FixedClock(1_000_000);
  expect([0, 100_000].map(stageOf(plan, { isHistory: false }, clock).timeOf)).toEqual([900_000, 1_000_000]);
  expect([0, 100_000].map(stageOf(plan, { isHistory: false }, clock, 50).timeOf)).toEqual([1_000_000, 1_002_000]);
  expect([0, 100_000].map(stageOf(plan, { isHistory: true }, clock, 50).timeOf)).toEqual([900_000, 1_000_000]);
});

test('a moment is waited for until it has come', async () => {
  const clock = new FixedClock(1_000_000);
  const stage = stageOf(plan, { isHistory: false }, clock, 1000);
  const startedAt = performance.now();
  await stage.reach(50_000);
  expect(performance.now() - startedAt).toBeGreaterThan(45);
});
