import { expect, it } from 'vitest';
import { alarmsAfter, compareDeciders } from './testing/simulate.ts';
import { verdictOf } from './testing/verdict.ts';
import { shifted } from './testing/world.ts';

const seedsTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

it('in many worlds the learner beats the fixed rule and says the truth within three points', () => {
  const verdict = verdictOf(seedsTo(20).map((seed) => compareDeciders({ seed, rounds: 20_000 })));
  console.log(JSON.stringify(verdict));
  expect(verdict.complaints).toEqual([]);
});

it('in many worlds where nobody changes their minds there is no alarm, and where they do there is one', () => {
  const rounds = 10_000;
  expect(seedsTo(100).flatMap((seed) => alarmsAfter({ seed, rounds }).alarms)).toEqual([]);
  const heard = seedsTo(30).filter((seed) => {
    const { alarms, drifted } = alarmsAfter({ seed, rounds }, { at: rounds / 2, becomes: (action) => shifted(action, -1) });
    return alarms.some(({ action }) => action === drifted);
  });
  expect(heard).toHaveLength(30);
});
