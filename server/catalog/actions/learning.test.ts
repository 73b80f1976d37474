import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Bundle } from '../../../shared/decision/action/bundle.ts';
import type { Features } from '../../../shared/decision/action/feature.ts';
import { decide } from '../../../shared/decision/arbitrate/decide.ts';
import { startModel } from '../../../shared/decision/learn/model.ts';
import type { Model } from '../../../shared/decision/learn/model.ts';
import { digestOf, modelsOf, startingModel } from '../../../shared/decision/learn/models.ts';
import { step } from '../../../shared/decision/learn/step.ts';
import { seeded } from '../../../shared/decision/learn/testing/seeded.ts';
import type { Trial } from '../../../shared/decision/learn/trial.ts';
import { noTrial } from '../../../shared/decision/learn/trial.ts';
import { momentFeatureTypes } from '../../../shared/decision/moment/moment-features.ts';
import { receiptOf } from '../../../shared/decision/receipt/receipt.ts';
import type { Receipt } from '../../../shared/decision/receipt/receipt.ts';
import { recompute, writtenReceipt } from '../../../shared/decision/receipt/recompute.ts';
import { isRefusal } from '../../../shared/model/refusal.ts';
import { loadMoments } from '../moments/load-moments.ts';
import { loadActions } from './load-actions.ts';

const sha256 = (text: string): string => hash('sha256', text);

function shipped(): Bundle {
  const moments = loadMoments();
  if (isRefusal(moments)) throw new Error(JSON.stringify(moments));
  const bundle = loadActions(momentFeatureTypes(moments));
  if (isRefusal(bundle)) throw new Error(JSON.stringify(bundle));
  return bundle;
}

const bundle = shipped();
const actions = [...bundle.actions.values()].map(({ definition }) => definition);

test('every feature that an action wants to learn from can be learned from', () => {
  expect(actions.flatMap((action) => startingModel(action, 'phone', bundle.features).left.map(({ feature, because }) => [action.id, feature, because]))).toEqual([]);
});

/** Somebody with a question, of whom this and that is known. */
const someone = (chance: () => number): Features => ({
  ...bundle.blank,
  customerHash: sha256(String(chance())), isIdentified: true, isVerified: chance() < 0.8, isOnCall: chance() < 0.5, isVulnerable: chance() < 0.1, hasLoan: chance() < 0.5, loanStage: 'Offer',
  hasDispute: chance() < 0.4, disputeAgeDays: Math.round(30 * chance()), contacts30Days: Math.floor(6 * chance()), waitingDays: Math.floor(9 * chance()), channel: 'phone',
});

test('a decision with what was learned is made again from its receipt and the versions that it names, tried ones too', () => {
  const chance = seeded(7);
  const trial: Trial = { ...noTrial, id: 'spring', challenger: 0.3, exploring: 0.3 };
  const versions = actions.flatMap((action) => (['champion', 'challenger'] as const).map((role): Model => {
    const start = startModel({ ...startingModel(action, 'phone', bundle.features).start, role });
    return step(start, Array.from({ length: 60 }, (_, i) => ({ seq: i + 1, how: chance() < 0.4 ? 'accepted' : 'refused', features: someone(chance) })), 60_000);
  }));
  const models = modelsOf(versions, trial, sha256);
  const kept = new Map<string, string>([...versions, trial].map((part) => [digestOf(part, sha256), JSON.stringify(part)]));
  let [tried, named] = [0, 0];
  for (let i = 0; i < 200; i += 1) {
    const features = someone(chance);
    const request = { at: 1_800_000_000_000, channel: 'phone', placement: 'desk', draw: chance(), features } as const;
    const digests = models.digests(bundle.candidates('phone', 'desk').map(({ definition }) => definition.id), 'phone', features);
    const { text } = writtenReceipt(receiptOf(request, decide(bundle, request, models.propensityOf), { bundle: bundle.digest, models: digests, actor: 'p1' }), sha256);
    const receipt = JSON.parse(text) as Receipt;
    const parts = receipt.models.map((digest) => JSON.parse(kept.get(digest) ?? 'null') as Model | Trial);
    const again = modelsOf(parts.filter((part) => 'v' in part), parts.find((part): part is Trial => !('v' in part)) ?? noTrial, sha256);
    expect(recompute(receipt, bundle, again.propensityOf)).toMatchObject({ ok: true, differs: [] });
    tried += text.includes('"exploring"') ? 1 : 0;
    named += receipt.models.length;
    expect(recompute(receipt, bundle, modelsOf([], noTrial, sha256).propensityOf)).not.toMatchObject({ differs: [] });
  }
  expect(tried).toBeGreaterThan(20);
  expect(named).toBeGreaterThan(200 * 20);
});
