import fc from 'fast-check';
import { expect, test } from 'vitest';
import { must } from '../../shared/assert.ts';
import { decide } from '../../shared/decision/arbitrate/decide.ts';
import { actionSending, contactVerdict } from '../../shared/decision/contact/contact-policy.ts';
import type { Facts } from '../../shared/decision/gather/facts.ts';
import { featuresOf } from '../../shared/decision/gather/features.ts';
import { momentFeatures } from '../../shared/decision/moment/moment-features.ts';
import type { Customer } from '../../shared/model/customer.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { loadRules } from './load-rules.ts';

const now = Date.UTC(2026, 10, 23, 8);
const [hour, day] = [3_600_000, 86_400_000];
const rules = loadRules();
if (isRefusal(rules)) throw new Error(JSON.stringify(rules));
const { bundle, moments } = rules;
const reminder = must(actionSending(bundle, 'reminder'), 'the catalog has a reminder');

const facts = (customer: Partial<Customer> = {}, contactsAt: readonly number[] = []): Facts => ({
  now, channel: 'system', cases: [], tasks: [], needed: [], proofs: [], heard: [], moments: momentFeatures(moments, [], now), customerHash: 'h-1',
  customer: { id: 'cu-1', kind: 'person', branch: 'north', language: 'en', flags: [], relations: [], version: 1, ...customer },
  contacts: contactsAt.map((at) => ({ at, channel: 'phone' as const, isOffer: false })),
});
const verdict = (...given: Parameters<typeof facts>) => contactVerdict(bundle, reminder, facts(...given));
const no = { isGiven: false, at: 1 };

test('a customer who has not heard much is written to, by the quickest way that they allow', () => {
  expect(verdict()).toEqual({ is: 'write', ways: ['push', 'email', 'sms'] });
  expect(verdict({ consents: { 'push.service': no } })).toEqual({ is: 'write', ways: ['email', 'sms'] });
});

test('who has heard from the bank three times in a day, by whatever channel, is called instead, and may be written to when the first of it is a day old', () => {
  expect(verdict({}, [now - 20 * hour, now - 3 * hour, now - hour])).toEqual({ is: 'call', gate: 'cap-day', freeAt: now + 4 * hour });
});

test('who has heard six times in a week is called instead, and free again when fewer than six are within one', () => {
  const week = [6, 5, 5, 4, 3, 2].map((days) => now - days * day);
  expect(verdict({}, week)).toEqual({ is: 'call', gate: 'cap-week', freeAt: now + day });
  expect(verdict({}, week.slice(1))).toEqual({ is: 'write', ways: ['push', 'email', 'sms'] });
});

test('who mourns is left alone, whatever else holds', () => {
  expect(verdict({ flags: ['bereavement'] }, [now - 3 * hour, now - 2 * hour, now - hour])).toEqual({ is: 'none', gate: 'quiet-bereavement' });
});

test('who wants no messages is called, who wants no calls either is left alone', () => {
  const written = { 'push.service': no, 'email.service': no, 'sms.service': no };
  expect(verdict({ consents: written })).toEqual({ is: 'call', gate: 'consent' });
  expect(verdict({ consents: { ...written, 'phone.service': no } })).toEqual({ is: 'none', gate: 'consent' });
});

test('it says of a reminder what a decision about the same customer says: one rule', () => {
  const flag = fc.constantFrom('bereavement', 'deceased', 'vulnerable', 'arrears', 'complaint_open');
  fc.assert(fc.property(fc.subarray(['bereavement', 'deceased', 'vulnerable']), fc.array(flag, { maxLength: 2 }), fc.array(fc.integer({ min: 0, max: 9 * day }), { maxLength: 8 }), (flags, more, ages) => {
    const known = facts({ flags: [...flags, ...more] }, ages.map((age) => now - age));
    const { suppressed, failed } = decide(bundle, { at: now, channel: 'phone', placement: 'desk', draw: 0.5, features: featuresOf(known) });
    expect(failed).toEqual([]);
    const shut = suppressed.find(({ action }) => action === 'send-reminder')?.gates.map(({ gate }) => gate) ?? [];
    const held = shut.filter((gate) => gate.startsWith('cap-') || gate.startsWith('quiet-'));
    const said = contactVerdict(bundle, reminder, known);
    expect(said.is).toBe(held.some((gate) => gate.startsWith('quiet-')) ? 'none' : held.length > 0 ? 'call' : 'write');
    if (said.is !== 'write') expect(held).toContain(said.gate);
    // What is promised comes true, and not a millisecond sooner.
    if (said.is === 'call' && said.freeAt !== undefined) {
      const at = (moment: number) => contactVerdict(bundle, reminder, { ...known, now: moment }).is;
      expect([at(said.freeAt), at(said.freeAt - 1)]).toEqual(['write', 'call']);
    }
  }));
});
