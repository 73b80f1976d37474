import { expect, test } from 'vitest';
import { consentGate, hasConsent, missingConsent, writtenWays } from './consent.ts';

const given = { consents: { 'email.marketing': { isGiven: true, at: 1 }, 'sms.service': { isGiven: false, at: 2 }, 'sms.duty': { isGiven: false, at: 2 }, 'push.marketing': { isGiven: false, at: 3 } } };

test.each([
  ['email', 'marketing', true],
  ['sms', 'marketing', false],
  ['push', 'marketing', false],
  ['sms', 'service', false],
  ['push', 'service', true],
  ['sms', 'duty', true],
] as const)('a customer who has said so hears by %s for %s: %s', (channel, purpose, expected) => {
  expect(hasConsent(given, { channel, purpose })).toBe(expected);
});

test('who has said nothing is told what must be said and what belongs to their own business, and nothing else', () => {
  expect((['duty', 'service', 'marketing', 'retention'] as const).map((purpose) => hasConsent({}, { channel: 'phone', purpose }))).toEqual([true, true, false, false]);
});

test('a customer is written to by what is quickest for them and allowed, and never called by a message', () => {
  expect([writtenWays({}, 'service'), writtenWays(given, 'service'), writtenWays(given, 'marketing')]).toEqual([['push', 'email', 'sms'], ['push', 'email'], ['email']]);
});

test('a message held back for want of a consent says which, and no other gate does', () => {
  expect(missingConsent(consentGate({ channel: 'email', purpose: 'marketing' }))).toEqual({ channel: 'email', purpose: 'marketing' });
  expect([undefined, 'cap-week', 'consent-email-offers', 'consent.letter.service', 'consent.email'].map(missingConsent)).toEqual([undefined, undefined, undefined, undefined, undefined]);
});
