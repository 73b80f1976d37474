import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Channel } from '../../../shared/model/case.ts';
import { textName } from '../../../shared/decision/action/rests.ts';
import type { Features } from '../../../shared/decision/action/feature.ts';
import { connectors } from '../../connectors/all.ts';
import { decide } from '../../../shared/decision/arbitrate/decide.ts';
import { shippedActions } from './testing/shipped-actions.ts';

const bundle = shippedActions();
const at = Date.parse('2026-11-20T10:00:00Z');
const ask = (features: Features, channel: Channel = 'phone', placement = 'desk') => decide(bundle, { at, channel, placement, draw: 0, features });

test('a customer of whom nothing is known can be decided about at every place and on every channel: nothing fails', () => {
  for (const { id: placement } of bundle.source.placements)
    for (const channel of ['mobile', 'web', 'branch', 'phone', 'chat', 'email', 'atm', 'system'] as const) expect(ask({}, channel, placement).failed).toEqual([]);
});

test('a lost card is blocked before anything else is said', () => {
  const { shown, choice } = ask({ isIdentified: true, isOnCall: true, isCardLost: true, brokenPromises: 1 });
  expect([shown, choice]).toEqual([['block-lost-card', 'verify-customer'], { action: 'block-lost-card', because: 'class' }]);
});

test('who is on the phone about a dispute hears of the provisional credit, with text 4b, and is offered no credit protection', () => {
  const { shown, suppressed } = ask({ isIdentified: true, isVerified: true, isOnCall: true, hasDispute: true, isCreditUntold: true, disputeAgeDays: 5, hasLoan: true, loanStage: 'Offer', isAffordable: true, incomeProofAgeDays: 10 });
  expect(shown[0]).toBe('tell-provisional-credit');
  expect(bundle.actions.get('tell-provisional-credit')?.definition.disclosure).toEqual({ id: 'provisional-credit', version: '4b' });
  expect(suppressed.find(({ action }) => action === 'credit-protection')).toEqual({
    action: 'credit-protection', class: 'sales', gates: [{ gate: 'quiet-dispute', changes: ['close-dispute'] }], changes: ['close-dispute'], cost: 7,
  });
});

test('nobody is sold anything while it is not known whether they can afford their loan', () => {
  const { shown, suppressed } = ask({ isIdentified: true, isVerified: true, isPresent: true, hasLoan: true, loanStage: 'Income', incomeProofAgeDays: 3 }, 'branch');
  const sales = suppressed.filter((one) => one.class === 'sales');
  expect(sales.length).toBe(5);
  for (const { gates } of sales) expect(gates).toContainEqual({ gate: 'quiet-affordability', changes: ['pass-affordability'] });
  expect(shown).not.toContain('credit-protection');
});

test('an old income proof is the reason that affordability cannot be worked out, and a new one is the way', () => {
  const { suppressed } = ask({ isIdentified: true, isVerified: true, isPresent: true, hasLoan: true, loanStage: 'Income', incomeProofAgeDays: 120, bureauAgeHours: 3 }, 'branch');
  expect(suppressed.find(({ action }) => action === 'run-affordability')?.gates).toEqual([{ gate: 'proof-fresh', changes: ['upload-income-proof'] }]);
});

test('what was refused rests for its time', () => {
  const travels = { isIdentified: true, isVerified: true, momentTravelPurchases: true, consentPushMarketing: true };
  expect(ask(travels, 'mobile', 'app-home').shown).toEqual(['travel-card']);
  expect(ask({ ...travels, refusedDaysAgoTravelCard: 89 }, 'mobile', 'app-home').suppressed.find(({ action }) => action === 'travel-card')?.gates).toEqual([{ gate: 'refused-travel-card', changes: ['wait-refused-travel-card'] }]);
  expect(ask({ ...travels, refusedDaysAgoTravelCard: 90 }, 'mobile', 'app-home').shown).toEqual(['travel-card']);
});

test('every gate names all changes of the catalog that bear on what it reads', () => {
  for (const { gates } of bundle.actions.values())
    for (const { definition, condition } of gates) {
      const bearing = bundle.source.changes.filter(({ sets }) => Object.keys(sets).some((feature) => condition.reads.has(feature))).map(({ id }) => id);
      expect([definition.id, bearing.filter((id) => !definition.changes.includes(id) && definition.changes.length > 0)]).toEqual([definition.id, []]);
    }
});

test('every system that an action has asked is there and takes what it is given: the customer', () => {
  const calls = [...bundle.actions.values()].flatMap(({ definition: { id, does } }) => (does?.kind === 'call' ? [{ id, does }] : []));
  expect(calls.map(({ id }) => id)).toEqual(['refresh-bureau-report']);
  for (const { does } of calls) expect(z.safeParse(connectors.get(does.system)?.operations[does.operation]?.request as z.ZodMiniType, { customer: 'cu-1' })).toMatchObject({ success: true });
});

interface Texts {
  readonly suggestion: Record<string, { readonly name: string; readonly say: string }>;
  readonly gate: Record<string, string>;
  readonly change: Record<string, string>;
  readonly because: Record<string, string>;
  readonly disclosure: Record<string, Record<string, string>>;
}

test.each(['en', 'de'])('every action, gate, change, reason and disclosure has its text in %s, and no other has', (language) => {
  const texts = JSON.parse(readFileSync(path.resolve(import.meta.dirname, `../../../renderer/locales/${language}/action.json`), 'utf8')) as Texts;
  const unique = (ids: Iterable<string>): string[] => [...new Set(ids)].sort();
  const all = [...bundle.actions.values()];
  const { changes, levers } = bundle.source;
  expect(Object.keys(texts.suggestion).sort()).toEqual(unique(bundle.actions.keys()));
  expect(Object.keys(texts.gate).sort()).toEqual(unique(['switched-off', ...all.flatMap(({ gates }) => gates.map(({ definition }) => textName(definition.id)))]));
  expect(Object.keys(texts.change).sort()).toEqual(unique(changes.map(({ id }) => textName(id))));
  const parts = all.flatMap(({ context, value }) => [...context, ...value].map(({ id }) => id));
  const learned = all.flatMap(({ definition: { propensity } }) => propensity.features ?? []);
  expect(Object.keys(texts.because).sort()).toEqual(unique(['prior', 'usual', 'exploring', 'base', ...learned, ...parts, ...levers.map(({ id }) => id)]));
  const disclosures = all.flatMap(({ definition: { disclosure } }) => (disclosure ? [`${disclosure.id}.v${disclosure.version}`] : []));
  expect(unique(Object.entries(texts.disclosure).flatMap(([id, versions]) => Object.keys(versions).map((version) => `${id}.${version}`)))).toEqual(unique(disclosures));
});
