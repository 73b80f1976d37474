import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { goldenOf } from '../testing/golden.ts';
import { shipped } from '../testing/shipped.ts';
import type { When } from '../testing/then.ts';
import { scenario } from '../testing/then.ts';

const interception = await shipped('transfer-interception');
const leaving = { transfer: 'tr-1', amountMinor: 180_000, isNewPayee: true, isUnusual: true, country: 'LT' };

/** Held and scored; the customer is asked where the score says so. */
function scored(when: When, result: 'clear' | 'review' | 'stop', score: number, more: Record<string, unknown> = {}): void {
  when.message('transferLeaving', { ...leaving, ...more }, { channel: 'system', customer: 'c-1' });
  when.answers('core.holdTransfer', { state: 'held' });
  when.answers('aml.assessTransfer', { result, score });
}

describe('transfer interception', () => {
  test('holds a transfer, asks the customer, and releases it when it is theirs', async () => {
    const { given, when, then, play } = scenario(interception);
    given.message('transferLeaving', leaving, { channel: 'system', customer: 'c-1' });
    then.stage('Hold').asks('core.holdTransfer').noWork();
    when.answers('core.holdTransfer', { state: 'held' });
    then.stage('Check').asks('aml.assessTransfer');
    when.answers('aml.assessTransfer', { result: 'review', score: 610 });
    then.stage('Confirm').tells('transferConfirm').waitsFor('customer');
    when.passes('PT4M');
    when.message('transferConfirmed', { isMine: true }, { channel: 'mobile' });
    then.stage('Release').asks('core.releaseTransfer');
    when.answers('core.releaseTransfer', { state: 'released' });
    then.ends('released').tells('transferReleased');
    await expect(goldenOf(play)).toMatchFileSnapshot(path.join(import.meta.dirname, 'transfer-interception.v1.golden.ndjson'));
  });

  test('releases at once what is clear and not new and unusual', () => {
    const { when, then } = scenario(interception);
    scored(when, 'clear', 120, { isNewPayee: false });
    then.stage('Release').asks('core.releaseTransfer');
  });

  test('stops what the score says to stop, without asking anybody', () => {
    const { when, then } = scenario(interception);
    scored(when, 'stop', 990);
    then.stage('Release').asks('core.rejectTransfer');
    when.answers('core.rejectTransfer', { state: 'rejected' });
    then.ends('blocked').tells('transferBlocked');
  });

  test('stops what the customer does not know', () => {
    const { when, then } = scenario(interception);
    scored(when, 'review', 500);
    when.message('transferConfirmed', { isMine: false });
    then.asks('core.rejectTransfer');
  });

  test('asks the second line and calls where the customer is silent for ten minutes', () => {
    const { when, then } = scenario(interception);
    scored(when, 'review', 500);
    when.passes('PT10M');
    then.stage('Review').opens('reviewTransfer', { team: 'second-line', clock: 'transfer', regulatory: true }).opens('callCustomer', { team: 'call-centre', clock: 'call' });
    when.completes('callCustomer', { answer: 'mine' }, { by: 'ben' });
    when.completes('reviewTransfer', { verdict: 'release', grounds: 'Bought a car' }, { by: 'farid' });
    then.asks('core.releaseTransfer');
    when.answers('core.releaseTransfer', { state: 'released' });
    then.ends('released');
  });

  test('takes a late answer while humans look; the call is not needed any more', () => {
    const { when, then } = scenario(interception);
    scored(when, 'review', 500);
    when.passes('PT12M');
    when.message('transferConfirmed', { isMine: true }, { channel: 'mobile' });
    then.standsAt('reviewTransfer').writes('task:closed').knows({ answer: 'mine' });
    when.message('transferConfirmed', { isMine: true });
    then.isIrregular('submittedBefore');
  });

  test('looks at a high score even when the customer says it is theirs, for they may be pressed', () => {
    const { when, then } = scenario(interception);
    scored(when, 'review', 830);
    when.message('transferConfirmed', { isMine: true });
    then.stage('Review').opens('reviewTransfer');
    when.completes('callCustomer', { answer: 'pressured' });
    when.completes('reviewTransfer', { verdict: 'stop', grounds: 'Somebody was beside them' });
    when.answers('core.rejectTransfer', { state: 'rejected' });
    then.ends('blocked');
  });

  test('releases much only with a second look by somebody else', () => {
    const { when, then } = scenario(interception);
    scored(when, 'review', 500, { amountMinor: 2_000_000 });
    when.passes('PT10M');
    when.completes('reviewTransfer', { verdict: 'release', grounds: 'House' }, { by: 'farid' });
    then.opens('confirmRelease', { team: 'second-line', regulatory: true, clock: 'transfer' });
    when.claims('confirmRelease', 'farid');
    then.refused('four_eyes', 'work.fourEyes');
    when.completes('confirmRelease', { isSecondAgreed: false, grounds: 'No papers' }, { by: 'faye' });
    then.asks('core.rejectTransfer');
  });

  test('tells the lead after a working hour, and stops it when the law\'s day is over', () => {
    const { when, then } = scenario(interception);
    scored(when, 'review', 500);
    when.passes('PT2H');
    then.writes('case:escalated').opens('reviewTransfer');
    when.passes('P1D');
    then.asks('core.rejectTransfer').writes('clock:breached');
    when.answers('core.rejectTransfer', { state: 'rejected' });
    then.ends('blocked');
  });

  test('asks the customer where the scoring is down or slow', () => {
    const down = scenario(interception);
    down.given.message('transferLeaving', leaving, { customer: 'c-1' });
    down.when.answers('core.holdTransfer', { state: 'held' });
    down.when.fails('aml.assessTransfer', 'connector_wrong_answer');
    down.then.stage('Confirm').tells('transferConfirm');
    const slow = scenario(interception);
    slow.given.message('transferLeaving', leaving, { customer: 'c-1' });
    slow.when.answers('core.holdTransfer', { state: 'held' });
    slow.when.passes('PT2M');
    slow.then.stage('Confirm').tells('transferConfirm');
    slow.when.answers('aml.assessTransfer', { result: 'clear', score: 10 });
    slow.then.stage('Confirm').standsAt('awaitCustomer');
  });

  test('holds and stops by hand where the core is down', () => {
    const { given, when, then } = scenario(interception);
    given.opens(leaving, { by: 'ben', channel: 'phone' });
    when.fails('core.holdTransfer');
    then.opens('holdByHand', { team: 'second-line', clock: 'hold' });
    when.completes('holdByHand', { confirmation: 'h-1' });
    when.answers('aml.assessTransfer', { result: 'stop', score: 950 });
    when.fails('core.rejectTransfer');
    then.opens('rejectByHand', { clock: 'reject' });
    when.completes('rejectByHand', { confirmation: 'h-2' });
    then.ends('blocked');
  });

  test('asks the other bank where the transfer had left before it was held', () => {
    const { given, when, then } = scenario(interception);
    given.message('transferLeaving', leaving, { customer: 'c-1' });
    when.message('transferLeft');
    then.opens('recallTransfer', { team: 'second-line', regulatory: true, clock: 'recall' });
    when.completes('recallTransfer', { isRecalled: false });
    then.ends('left');
  });

  test('stands before an exception with an owner where the release fails, until it is sent again', () => {
    const { when, then } = scenario(interception);
    scored(when, 'clear', 100, { isUnusual: false });
    when.fails('core.releaseTransfer');
    then.exception('connector_down', 'administrator').standsAt('releaseHold');
    when.answers('core.releaseTransfer', { state: 'released' });
    then.ends('released');
  });

  test('stops what the customer cancels, whoever looks at it', () => {
    const { when, then } = scenario(interception);
    scored(when, 'review', 500);
    when.passes('PT10M');
    when.message('transferCancelled', {}, { channel: 'mobile' });
    then.noWork().asks('core.rejectTransfer');
    when.answers('core.rejectTransfer', { state: 'rejected' });
    then.ends('cancelled');
  });
});
