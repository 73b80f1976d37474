import { expect, test } from 'vitest';
import { alarmsAfter, compareDeciders } from './testing/simulate.ts';
import { verdictOf, wrongSteps } from './testing/verdict.ts';
import { shifted, turned } from './testing/world.ts';

const seeds = [1, 2];
const rounds = 3000;

test('what is shown is taken more often than by the fixed rule, and what is said of it is true within three points', () => {
  const verdict = verdictOf(seeds.map((seed) => compareDeciders({ seed, rounds })));
  expect(verdict.complaints).toEqual([]);
  expect(verdict.learner).toBeLessThan(verdict.fixedRule / 2);
});

test.each(Object.keys(wrongSteps))('a learner that %s is found out', (name) => {
  const wrong = wrongSteps[name];
  if (wrong === undefined) throw new Error('the wrong learner is there');
  expect(verdictOf(seeds.map((seed) => compareDeciders({ seed, rounds }, { exploring: 0.1, step: wrong }))).complaints).not.toEqual([]);
});

test('people who change their minds raise an alarm at the action that they think otherwise of, and nothing else does', () => {
  for (const seed of seeds) expect(alarmsAfter({ seed, rounds }).alarms).toEqual([]);
  for (const becomes of [turned, (action: Parameters<typeof turned>[0]) => shifted(action, -1.2)]) {
    for (const seed of seeds) {
      const { alarms, drifted } = alarmsAfter({ seed, rounds }, { at: rounds / 2, becomes });
      expect(alarms.map(({ action }) => action)).toContain(drifted);
      expect(alarms.every(({ at }) => at >= (rounds / 2) * 1200)).toBe(true);
    }
  }
});
