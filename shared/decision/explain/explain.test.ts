import { expect, test } from 'vitest';
import { action, bundleOf, request } from '../action/testing/small-bundle.ts';
import type { SuppressedAction } from '../action/decision.ts';
import type { Features } from '../action/feature.ts';
import { decide } from '../arbitrate/decide.ts';
import { explainSuite } from '../../testing/explain-suite.ts';
import { decideGreedily } from '../../testing/wrong/explain.ts';

const bundle = bundleOf(action('offer', { class: 'sales', gates: ['quiet-dispute', 'cap', 'may-call', 'proof', { id: 'staff', kind: 'eligibility', when: 'contacts >= 0', changes: [] }] }));
const why = (features: Features): SuppressedAction | undefined => decide(bundle, request(features)).suppressed[0];

test('all failing gates are told in the hard order, each with what opens it', () => {
  expect(why({ isDisputed: true, contacts: 3, mayCall: true, proofAgeDays: 120 })).toEqual({
    action: 'offer', class: 'sales', cost: 15, changes: ['upload-proof', 'wait', 'close-dispute'],
    gates: [{ gate: 'proof', changes: ['upload-proof'] }, { gate: 'cap', changes: ['wait'] }, { gate: 'quiet-dispute', changes: ['close-dispute'] }],
  });
});

test('where nothing opens one gate it is said so, and the others still have their change', () => {
  // One contact less is not enough.
  expect(why({ contacts: 4, mayCall: false, proofAgeDays: 1 })).toMatchObject({ changes: null, cost: 0, gates: [{ gate: 'may-call', changes: ['get-consent'] }, { gate: 'cap', changes: null }] });
});

test('the changes told are the cheapest that open the action: any subset of all is held against them', () => {
  explainSuite(decide, { runs: 400 });
});

test('an explainer that opens each gate by itself is found out', () => {
  expect(() => {
    explainSuite(decideGreedily, { runs: 400, seed: 7 });
  }).toThrow(/opens without|can be opened for|stays closed/);
});
