import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { goldenOf } from '../testing/golden.ts';
import { shipped } from '../testing/shipped.ts';
import type { When } from '../testing/then.ts';
import { scenario } from '../testing/then.ts';

const recovery = await shipped('payment-recovery');
const failed = { payment: 'pay-1', amountMinor: 60_000, reason: 'noFunds', dueOn: '2026-01-02' };
const collected = { result: 'collected', booking: 'b-1' };

function hasFailed(when: When, reason = 'noMandate'): void {
  when.message('paymentFailed', { ...failed, reason }, { channel: 'system', customer: 'c-1' });
}

/** A plan of so many instalments, agreed after the customer asked for one. */
function planned(when: When, instalments: number): void {
  hasFailed(when);
  when.message('planRequested', {}, { channel: 'mobile' });
  when.completes('agreePlan', { instalments }, { by: 'lore' });
}

describe('payment recovery', () => {
  test('collects at the second try by rules, without troubling the customer', async () => {
    const { given, when, then, play } = scenario(recovery);
    given.message('paymentFailed', failed, { channel: 'system', customer: 'c-1' });
    then.stage('Retry').standsAt('waitDelay').noWork();
    when.passes('P2D');
    then.asks('core.collect');
    when.answers('core.collect', { result: 'noFunds' });
    then.asks().standsAt('waitDelay').knows({ delay: 'P5D' });
    when.passes('P5D');
    when.answers('core.collect', collected);
    then.ends('recovered').tells('paymentCollected');
    await expect(goldenOf(play)).toMatchFileSnapshot(path.join(import.meta.dirname, 'payment-recovery.v1.golden.ndjson'));
  });

  test('tries three times, then tells the customer', () => {
    const { when, then } = scenario(recovery);
    hasFailed(when, 'noFunds');
    for (const span of ['P2D', 'P5D', 'P9D']) {
      when.passes(span);
      when.answers('core.collect', { result: 'noFunds' });
    }
    then.stage('Contact').tells('paymentFailed').waitsFor('customer').knows({ attempt: 3 });
  });

  test('counts a try that the core did not answer, and stops at once where there is no mandate any more', () => {
    const { when, then } = scenario(recovery);
    hasFailed(when, 'technical');
    when.passes('PT1H');
    when.fails('core.collect');
    then.standsAt('waitDelay').knows({ attempt: 1 });
    when.passes('PT1H');
    when.answers('core.collect', { result: 'noMandate' });
    then.stage('Contact').tells('paymentFailed');
  });

  test('collects on the day that the customer promised', () => {
    const { when, then } = scenario(recovery);
    hasFailed(when);
    then.stage('Contact').tells('paymentFailed').waitsFor('customer');
    when.message('promiseToPay', { promiseOn: '2026-01-20' }, { channel: 'mobile' });
    then.standsAt('promisedDay');
    when.passes('P15D');
    then.asks('core.collect');
    when.answers('core.collect', collected);
    then.ends('recovered');
  });

  test('calls the customer after a second promise', () => {
    const { when, then } = scenario(recovery);
    hasFailed(when);
    when.message('promiseToPay', { promiseOn: '2026-01-08' });
    when.passes('P4D');
    when.answers('core.collect', { result: 'noFunds' });
    then.tells('paymentFailed');
    when.message('promiseToPay', { promiseOn: '2026-02-08' });
    then.opens('customerCall.task', { team: 'call-centre', form: 'call', clock: 'call' });
  });

  test('calls the customer who says nothing for a week; a promise on the line counts', () => {
    const { when, then } = scenario(recovery);
    hasFailed(when);
    when.passes('P7D');
    then.stage('Contact').opens('customerCall.task');
    when.completes('customerCall.task', { contact: 'promise', promiseOn: '2026-01-30', isVulnerable: true }, { by: 'ben' });
    then.standsAt('promisedDay').knows({ isVulnerable: true, promiseOn: '2026-01-30' });
  });

  test('pays a plan month by month', () => {
    const { when, then } = scenario(recovery);
    planned(when, 3);
    then.stage('Plan').knows({ planMonths: [1, 2, 3], instalmentMinor: 20_000 });
    for (let month = 1; month <= 3; month += 1) {
      when.passes('P30D');
      then.asks('core.collect');
      when.answers('core.collect', collected);
    }
    then.ends('recovered').tells('planPaid');
  });

  test('talks about a missed instalment beside the plan, and decides anew after the second', () => {
    const { when, then } = scenario(recovery);
    planned(when, 6);
    when.passes('P30D');
    when.answers('core.collect', { result: 'noFunds' });
    then.opens('talkAboutInstalment', { team: 'loans' }).standsAt('monthPasses', 'talkAboutInstalment').stage('Plan');
    when.completes('talkAboutInstalment', { agreed: 'later' });
    when.passes('P30D');
    when.answers('core.collect', { result: 'noFunds' });
    then.opens('decideRecovery', { team: 'second-line', clock: 'escalation', regulatory: true }).opens('talkAboutInstalment');
    when.completes('talkAboutInstalment', { agreed: 'nothing' });
    then.stage('Escalation');
  });

  test('collects an instalment by hand where the core does not answer', () => {
    const { when, then } = scenario(recovery);
    planned(when, 2);
    when.passes('P30D');
    when.fails('core.collect', 'effect_unknown');
    then.opens('collectByHand', { team: 'loans' });
    when.completes('collectByHand', { result: 'collected' });
    then.standsAt('monthPasses');
  });

  test('is decided by the second line where the customer refuses, by nobody who agreed a plan', () => {
    const { when, then } = scenario(recovery);
    hasFailed(when);
    when.passes('P7D');
    when.completes('customerCall.task', { contact: 'refuses' });
    then.stage('Escalation').opens('decideRecovery');
    when.claims('decideRecovery', 'lore');
    then.refused('role_needed');
    when.completes('decideRecovery', { decision: 'plan', grounds: 'Lost the job' }, { by: 'farid' });
    then.stage('Plan').opens('agreePlan');
    when.completes('agreePlan', { instalments: 0 }, { by: 'mare' });
    when.claims('decideRecovery', 'mare');
    then.refused('four_eyes');
    when.completes('decideRecovery', { decision: 'collections', grounds: 'No income' }, { by: 'farid' });
    then.ends('collections').tells('handedToCollections');
  });

  test('is written off, or waits so long that the lead is told', () => {
    const { when, then } = scenario(recovery);
    hasFailed(when);
    when.passes('P7D');
    when.passes('P14D');
    then.opens('decideRecovery').standsAt('decideRecovery');
    when.passes('P5D');
    then.writes('case:escalated');
    when.completes('decideRecovery', { decision: 'writeOff', grounds: 'Small' });
    then.ends('writtenOff');
  });

  test('ends where the money arrives otherwise; a rest is settled by the desk', () => {
    const whole = scenario(recovery);
    hasFailed(whole.when);
    whole.when.message('paymentReceived', { receivedMinor: 60_000 });
    whole.then.ends('recovered').tells('paymentReceived');
    const part = scenario(recovery);
    planned(part.when, 3);
    part.when.message('paymentReceived', { receivedMinor: 20_000 });
    part.then.opens('settleRest', { team: 'loans' });
    part.when.completes('settleRest', { rest: 'waived' });
    part.then.ends('recovered');
  });

  test('takes a promise that comes twice once', () => {
    const { when, then } = scenario(recovery);
    hasFailed(when);
    when.message('promiseToPay', { promiseOn: '2026-01-20' });
    when.message('promiseToPay', { promiseOn: '2026-01-20' });
    then.isIrregular('submittedBefore').knows({ promises: 1 });
  });
});
