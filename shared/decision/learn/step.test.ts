import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Learnable } from './encode.ts';
import { modelSchema, startModel } from './model.ts';
import { digestOf } from './models.ts';
import type { Outcome } from './outcome.ts';
import { answers, weightOf } from './outcome.ts';
import { predictorOf } from './predict.ts';
import { nextStep, step } from './step.ts';

const features: readonly Learnable[] = [{ name: 'isStudent', type: 'yesNo' }, { name: 'ageDays', type: 'number', range: [0, 100] }];
const start = startModel({ action: 'card-offer', channel: 'mobile', features, prior: 0.2 });
const minute = 60_000;
const p = (model: typeof start, known: Outcome['features'] = {}): number => predictorOf(model).predict(known).p;
const many = (count: number, of: (i: number) => Omit<Outcome, 'seq'>): Outcome[] => Array.from({ length: count }, (_, i) => ({ seq: i + 1, ...of(i) }));

test('before its first outcome a model says the prior of its action, whoever it is', () => {
  expect([{}, { isStudent: true, ageDays: 99 }, { isStudent: false }].map((known) => p(start, known))).toEqual([0.2, 0.2, 0.2]);
  expect(predictorOf(start).predict({ isStudent: true }).because).toEqual([{ id: 'prior', effect: 0.2 }]);
});

test('a few outcomes move a model a little, and many outweigh the prior', () => {
  const known = { isStudent: false, ageDays: 50 };
  const taken = (count: number): number => p(step(start, many(count, () => ({ how: 'accepted', features: known })), minute), known);
  expect(taken(2)).toBeGreaterThan(0.22);
  expect(taken(2)).toBeLessThan(0.35);
  expect(taken(400)).toBeGreaterThan(0.95);
});

test('a model learns who takes it, and says so with the points that it is worth', () => {
  const model = step(start, many(400, (i) => ({ how: i % 2 === 0 ? (i % 10 === 0 ? 'refused' : 'accepted') : i % 9 === 0 ? 'accepted' : 'refused', features: { isStudent: i % 2 === 0, ageDays: 50 } })), minute);
  expect(p(model, { isStudent: true, ageDays: 50 })).toBeCloseTo(0.8, 1);
  expect(p(model, { isStudent: false, ageDays: 50 })).toBeCloseTo(0.11, 1);
  const { p: likely, because } = predictorOf(model).predict({ isStudent: true, ageDays: 50 });
  expect(because.map(({ id }) => id)).toEqual(['isStudent', 'usual']);
  expect((because[0]?.effect ?? 0) + (because[1]?.effect ?? 0)).toBeCloseTo(likely, 5);
  expect(predictorOf(model).predict({ isStudent: false, ageDays: 50 }).because[0]?.effect).toBeLessThan(-0.2);
});

test('what was ignored says less than a refusal, and the less the likelier it would have been taken', () => {
  const after = (how: Outcome['how']): number => p(step(start, many(60, () => ({ how, features: {} })), minute));
  expect([after('refused'), after('notNow'), after('ignored')].map((value, i, all) => value < (all[i + 1] ?? 0.2))).toEqual([true, true, true]);
  expect(weightOf('ignored', 0.1, 1.2)).toBeGreaterThan(weightOf('ignored', 0.9, 1.2));
  expect(weightOf('ignored', 0.1, 0)).toBe(0);
});

const someOutcomes = fc.array(fc.record({ how: fc.constantFrom(...answers), features: fc.record({ isStudent: fc.option(fc.boolean()), ageDays: fc.option(fc.integer({ min: 0, max: 100 })) }) }), { minLength: 1, maxLength: 40 });

test('a version is the same in whatever order its outcomes came, learns each once, and is read back as it was written', () => {
  fc.assert(
    fc.property(someOutcomes, fc.integer({ min: 1, max: 40 }), (list, cut) => {
      const outcomes = list.map((one, i): Outcome => ({ seq: i + 1, ...one }));
      const model = step(start, outcomes, minute);
      expect(step(start, outcomes.toReversed(), minute)).toEqual(model);
      expect(step(model, outcomes.slice(0, cut), 2 * minute)).toBe(model);
      const read = z.parse(modelSchema, JSON.parse(JSON.stringify(model)));
      expect(read).toEqual(model);
      const sha256 = (text: string): string => hash('sha256', text);
      expect(digestOf(read, sha256)).toBe(digestOf(model, sha256));
      expect(digestOf(read, sha256)).not.toBe(digestOf(start, sha256));
      const more: Outcome = { seq: 1000, how: 'refused', features: {} };
      expect(step(read, [more], 2 * minute)).toEqual(step(model, [more], 2 * minute));
    }),
    { numRuns: 100 },
  );
});

test('an action has at most one new version a minute, over all its channels and roles, and none of them waits for ever', () => {
  const models = (['mobile', 'web', 'phone'] as const).map((channel) => startModel({ action: 'card-offer', channel, features, prior: 0.2 }));
  const steppedAt: number[] = [];
  const stepped = new Set<string>();
  for (let at = 0; at < 5 * minute; at += 7000) {
    const next = nextStep(models.map((model) => ({ model, outcomes: model.channel === 'phone' ? 0 : 3 })), at);
    if (next === undefined) continue;
    steppedAt.push(at);
    stepped.add(next.model.channel);
    models[models.findIndex(({ channel }) => channel === next.model.channel)] = step({ ...models[0], ...next.model } as typeof start, [{ seq: at + 1, how: 'refused', features: {} }], at);
  }
  expect(steppedAt.length).toBeGreaterThan(3);
  expect(steppedAt.every((at, i) => i === 0 || at - (steppedAt[i - 1] ?? 0) >= minute)).toBe(true);
  expect([...stepped].sort()).toEqual(['mobile', 'web']);
});

test('what was learned long ago is forgotten: a model follows people who have changed their minds', () => {
  const after = (memory: number): number => {
    let model = startModel({ action: 'card-offer', channel: 'mobile', features, prior: 0.2, memory });
    for (let i = 0; i < 80; i += 1) model = step(model, many(100, (at) => ({ how: at % (i < 40 ? 2 : 10) === 0 ? 'accepted' : 'refused', features: {} })).map((one) => ({ ...one, seq: one.seq + 100 * i })), i * minute);
    return p(model);
  };
  expect(after(500)).toBeCloseTo(0.1, 2);
  expect(after(1e9)).toBeGreaterThan(0.25);
});
