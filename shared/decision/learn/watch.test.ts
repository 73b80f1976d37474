import { expect, test } from 'vitest';
import { featureAlarms, startFeatureWatch, watchFeatures } from './feature-drift.ts';
import { logit, sigmoid } from './gaussian.ts';
import { seeded } from './testing/seeded.ts';
import { someone, worldFeatures } from './testing/world.ts';
import type { AlarmKind, Watch } from './watch.ts';
import { calibrationOf, freshWatch, lookedAt, watched } from './watch.ts';

/** Predictions all over the place, of which what comes is as `truly` says. */
function after(outcomes: number, seed: number, truly: (logOdds: number) => number, from: Watch = freshWatch): Watch {
  const chance = seeded(seed);
  let watch = from;
  for (let i = 0; i < outcomes; i += 1) {
    const logOdds = -1 + 2.4 * (chance() + chance() - 1);
    watch = watched(watch, { p: sigmoid(logOdds), logOdds, isTaken: chance() < sigmoid(truly(logOdds)), weight: chance() < 0.3 ? 0.5 : 1 }, i);
  }
  return watch;
}

const kinds = ({ alarms }: Watch): AlarmKind[] => alarms.map(({ kind }) => kind);

test('predictions that are true raise no alarm, however long they are watched', () => {
  for (let seed = 1; seed <= 60; seed += 1) expect(kinds(after(6000, seed, (said) => said))).toEqual([]);
});

test.each<[string, AlarmKind, (said: number) => number]>([
  ['more is taken than was said', 'higher', (said) => said + 0.7],
  ['less is taken than was said', 'lower', (said) => said - 0.7],
  ['people differ more than was said', 'sharper', (said) => -1 + 2 * (said + 1)],
  ['people no longer differ as was said', 'flatter', () => -1],
  ['what spoke for it speaks against it', 'flatter', (said) => -2 - said],
])('an alarm says when %s', (_what, kind, truly) => {
  for (let seed = 1; seed <= 10; seed += 1) {
    const watch = after(3000, seed, truly, after(3000, seed + 100, (said) => said));
    expect(kinds(watch)).toContain(kind);
  }
});

test('an alarm says that what was said is not what comes, also where it is too much here and too little there', () => {
  const uneven = (said: number): number => said + (Math.floor(sigmoid(said) * 10) % 2 === 0 ? 0.8 : -0.8);
  for (let seed = 1; seed <= 10; seed += 1) expect(kinds(after(6000, seed, uneven))).toContain('calibration');
});

test('an alarm stays until a person has looked, and comes back where nothing was done', () => {
  const loud = after(3000, 1, (said) => said + 1);
  const looked = lookedAt(loud);
  expect([kinds(looked), kinds(after(2000, 2, (said) => said, loud))]).toEqual([[], kinds(loud)]);
  expect(kinds(after(1000, 3, (said) => said + 1, looked))).toContain('higher');
});

test('calibration is how far what came lies from what was said', () => {
  const bins = freshWatch.bins.map((bin, i): [number, number, number] => (i === 2 ? [100, 25, 30] : i === 7 ? [300, 225, 210] : bin));
  expect(calibrationOf(bins)).toMatchObject({ error: expect.closeTo(0.05, 9) as number, weight: 400 });
  const { error, byChance } = calibrationOf(after(5000, 4, (said) => said).bins);
  expect(error).toBeLessThan(byChance * 2);
  expect(calibrationOf(after(5000, 4, (said) => logit(sigmoid(said) * 0.7)).bins).error - byChance).toBeGreaterThan(0.05);
  expect(calibrationOf(freshWatch.bins)).toEqual({ error: 0, byChance: 0, varies: 0, weight: 0 });
});

test('customers who are as they were raise no alarm, and others do, at the feature in which they differ', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const chance = seeded(seed);
    const people = Array.from({ length: 6000 }, () => someone(chance));
    const watch = watchFeatures(startFeatureWatch('mobile', worldFeatures), people);
    expect(featureAlarms(watch)).toEqual([]);
    expect(watch.reference.map((counts) => counts.reduce((sum, count) => sum + count, 0))).toEqual(worldFeatures.map(() => 2000));
    const others = people.slice(0, 1500).map((known) => ({ ...known, incomeProofAgeDays: null, segment: chance() < 0.5 ? 'young' : known['segment'] ?? null }));
    expect(featureAlarms(watchFeatures(watch, others)).map(({ feature }) => feature)).toEqual(['incomeProofAgeDays', 'segment']);
  }
});
