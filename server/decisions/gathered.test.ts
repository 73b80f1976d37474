import { expect, test } from 'vitest';
import type { Facts } from '../../shared/decision/gather/facts.ts';
import { featuresOf } from '../../shared/decision/gather/features.ts';
import { momentFeatures } from '../../shared/decision/moment/moment-features.ts';
import type { Case } from '../../shared/model/case.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { loadRules } from './load-rules.ts';

const now = Date.UTC(2026, 10, 20, 12);
const [hour, day] = [3_600_000, 86_400_000];
const rules = loadRules();
if (isRefusal(rules)) throw new Error(JSON.stringify(rules));
const { bundle, moments } = rules;

const open = (id: string, journey: string, stage: string, more: Partial<Case> = {}): Case => ({
  id, journey, journeyVersion: 1, party: { source: 's', key: id }, customer: 'cu-1', team: 'north', stage, status: 'open', version: 1, openedAt: now - 5 * day,
  lastProgressAt: now - day, armed: true, clocks: [], promises: [], touchedBy: [], ...more,
});
const facts = (more: Partial<Facts> = {}): Facts => ({
  now, channel: 'phone', cases: [], tasks: [], needed: [], proofs: [], contacts: [], heard: [], moments: momentFeatures(moments, [], now), customerHash: 'h-1',
  customer: { id: 'cu-1', kind: 'person', branch: 'north', language: 'en', flags: [], relations: [], version: 1, answered: Object.fromEntries([...bundle.actions.keys()].map((id, n) => [id, { how: n % 2 ? 'refused' : 'notNow', at: now - 3 * day, receipt: 'r' }])) },
  ...more,
});

test('every feature that the catalog declares is gathered, but the rest of an action that was answered otherwise, and of its type', () => {
  const told = featuresOf(facts());
  const missing = [...bundle.features.keys()].filter((name) => told[name] === undefined && !/^(?:refusedDaysAgo|notNowHoursAgo)/.test(name));
  expect(missing).toEqual([]);
  const kinds = { text: 'string', number: 'number', yesNo: 'boolean' } as const;
  const wrong = [...bundle.features.values()].filter(({ name, type }) => told[name] !== undefined && told[name] !== null && typeof told[name] !== kinds[type]);
  expect(wrong).toEqual([]);
});

test('a promise that is due, one that was broken, and an offer by voice are known', () => {
  const promise = { id: 'p', textValue: 'v', channel: 'phone', owner: 'ana', madeAt: 1, madeBy: 'ana' };
  const told = featuresOf(facts({
    cases: [open('k-1', 'consumer-loan', 'Offer', { promises: [{ ...promise, dueAt: now + 3 * hour, state: 'open' }, { ...promise, dueAt: now - hour, state: 'broken' }] }), open('k-2', 'transfer-interception', 'Hold')],
    contacts: [{ at: now - hour, channel: 'phone', isOffer: true }, { at: now - 10 * day, channel: 'email', isOffer: false }],
    heard: [{ type: 'card-lost', at: now - hour }, { type: 'bureau.report', at: now - 7 * hour }],
  }));
  expect(told).toMatchObject({
    openPromises: 1, brokenPromises: 1, hoursToPromise: 3, contactsDay: 1, contactsWeek: 1, contacts30Days: 2, marketingContacts30Days: 1,
    hasLoan: true, loanStage: 'Offer', isAffordable: true, hasFraudWatch: true, hasInterception: true, isCardLost: true, isCardBlocked: false, bureauAgeHours: 7,
  });
  expect(featuresOf(facts({ heard: [{ type: 'card-lost', at: 1 }, { type: 'cards.block', at: 2 }] }))).toMatchObject({ isCardLost: false, isCardBlocked: true });
});

test('who is on the line as somebody else is not taken for the customer', () => {
  const told = featuresOf(facts({ person: { id: 'ben' }, callerHash: 'h-2' }));
  expect(told).toMatchObject({ isOnCall: false, isVerified: false, customerHash: 'h-1', callerHash: 'h-2' });
});

test('whoever was verified at the counter is there, and on the phone is not', () => {
  const verified = { ana: { until: now + hour, method: 'idSeen' } };
  const at = (channel: Facts['channel'], until = now + hour) => featuresOf(facts({ channel, person: { id: 'ana' }, customer: { ...facts().customer, verified: { ana: { ...verified.ana, until } } } }))['isPresent'];
  expect([at('branch'), at('phone'), at('branch', now - 1)]).toEqual([true, false, false]);
});
