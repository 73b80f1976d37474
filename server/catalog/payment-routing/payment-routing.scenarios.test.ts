import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { goldenOf } from '../testing/golden.ts';
import { shipped } from '../testing/shipped.ts';
import type { When } from '../testing/then.ts';
import { scenario } from '../testing/then.ts';

const routing = await shipped('payment-routing');
const order = { to: 'NL00TEST0000000002', reference: 'inv-77', amountMinor: 250_000 };

function ordered(when: When): void {
  when.message('paymentOrdered', order, { channel: 'system', customer: 'c-1' });
}

/** The first costs less. */
function quoted(when: When, first = 120, second = 215): void {
  when.answers('payments-one.quote', { available: true, feeMinor: first });
  when.answers('payments-two.quote', { available: true, feeMinor: second });
}

describe('payment routing', () => {
  test('pays by the gateway that costs less, and confirms it', async () => {
    const { given, when, then, play } = scenario(routing);
    given.message('paymentOrdered', order, { channel: 'system', customer: 'c-1' });
    then.stage('Route').asks('payments-one.quote', 'payments-two.quote');
    when.answers('payments-one.quote', { available: true, feeMinor: 510 });
    when.answers('payments-two.quote', { available: true, feeMinor: 215 });
    then.stage('Pay').asks('payments-two.pay').knows({ route: 'two' });
    expect(play.asked[0]?.backups).toEqual(['payments-one']);
    // Whoever asks why can find the rule: in which file, and which one it was.
    const digest = hash('sha256', readFileSync(path.join(import.meta.dirname, 'payment-route.dmn')));
    const steps = play.entries.filter(({ kind }) => kind === 'journey:stepped').map(({ body }) => ('decision' in body ? body.decision : undefined));
    expect(steps).toEqual([undefined, { id: 'payment-route', digest, hits: [{ decision: 'payment-route', rules: ['secondCheaper'] }] }]);
    when.answers('payments-two.pay', { payment: 'p-1', state: 'settled', feeMinor: 215 });
    then.asks('messages.send');
    when.answers('messages.send', { message: 'm-1', state: 'accepted' });
    then.ends('paid');
    await expect(goldenOf(play)).toMatchFileSnapshot(path.join(import.meta.dirname, 'payment-routing.v2.golden.ndjson'));
  });

  test('pays by the one that is there where the other is down or full', () => {
    const { when, then } = scenario(routing);
    ordered(when);
    when.fails('payments-one.quote');
    when.answers('payments-two.quote', { available: true, feeMinor: 900 });
    then.asks('payments-two.pay');
    const full = scenario(routing);
    ordered(full.when);
    full.when.answers('payments-one.quote', { available: true, feeMinor: 900 });
    full.when.answers('payments-two.quote', { available: false, feeMinor: 0 });
    full.then.asks('payments-one.pay');
  });

  test('asks again every ten minutes while none is there, and a person after the fourth time', () => {
    const { when, then } = scenario(routing);
    ordered(when);
    for (let tried = 1; tried <= 4; tried += 1) {
      when.fails('payments-one.quote');
      when.fails('payments-two.quote');
      if (tried === 4) break;
      then.standsAt('awaitGateways');
      when.passes('PT10M');
      then.asks('payments-one.quote', 'payments-two.quote');
    }
    then.stage('Repair').opens('repairPayment', { team: 'back-office', clock: 'repair' });
    when.completes('repairPayment', { repair: 'giveUp' });
    then.ends('failed').tells('paymentNotMade');
  });

  test('can be cancelled while it waits for a gateway', () => {
    const { when, then } = scenario(routing);
    ordered(when);
    when.fails('payments-one.quote');
    when.fails('payments-two.quote');
    when.message('paymentCancelled', {}, { channel: 'web' });
    then.ends('cancelled');
  });

  test('waits for a pending payment to settle', () => {
    const { when, then } = scenario(routing);
    ordered(when);
    quoted(when);
    when.answers('payments-one.pay', { payment: 'p-1', state: 'pending', feeMinor: 120 });
    then.stage('Pay').standsAt('awaitSettlement').waitsFor('system');
    when.message('paymentSettled');
    then.asks('messages.send');
  });

  test('is clarified by a person where it does not settle in two days, unless the gateway tells meanwhile', () => {
    const { when, then } = scenario(routing);
    ordered(when);
    quoted(when);
    when.answers('payments-one.pay', { payment: 'p-1', state: 'pending', feeMinor: 120 });
    when.passes('P3D');
    then.stage('Repair').opens('clarifyPayment', { team: 'back-office', clock: 'clarify', regulatory: true });
    when.message('paymentSettled');
    then.asks('messages.send').noWork();
  });

  test('of which nobody knows what became is never sent again before a person has found out', () => {
    const { when, then, play } = scenario(routing);
    ordered(when);
    quoted(when);
    when.fails('payments-one.pay', 'effect_unknown');
    then.opens('clarifyPayment', { team: 'back-office' }).asks();
    when.passes('P1D');
    then.writes('case:escalated').opens('clarifyPayment');
    expect(play.effects).toEqual([]);
    when.completes('clarifyPayment', { fate: 'notPaid' }, { by: 'elif' });
    then.opens('repairPayment').asks();
    when.completes('repairPayment', { repair: 'again' }, { by: 'elif' });
    then.asks('payments-one.quote', 'payments-two.quote');
  });

  test('found to be settled is confirmed', () => {
    const { when, then } = scenario(routing);
    ordered(when);
    quoted(when);
    when.fails('payments-one.pay', 'effect_unknown');
    when.completes('clarifyPayment', { fate: 'settled', payment: 'p-9' });
    then.asks('messages.send');
  });

  test('that is refused or returned is repaired; another payee needs a second person', () => {
    const { when, then } = scenario(routing);
    ordered(when);
    quoted(when);
    when.fails('payments-one.pay', 'connector_refused', 'account_closed');
    then.opens('repairPayment').knows({ problem: 'account_closed' });
    when.completes('repairPayment', { repair: 'correct', to: 'NL00TEST0000000003' }, { by: 'elif' });
    then.opens('agreeCorrection', { team: 'loans' });
    when.claims('agreeCorrection', 'elif');
    then.refused('four_eyes', 'work.fourEyes');
    when.completes('agreeCorrection', { isCorrectionAgreed: true }, { by: 'lore' });
    quoted(when);
    then.asks('payments-one.pay');
    when.answers('payments-one.pay', { payment: 'p-2', state: 'pending', feeMinor: 120 });
    when.message('paymentReturned', { reason: 'nameMismatch' });
    then.opens('repairPayment').knows({ problem: 'nameMismatch' });
  });

  test('is given up where nobody repairs it, or cancelled by the customer meanwhile', () => {
    const late = scenario(routing);
    ordered(late.when);
    quoted(late.when);
    late.when.fails('payments-one.pay');
    late.when.passes('P10D');
    late.then.ends('failed');
    const cancelled = scenario(routing);
    ordered(cancelled.when);
    quoted(cancelled.when);
    cancelled.when.fails('payments-one.pay');
    cancelled.when.message('paymentCancelled');
    cancelled.then.ends('cancelled').noWork();
  });

  test('ends without a confirmation where messages are down, and is left to the team where nobody knows whether one went out', () => {
    const down = scenario(routing);
    ordered(down.when);
    quoted(down.when);
    down.when.answers('payments-one.pay', { payment: 'p-1', state: 'settled', feeMinor: 120 });
    down.when.fails('messages.send', 'connector_down');
    down.then.ends('paidUnconfirmed');
    const unknown = scenario(routing);
    ordered(unknown.when);
    quoted(unknown.when);
    unknown.when.answers('payments-one.pay', { payment: 'p-1', state: 'settled', feeMinor: 120 });
    unknown.when.fails('messages.send', 'effect_unknown');
    unknown.then.exception('effect_unknown', 'team:back-office').standsAt('confirmPayment');
    unknown.when.answers('messages.send', { message: 'm-1', state: 'accepted' });
    unknown.then.ends('paid');
  });

  test('keeps the payee out of the log, and refuses what nobody may order', () => {
    const { given, then, play } = scenario(routing);
    given.opens({ ...order, amountMinor: 0 });
    then.refused('field_invalid');
    given.opens(order, { by: 'elif' });
    expect(JSON.stringify([play.bank.state, play.effects, play.history.map(({ deltas }) => deltas)])).not.toContain('NL00');
  });
});
