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
  ['does not leave where a rule of the bank refuses', { ...open, rules: [() => undefined, noText] }, 'consent.sms'],
])('an effect %s', (_, settings, rule) => {
  expect(maySend(sending, settings)?.rule).toBe(rule);
});
