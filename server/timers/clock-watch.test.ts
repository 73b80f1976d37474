import { expect, test } from 'vitest';
import type { Queryable } from '../store/queryable.ts';
import { startClockWatch } from './clock-watch.ts';

const db = {} as Queryable;

test('a jump of the clock shows at once, and the next comparison settles it', async () => {
  const time = { real: 1_000_000, offset: 0 };
  const clock = { now: () => time.real + time.offset, elapsed: () => time.real };
  const watch = startClockWatch({ db, clock, everyMs: 60_000, readTime: () => Promise.resolve(time.real) });
  await watch.check();
  expect([watch.isReady(), watch.takesInputs()]).toEqual([true, true]);
  time.real += 30_000;
  expect([watch.isReady(), watch.takesInputs()]).toEqual([true, true]);
  time.offset = 2500;
  expect([watch.isReady(), watch.takesInputs(), watch.differenceMs()]).toEqual([false, true, 2500]);
  time.offset = -7_200_000;
  expect([watch.isReady(), watch.takesInputs()]).toEqual([false, false]);
  time.offset = 0;
  await watch.check();
  expect([watch.isReady(), watch.takesInputs(), watch.differenceMs()]).toEqual([true, true, 0]);
  watch.stop();
});
