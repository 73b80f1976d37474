import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ActionDefinition } from '../action/action.ts';
import type { FeatureDeclaration } from '../action/feature.ts';
import { startModel } from './model.ts';
import { modelsOf, startingModel } from './models.ts';
import { normalOf } from './normal.ts';
import { predictorOf } from './predict.ts';
import { step } from './step.ts';
import { isOff } from './switch.ts';
import type { Trial } from './trial.ts';
import { compare, isExploring, noTrial, roleOf } from './trial.ts';

const sha256 = (text: string): string => hash('sha256', text);
const action: ActionDefinition = { id: 'card-offer', class: 'sales', channels: ['mobile'], placements: ['card'], gates: [], value: { base: 1 }, context: [], propensity: { prior: 0.3, features: ['isStudent'] }, owner: 'sales-desk' };
const trial: Trial = { id: 't1', challenger: 0.2, exploring: 0.1, exploringVulnerable: 0, customer: 'customer', vulnerable: 'isVulnerable' };
const champion = startModel({ action: 'card-offer', channel: 'mobile', features: [{ name: 'isStudent', type: 'yesNo' }], prior: 0.3 });
const challenger = startModel({ ...champion, role: 'challenger', prior: 0.6 });
const customers = Array.from({ length: 5000 }, (_, i) => ({ customer: sha256(String(i)), isVulnerable: false }));
const propensity = (models: ReturnType<typeof modelsOf>, features: Parameters<typeof roleOf>[1], draw = 0.5): number => models.propensityOf(action, 'mobile', features, draw).p;

test('where there is no model the prior of the action is said, and no digest', () => {
  const models = modelsOf([], trial, sha256);
  expect(models.propensityOf(action, 'web', {}, 0.5)).toEqual({ p: 0.3, because: [{ id: 'prior', effect: 0.3 }] });
  expect(models.digests(['card-offer'], 'web', {})).toEqual([]);
});

test('the challenger answers a share of the customers, always the same ones, and nobody who is not known', () => {
  const models = modelsOf([champion, challenger], trial, sha256);
  const said = customers.map((features) => propensity(models, features));
  expect(said.filter((p) => p === 0.6).length / said.length).toBeCloseTo(0.2, 1);
  expect(customers.map((features) => propensity(models, features, 0.9))).toEqual(said);
  expect([{}, { customer: null }].map((features) => propensity(models, features))).toEqual([0.3, 0.3]);
  const dealtAnew = customers.filter((features) => roleOf({ ...trial, id: 't2' }, features) !== roleOf(trial, features));
  expect(dealtAnew.length).toBeGreaterThan(500);
});

test('a bank that says nothing tries nothing, and nobody who is or may be vulnerable is tried on unless it says so', () => {
  expect(isExploring(noTrial, { isVulnerable: false }, 0)).toBe(false);
  expect(isExploring(trial, { isVulnerable: false }, 0.09)).toBe(true);
  expect(isExploring(trial, { isVulnerable: false }, 0.1)).toBe(false);
  for (const isVulnerable of [true, null, 'no']) expect(isExploring(trial, { isVulnerable }, 0)).toBe(false);
  expect(isExploring(trial, {}, 0)).toBe(false);
  expect(isExploring({ ...trial, exploringVulnerable: 0.02 }, { isVulnerable: true }, 0.01)).toBe(true);
});

test('what is tried follows from the draw alone, says that it is, and is spread as what is believed', () => {
  const models = modelsOf([champion], { ...trial, exploring: 1 }, sha256);
  const draws = Array.from({ length: 4000 }, (_, i) => (i + 0.5) / 4000);
  const said = draws.map((draw) => propensity(models, { isVulnerable: false }, draw));
  expect(draws.map((draw) => propensity(models, { isVulnerable: false }, draw))).toEqual(said);
  const below = said.filter((p) => p < 0.3).length / said.length;
  expect(below).toBeGreaterThan(0.46);
  expect(below).toBeLessThan(0.54);
  // 20 outcomes of the prior and no student's yes or no: 0.5 in log-odds, and as much again for what is not known
  expect(predictorOf(champion).sample({ isStudent: false }, 0.8413).p).toBeCloseTo(1 / (1 + Math.exp(-(Math.log(3 / 7) + 1 / Math.sqrt(20 * 0.21)))), 3);
  const { p, because } = models.propensityOf(action, 'mobile', { isVulnerable: false }, 0.25);
  expect(because[0]).toEqual({ id: 'exploring', effect: expect.closeTo(p - 0.3, 6) as number });
});

test('a receipt names every version that had a say and how the bank tries things', () => {
  const models = modelsOf([champion, challenger], trial, sha256);
  const [some, other] = [customers.find((one) => roleOf(trial, one) === 'champion') ?? {}, customers.find((one) => roleOf(trial, one) === 'challenger') ?? {}];
  expect(models.digests(['card-offer', 'unheard-of'], 'mobile', some)).toHaveLength(2);
  expect(models.digests(['card-offer'], 'mobile', some)).not.toEqual(models.digests(['card-offer'], 'mobile', other));
  const learned = step(champion, [{ seq: 1, how: 'accepted', features: { isStudent: true } }], 60_000);
  const next = models.with([learned]);
  expect(next.get('card-offer', 'mobile', 'champion')).toBe(learned);
  expect(models.get('card-offer', 'mobile', 'champion')).toBe(champion);
  expect(next.digests(['card-offer'], 'mobile', some)).not.toEqual(models.digests(['card-offer'], 'mobile', some));
});

test('a model starts from what the catalog declares and says what it has left out', () => {
  const declared = new Map<string, FeatureDeclaration>([['isStudent', { name: 'isStudent', type: 'yesNo' }], ['name', { name: 'name', type: 'text', personal: true }]]);
  const asked = { ...action, propensity: { prior: 0.3, features: ['isStudent', 'name', 'unheardOf'] } };
  expect(startingModel(asked, 'web', declared)).toEqual({
    start: { action: 'card-offer', channel: 'web', features: [{ name: 'isStudent', type: 'yesNo' }], prior: 0.3 },
    left: [{ feature: 'name', because: 'personal' }, { feature: 'unheardOf', because: 'unknown' }],
  });
});

test('the challenger is better or worse only where chance does not explain it', () => {
  expect(compare({ shown: 1000, taken: 300 }, { shown: 1000, taken: 400 }).is).toBe('better');
  expect(compare({ shown: 1000, taken: 300 }, { shown: 1000, taken: 200 }).is).toBe('worse');
  expect(compare({ shown: 1000, taken: 300 }, { shown: 20, taken: 9 }).is).toBe('open');
  expect(compare({ shown: 0, taken: 0 }, { shown: 0, taken: 0 })).toMatchObject({ difference: 0, is: 'open' });
});

test('an action that somebody turned off is off at once, there and for as long as was said', () => {
  const off = [{ action: 'card-offer', from: 100 }, { action: 'loan-offer', channel: 'web' as const, from: 100, until: 200 }];
  expect([99, 100, 1e12].map((at) => isOff(off, 'card-offer', 'mobile', at))).toEqual([false, true, true]);
  expect([100, 199, 200].map((at) => isOff(off, 'loan-offer', 'web', at))).toEqual([true, true, false]);
  expect(isOff(off, 'loan-offer', 'mobile', 150)).toBe(false);
});

test('the normal quantile is what tables say', () => {
  for (const [chance, is] of [[0.5, 0], [0.8413447, 1], [0.9772499, 2], [0.025, -1.959964], [0.999, 3.090232], [1e-6, -4.753424], [0, -4.753424]] as const) expect(normalOf(chance)).toBeCloseTo(is, 4);
});
