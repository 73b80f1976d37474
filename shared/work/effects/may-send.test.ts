import { expect, it } from 'vitest';
import { refuse } from '../../model/refusal.ts';
import { maySend } from './may-send.ts';

const sending = { connector: 'messages', operation: 'send', case: 'k-1', customer: 'p-1', body: { channel: 'sms' } };
const open = { switchedOff: new Set<string>(), isErased: false };
const noText = () => refuse('effect_forbidden', { connector: 'messages' }, 'consent.sms');

it.each([
  ['leaves where nothing is against it', open, undefined],
  ['waits while its connector is switched off', { ...open, switchedOff: new Set(['messages']) }, 'effect.switch'],
  ['leaves while another is switched off', { ...open, switchedOff: new Set(['kyc']) }, undefined],
  ['never leaves about somebody who is erased, whatever else holds', { switchedOff: new Set(['messages']), isErased: true, rules: [noText] }, 'effect.erased'],
  ['does not leave where the customer has taken back that they may be written to', { ...open, customer: { consents: { 'sms.service': { isGiven: false, at: 1 } } } }, 'effect.consent'],
  ['leaves where the customer wants no such message for something else', { ...open, customer: { consents: { 'sms.marketing': { isGiven: false, at: 1 } } } }, undefined],
  ['does not leave where a rule of the bank refuses', { ...open, rules: [() => undefined, noText] }, 'consent.sms'],
])('an effect %s', (_, settings, rule) => {
  expect(maySend(sending, settings)?.rule).toBe(rule);
});

it('that sells something leaves only where the customer has said yes', () => {
  const selling = { ...sending, body: { channel: 'sms', purpose: 'marketing' } };
  const yes = { consents: { 'sms.marketing': { isGiven: true, at: 1 } } };
  expect([maySend(selling, { ...open, customer: {} })?.rule, maySend(selling, { ...open, customer: yes })?.rule]).toEqual(['effect.consent', undefined]);
});

it('that is no message asks for no consent', () => {
  const customer = { consents: { 'sms.service': { isGiven: false, at: 1 } } };
  expect(maySend({ ...sending, connector: 'kyc', operation: 'identify' }, { ...open, customer })).toBeUndefined();
});
