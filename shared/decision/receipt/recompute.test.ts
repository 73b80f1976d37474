import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { action, bundleOf, request, sha256 } from '../action/testing/small-bundle.ts';
import { decide } from '../arbitrate/decide.ts';
import { recompute, writtenReceipt } from './recompute.ts';
import { receiptOf, receiptSchema, type Receipt } from './receipt.ts';

const bundle = bundleOf(action('tell', { propensity: { prior: 0.3 } }), action('offer', { class: 'sales', gates: ['quiet-dispute', 'proof'] }), action('check', { gates: [{ id: 'own', kind: 'quiet', when: 'proofAgeDays < 1', changes: [] }] }));
const asked = request({ isDisputed: true, customerHash: 'ab'.repeat(32) });
const model = sha256('a model');
const learned = () => ({ p: 1 / 3, because: [{ id: 'contacts', effect: -0.1 }] });
const receipt = receiptOf(asked, decide(bundle, asked, learned), { bundle: bundle.digest, models: [model, model], actor: 'ana' });
const kept = JSON.parse(writtenReceipt(receipt, sha256).text) as Receipt;

test('a receipt is as its schema says, and says the same when it is read back', () => {
  expect(z.parse(receiptSchema, kept)).toEqual(kept);
  expect(writtenReceipt(kept, sha256)).toEqual(writtenReceipt(receipt, sha256));
  expect(kept.models).toEqual([model]);
});

test('the same decision comes from the receipt and its bundle alone, with no model at hand', () => {
  expect(recompute(kept, bundle)).toMatchObject({ ok: true, differs: [], decision: { shown: ['tell'] } });
});

test('it comes from the models too, and what they would not say is told', () => {
  expect(recompute(kept, bundle, learned)).toMatchObject({ differs: [] });
  expect(recompute(kept, bundle, () => ({ p: 0.5, because: [] }))).toMatchObject({ differs: ['ranked'] });
});

test('another choice, a factor or a gate that was changed afterwards is found', () => {
  const forged = (change: (receipt: Receipt) => void): readonly string[] => {
    const copy = structuredClone(kept);
    change(copy);
    const again = recompute(copy, bundle);
    return again.ok ? again.differs : [again.because];
  };
  expect(forged((copy) => (copy.choice.action = 'offer'))).toEqual(['choice']);
  expect(forged((copy) => copy.shown.push('offer'))).toEqual(['shown']);
  expect(forged((copy) => copy.candidates.suppressed[0]?.gates.pop())).toEqual(['suppressed']);
  expect(forged((copy) => copy.candidates.failed.pop())).toEqual(['failed']);
  expect(forged((copy) => (copy.features['isDisputed'] = false))).toEqual(['suppressed']);
  expect(forged((copy) => (copy.bundle = sha256('another')))).toEqual(['other_bundle']);
});
