import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actionClasses } from '../action/action.ts';
import { action, bundleOf, compiled, request, sourceOf } from '../action/testing/small-bundle.ts';
import { decide } from './decide.ts';

test('a duty comes before an offer that is worth more and likelier', () => {
  const bundle = bundleOf(action('offer', { class: 'sales', propensity: { prior: 0.99 } }), action('block-card', { class: 'duty', propensity: { prior: 0.01 }, value: { base: 0.1 } }));
  const { ranked, shown, choice } = decide(bundle, request());
  expect(ranked.map(({ action: id, ahead }) => [id, ahead])).toEqual([['block-card', 'class'], ['offer', 'class'], ['nothing', undefined]]);
  expect([shown, choice]).toEqual([['block-card', 'offer'], { action: 'block-card', because: 'class' }]);
});

test('within a class the score decides, then the value, then the id, and each says so', () => {
  const of = (id: string, prior: number, base: number) => action(id, { propensity: { prior }, value: { base } });
  const bundle = bundleOf(of('d', 0.4, 0.5), of('c', 0.4, 0.5), of('b', 0.25, 0.8), of('a', 0.9, 0.5));
  expect(decide(bundle, request()).ranked.map(({ action: id, ahead }) => [id, ahead])).toEqual([['a', 'score'], ['b', 'value'], ['c', 'id'], ['d', 'class'], ['nothing', undefined]]);
});

test('the score is the product of its factors, each with its reasons', () => {
  const here = { id: 'on-the-phone', when: 'contacts = 1', factor: 1.5 };
  const bundle = compiled(sourceOf(
    [action('tell', { value: { base: 0.9, parts: [{ id: 'avoids-complaint', when: 'isDisputed', factor: 0.5 }] }, context: [here, { id: 'rare', when: 'contacts > 5', factor: 2 }], propensity: { prior: 0.8 } })],
    { levers: [{ id: 'push', class: 'service', factor: 2, from: '2025-10-09T08:53:20Z', to: '2025-10-09T08:53:21Z' }, { id: 'past', action: 'tell', factor: 9, from: '2025-10-01T00:00:00Z', to: '2025-10-09T08:53:20Z' }] },
  ));
  expect(decide(bundle, request({ contacts: 1, isDisputed: true })).ranked[0]?.factors).toEqual({
    propensity: { is: 0.8, because: [{ id: 'prior', effect: 0.8 }] },
    context: { is: 1.5, because: [{ id: 'on-the-phone', effect: 1.5 }] },
    value: { is: 0.45, because: [{ id: 'base', effect: 0.9 }, { id: 'avoids-complaint', effect: 0.5 }] },
    lever: { is: 2, because: [{ id: 'push', effect: 2 }] },
    score: 1.08,
  });
  expect(decide(bundle, request({}, { at: 1_760_000_001_000 })).ranked[0]?.factors.lever).toEqual({ is: 1, because: [] });
});

test('a gate that cannot tell fails the action for its owner, and is never a silent no', () => {
  const own = (id: string, when: string) => action(id, { gates: [{ id: `${id}-gate`, kind: 'suitability', when, changes: [] }] });
  const bundle = bundleOf(own('unknown', 'proofAgeDays <= 90'), own('no-answer', 'contacts + 1'), own('unclear', 'if proofAgeDays > 3 then true else true'), own('endless', 'count(for i in 1..9000, j in 1..9000 return i) > 0'));
  const { failed, suppressed } = decide(bundle, request());
  expect(suppressed).toEqual([]);
  expect(failed.map(({ action: id, at, code, owner }) => [id, at, code, owner])).toEqual([
    ['unknown', 'unknown-gate', 'feel_null', 'decision-team'], ['no-answer', 'no-answer-gate', 'feel_not_boolean', 'decision-team'],
    ['unclear', 'unclear-gate', 'feel_unclear', 'decision-team'], ['endless', 'endless-gate', 'feel_fuel', 'decision-team'],
  ]);
});

test('a part of the context that cannot be told fails the action too', () => {
  expect(decide(bundleOf(action('a', { context: [{ id: 'old', when: 'proofAgeDays > 9', factor: 2 }] })), request()).failed).toMatchObject([{ at: 'old', code: 'feel_null' }]);
});

test('never more than three are shown, and on a banner one', () => {
  const placements = [{ id: 'desk', atMost: 3 }, { id: 'banner', atMost: 1 }];
  const bundle = compiled(sourceOf(['a', 'b', 'c', 'd'].map((id) => action(id, { placements: ['desk', 'banner'] })), { placements }));
  expect(decide(bundle, request()).shown).toEqual(['a', 'b', 'c']);
  expect(decide(bundle, request({}, { placement: 'banner' })).shown).toEqual(['a']);
});

test('where nothing else is open, nothing is to be done, with the reason', () => {
  expect(decide(bundleOf(), request())).toMatchObject({ shown: ['nothing'], choice: { action: 'nothing', because: 'none_here' } });
  const gated = bundleOf(action('offer', { class: 'sales', gates: ['may-call'] }));
  expect(decide(gated, request())).toMatchObject({ shown: ['nothing'], choice: { because: 'all_suppressed' } });
  expect(decide(gated, request({}, { channel: 'atm' })).choice).toEqual({ action: 'nothing', because: 'none_here' });
  const faulty = bundleOf(action('offer', { gates: [{ id: 'own', kind: 'quiet', when: 'proofAgeDays < 1', changes: [] }] }));
  expect(decide(faulty, request()).choice).toEqual({ action: 'nothing', because: 'all_failed' });
});

test('features that nobody declared have no say, and those that were not gathered are as the catalog says', () => {
  const bundle = bundleOf(action('offer', { gates: ['cap'] }));
  expect(decide(bundle, request({ somebodyElses: 'x' }))).toEqual(decide(bundle, request()));
});

test('whatever is likely, worth or pushed how much, no class stands before an earlier one', () => {
  const anyAction = fc.record({ of: fc.constantFrom(...actionClasses.slice(0, -1)), prior: fc.double({ min: 0.001, max: 0.999, noNaN: true }), base: fc.double({ min: 0, max: 1, noNaN: true }), lever: fc.double({ min: 0.01, max: 10, noNaN: true }) });
  fc.assert(
    fc.property(fc.array(anyAction, { maxLength: 12 }), (made) => {
      const actions = made.map(({ of, prior, base }, i) => action(`a${String(i)}`, { class: of, propensity: { prior }, value: { base } }));
      const levers = made.map(({ lever }, i) => ({ id: `l${String(i)}`, action: `a${String(i)}`, factor: lever, from: '2020-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' }));
      const decision = decide(compiled(sourceOf(actions, { levers })), request());
      const ranks = decision.ranked.map(({ class: of }) => actionClasses.indexOf(of));
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      for (const [i, { class: of, factors }] of decision.ranked.entries()) {
        const next = decision.ranked[i + 1];
        if (next?.class === of) expect(factors.score).toBeGreaterThanOrEqual(next.factors.score);
      }
      expect(decision.shown).toEqual(made.length === 0 ? ['nothing'] : decision.ranked.slice(0, Math.min(3, made.length)).map(({ action: id }) => id));
    }),
    { numRuns: 100 },
  );
});
