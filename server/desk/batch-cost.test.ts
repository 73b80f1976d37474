import { expect, test } from 'vitest';
import { BatchCost } from './batch-cost.ts';

test('what one slow input took alone is not expected of each of a hundred', () => {
  const cost = new BatchCost();
  for (let i = 0; i < 50; i++) cost.learn(1, 300);
  expect(cost.waitMs(100, 20)).toBeLessThan(1000);
  const calm = new BatchCost();
  for (let i = 0; i < 20; i++) calm.learn(200, 43);
  calm.learn(1, 2000);
  expect(calm.waitMs(50, 20)).toBeLessThan(100);
});

test('inputs that really cost more leave less room and longer waits', () => {
  const cost = new BatchCost();
  const before = cost.room(100);
  for (let i = 0; i < 50; i++) cost.learn(100, 500);
  expect(cost.room(100)).toBeLessThan(before / 5);
  expect(cost.waitMs(400, 20)).toBeGreaterThan(1000);
});
