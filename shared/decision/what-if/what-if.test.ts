import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ActionDefinition } from '../action/action.ts';
import { action, bundleOf, compiled, request, sha256, sourceOf } from '../action/testing/small-bundle.ts';
import type { Bundle } from '../action/bundle.ts';
import type { Features } from '../action/feature.ts';
import { decide } from '../arbitrate/decide.ts';
import { receiptOf, type Receipt } from '../receipt/receipt.ts';
import { recordedIn, writtenReceipt } from '../receipt/recompute.ts';
import { whatIf, type PastDecision } from './what-if.ts';
import { anyCustomer, anyDraft } from '../../testing/any-draft.ts';

const tell: ActionDefinition = action('tell', { propensity: { prior: 0.9 } });
const offer: ActionDefinition = action('offer', { class: 'sales', gates: ['quiet-dispute', 'may-call'] });
const today = bundleOf(tell, offer);

function past(bundle: Bundle, ...all: Features[]): PastDecision[] {
  return all.map((features) => {
    const asked = request(features);
    const receipt = receiptOf(asked, decide(bundle, asked), { bundle: bundle.digest, models: [], actor: 'ana' });
    return writtenReceipt(receipt, sha256);
  });
}

const [disputing, calm, silent] = [{ isDisputed: true, mayCall: true }, { mayCall: true }, {}];

test('the rules of today treat nobody differently', () => {
  expect(whatIf(past(today, disputing, calm, silent), today)).toMatchObject({ decisions: 3, differences: [] });
});

test('a gate that a draft leaves out shows whom it opens, and that they have a quiet flag', () => {
  const draft = bundleOf(tell, { ...offer, gates: ['may-call'] }, action('other', { class: 'sales', gates: ['quiet-dispute'], channels: ['web'] }));
  const decisions = past(today, disputing, calm, silent);
  const { differences, byRule, byKind } = whatIf(decisions, draft);
  expect(differences).toEqual([{ receipt: decisions[0]?.id, was: ['tell'], is: ['tell', 'offer'], because: { by: 'gate', rule: 'quiet-dispute' }, kinds: ['isDisputed'] }]);
  expect([[...byRule], [...byKind]]).toEqual([[['quiet-dispute', 1]], [['isDisputed', { decisions: 1, differences: 1 }]]]);
});

test.each<[string, readonly ActionDefinition[], unknown]>([
  ['a gate that is new', [{ ...tell, gates: ['cap'] }, offer], { by: 'gate', rule: 'cap' }],
  ['an action that is gone', [offer], { by: 'action', rule: 'tell' }],
  ['an action that is new', [tell, action('warn', { class: 'duty' }), offer], { by: 'action', rule: 'warn' }],
  ['a gate that cannot tell', [{ ...tell, gates: [{ id: 'own', kind: 'quiet', when: 'proofAgeDays < 1', changes: [] }] }, offer], { by: 'failure', rule: 'own' }],
  ['another class', [{ ...tell, class: 'sales', value: { base: 0.1 } }, { ...offer, class: 'duty' }], { by: 'class', rule: 'tell' }],
])('the cause is named: %s', (_, actions, because) => {
  expect(whatIf(past(today, { ...calm, contacts: 4 }), bundleOf(...actions)).differences).toMatchObject([{ because }]);
});

test('a lever that turns two actions round is the cause, at the moment that is asked about', () => {
  const two = [action('a', { propensity: { prior: 0.6 } }), action('b', { propensity: { prior: 0.5 } })];
  const pushed = compiled(sourceOf(two, { levers: [{ id: 'push-b', action: 'b', factor: 2, from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' }] }));
  const decisions = past(bundleOf(...two), {});
  expect(whatIf(decisions, pushed).differences).toEqual([]);
  expect(whatIf(decisions, pushed, { at: Date.parse('2026-01-15T00:00:00Z') }).differences).toMatchObject([{ was: ['a', 'b'], is: ['b', 'a'], because: { by: 'factor', rule: 'push-b' } }]);
});

test('a draft of the models is asked instead of what the receipts say', () => {
  const draft = bundleOf(action('a', { propensity: { prior: 0.6 } }), action('b', { propensity: { prior: 0.5 } }));
  const likely = whatIf(past(draft, {}), draft, { propensityOf: ({ id }) => ({ p: id === 'b' ? 0.9 : 0.1, because: [{ id: 'contacts', effect: 1 }] }) });
  expect(likely.differences).toMatchObject([{ because: { by: 'factor', rule: 'contacts' } }]);
});

/** Every past decision read and made again in whole, and only then compared. */
function inFull(decisions: readonly PastDecision[], draft: Bundle): readonly unknown[] {
  return decisions.flatMap(({ id, text }) => {
    const { at, features, request: asked, candidates, shown } = JSON.parse(text) as Receipt;
    const is = decide(draft, { at, features, ...asked }, recordedIn(candidates.ranked)).shown;
    return JSON.stringify(is) === JSON.stringify(shown) ? [] : [{ receipt: id, was: shown, is }];
  });
}

function holdAgainstAll(replay: typeof whatIf): void {
  fc.assert(
    fc.property(anyDraft, anyDraft, fc.array(anyCustomer, { maxLength: 4 }), (was, is, customers) => {
      const decisions = past(was, ...customers);
      const found = replay(decisions, is).differences;
      expect(found.map(({ receipt, was: before, is: after }) => ({ receipt, was: before, is: after }))).toEqual(inFull(decisions, is));
      for (const { because } of found) expect(because.rule).not.toBe('');
    }),
    { numRuns: 200, seed: 5, endOnFailure: true },
  );
}

test('whatever the draft, the differences are those that deciding everything again finds', () => {
  holdAgainstAll(whatIf);
});

test('a replay that skips whoever is still shown the same first is found out', () => {
  const lazy: typeof whatIf = (decisions, draft, options) => {
    const all = whatIf(decisions, draft, options);
    return { ...all, differences: all.differences.filter(({ was, is }) => was[0] !== is[0]) };
  };
  expect(() => {
    holdAgainstAll(lazy);
  }).toThrow();
});
