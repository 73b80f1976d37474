import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { goldenOf } from '../testing/golden.ts';
import { shipped } from '../testing/shipped.ts';
import type { When } from '../testing/then.ts';
import { scenario } from '../testing/then.ts';

const dispute = await shipped('card-dispute');
const claim = { amountMinor: 12_900, transaction: 'tx-1', card: 'card-1', reason: 'notReceived', story: 'The parcel never came' };
const evidence = { document: 'doc-1', kind: 'mails' };

/** Taken by Ben, credited for the time being where it is above the small amount, and filed with the network. */
function filed(when: When, result: 'accepted' | 'evidenceNeeded' | 'refused', amountMinor = claim.amountMinor): void {
  when.message('disputeRaised', { ...claim, amountMinor }, { channel: 'mobile', customer: 'c-1' });
  when.completes('takeDispute', { isAccepted: true }, { by: 'ben' });
  if (amountMinor >= 5000) when.answers('core.refund', { booking: 'b-1' });
  when.answers('cards.dispute', { dispute: 'd-1', result });
}

describe('a card dispute', () => {
  test('is credited, heard from both sides, decided for the customer and charged back', async () => {
    const { given, when, then, play } = scenario(dispute);
    given.message('disputeRaised', claim, { channel: 'mobile', customer: 'c-1' });
    then.stage('Intake').opens('takeDispute', { team: 'call-centre', form: 'intake', clock: 'provisionalCredit', regulatory: true });
    when.completes('takeDispute', { isAccepted: true }, { by: 'ben' });
    then.asks('core.refund').noWork();
    when.answers('core.refund', { booking: 'b-1' });
    then.stage('Evidence').asks('messages.send', 'cards.dispute').knows({ isProvisional: true });
    when.answers('cards.dispute', { dispute: 'd-1', result: 'evidenceNeeded' });
    then.standsAt('customerEvidence', 'merchantEvidence').waitsFor('customer');
    when.message('customerEvidence', evidence, { channel: 'mobile' });
    then.standsAt('merchantEvidence', 'bothHeard').waitsFor('thirdParty');
    when.message('merchantEvidence', { document: 'doc-2' });
    then.stage('Decision').opens('decideDispute', { clock: 'decision', regulatory: true }).knows({ evidence: [{ by: 'customer', document: 'doc-1' }, { by: 'merchant', document: 'doc-2' }] });
    when.completes('decideDispute', { verdict: 'upheld', grounds: 'No proof of delivery' }, { by: 'dana' });
    then.stage('Chargeback').tells('disputeUpheld').opens('prepareChargeback', { team: 'back-office' });
    when.completes('prepareChargeback', { chargeback: 'claimed', code: 'goods13' });
    then.waitsFor('thirdParty').standsAt('awaitNetwork');
    when.message('chargebackAnswer', { isWon: true });
    then.ends('chargedBack');
    await expect(goldenOf(play)).toMatchFileSnapshot(path.join(import.meta.dirname, 'card-dispute.v1.golden.ndjson'));
  });

  test('that cannot be one is refused at the intake', () => {
    const { given, when, then } = scenario(dispute);
    given.opens(claim, { by: 'ben', channel: 'phone' });
    when.completes('takeDispute', { isAccepted: false });
    then.ends('notDisputable').tells('disputeNotPossible');
  });

  test('of a small amount is not credited before it is decided, and refunded then', () => {
    const { when, then } = scenario(dispute);
    filed(when, 'accepted', 2_500);
    then.stage('Decision').opens('decideDispute');
    when.completes('decideDispute', { verdict: 'upheld', grounds: 'Clear' });
    then.stage('Chargeback').asks('core.refund');
    when.answers('core.refund', { booking: 'b-9' });
    when.completes('prepareChargeback', { chargeback: 'notWorthIt' });
    then.ends('writtenOff');
  });

  test('lost by the customer takes the credit back', () => {
    const { when, then } = scenario(dispute);
    filed(when, 'refused');
    when.completes('decideDispute', { verdict: 'rejected', grounds: 'Signed for' });
    then.asks('core.collect').standsAt('takeBackCredit');
    when.answers('core.collect', { result: 'collected', booking: 'b-2' });
    then.ends('rejected').tells('disputeRejected');
  });

  test('whose credit cannot be taken back is claimed by the back office', () => {
    const { when, then } = scenario(dispute);
    filed(when, 'refused');
    when.completes('decideDispute', { verdict: 'rejected', grounds: 'Signed for' });
    when.answers('core.collect', { result: 'noFunds' });
    then.opens('claimCreditBack', { team: 'back-office', clock: 'claimBack' });
    when.completes('claimCreditBack', { how: 'agreed' });
    then.ends('rejected');
  });

  test('whose credit the core does not take back stands before an exception with an owner, until somebody has it done again', () => {
    const { when, then } = scenario(dispute);
    filed(when, 'refused');
    when.completes('decideDispute', { verdict: 'rejected', grounds: 'Signed for' });
    when.fails('core.collect');
    then.exception('connector_down', 'administrator').writes('effect:failed').standsAt('takeBackCredit');
    when.answers('core.collect', { result: 'collected' });
    then.ends('rejected');
  });

  test('hears in time: reminds the customer, and is decided without those who are silent', () => {
    const { when, then } = scenario(dispute);
    filed(when, 'evidenceNeeded');
    when.passes('P13D');
    then.tells('disputeEvidenceReminder', 'disputeEvidenceReminder', 'disputeEvidenceReminder').waitsFor('customer');
    when.passes('P3D');
    then.standsAt('merchantEvidence', 'bothHeard').waitsFor('thirdParty');
    when.passes('P15D');
    then.stage('Decision').opens('decideDispute').knows({ evidence: [] });
  });

  test('of fraud hears only the merchant', () => {
    const { given, when, then } = scenario(dispute);
    given.message('disputeRaised', { ...claim, reason: 'fraud' }, { channel: 'phone', customer: 'c-1' });
    when.completes('takeDispute', { isAccepted: true });
    when.answers('core.refund', { booking: 'b-1' });
    when.answers('cards.dispute', { dispute: 'd-1', result: 'evidenceNeeded' });
    then.standsAt('merchantEvidence');
  });

  test('of much money needs a second look by somebody who has not touched it, who may send it back', () => {
    const { when, then } = scenario(dispute);
    filed(when, 'accepted', 90_000);
    when.completes('decideDispute', { verdict: 'upheld', grounds: 'Clear' }, { by: 'dana' });
    then.opens('confirmDecision', { team: 'back-office', regulatory: true, clock: 'decision' });
    when.claims('confirmDecision', 'dana');
    then.refused('four_eyes', 'work.fourEyes');
    when.claims('confirmDecision', 'otto');
    then.refused('forbidden');
    when.claims('confirmDecision', 'enno');
    when.claims('confirmDecision', 'elif');
    then.refused('already_claimed');
    when.completes('confirmDecision', { isSecondAgreed: false, grounds: 'Not proven' }, { by: 'enno' });
    then.opens('decideDispute');
    when.completes('decideDispute', { verdict: 'rejected', grounds: 'Second look' }, { by: 'dana' });
    when.completes('confirmDecision', { isSecondAgreed: true }, { by: 'elif' });
    then.asks('core.collect');
  });

  test('withdrawn while it is being decided gives back the credit and ends', () => {
    const { when, then } = scenario(dispute);
    filed(when, 'accepted');
    when.message('disputeWithdrawn', {}, { channel: 'mobile' });
    then.noWork().asks('core.collect');
    when.answers('core.collect', { result: 'collected' });
    then.ends('withdrawn');
  });

  test('that waits at the intake or at the decision is told to the lead', () => {
    const { given, when, then } = scenario(dispute);
    given.message('disputeRaised', claim, { customer: 'c-1' });
    when.passes('P2D');
    then.writes('case:escalated', 'clock:breached');
    when.completes('takeDispute', { isAccepted: true });
    when.answers('core.refund', { booking: 'b-1' });
    when.answers('cards.dispute', { dispute: 'd-1', result: 'accepted' });
    when.passes('P8D');
    then.writes('case:escalated').opens('decideDispute');
  });

  test('is credited and filed by hand where the systems are down', () => {
    const { given, when, then } = scenario(dispute);
    given.message('disputeRaised', claim, { customer: 'c-1' });
    when.completes('takeDispute', { isAccepted: true });
    when.fails('core.refund');
    then.opens('creditByHand', { team: 'back-office', clock: 'provisionalCredit', regulatory: true });
    when.completes('creditByHand', { isProvisional: true, booking: 'b-7' });
    when.fails('cards.dispute', 'connector_wrong_answer');
    when.completes('fileByHand', { dispute: 'd-7', networkSays: 'accepted' });
    when.completes('decideDispute', { verdict: 'rejected', grounds: 'Signed for' });
    then.opens('claimCreditBack');
  });

  test('is written off where the network is silent or decides for the merchant', () => {
    for (const answer of [true, false]) {
      const { when, then } = scenario(dispute);
      filed(when, 'accepted');
      when.completes('decideDispute', { verdict: 'upheld', grounds: 'Clear' });
      when.completes('prepareChargeback', { chargeback: 'claimed' });
      if (answer) when.message('chargebackAnswer', { isWon: false });
      else when.passes('P45D');
      then.ends('writtenOff');
    }
  });

  test('blocks a card that is lost too, beside everything else, by the emergency line where cards are down', () => {
    const { when, then } = scenario(dispute);
    filed(when, 'evidenceNeeded');
    when.message('cardLost', {}, { channel: 'phone' });
    then.asks('cards.block').standsAt('customerEvidence', 'merchantEvidence', 'blockCard');
    when.fails('cards.block');
    then.opens('blockByHand', { team: 'call-centre', clock: 'block' });
    when.completes('blockByHand', { confirmation: 'em-1' });
    then.stage('Evidence').standsAt('customerEvidence', 'merchantEvidence');
  });

  test('that is over while the card is still being blocked ends when that is done, with its own outcome', () => {
    const { when, then } = scenario(dispute);
    filed(when, 'accepted', 2_500);
    when.message('cardLost');
    when.fails('cards.block');
    when.completes('decideDispute', { verdict: 'rejected', grounds: 'Signed for' });
    then.opens('blockByHand').tells('disputeRejected');
    when.completes('blockByHand', { confirmation: 'em-1' });
    then.ends('rejected');
  });

  test('takes evidence that comes twice once', () => {
    const { when, then } = scenario(dispute);
    filed(when, 'evidenceNeeded');
    when.message('customerEvidence', evidence);
    when.message('customerEvidence', evidence);
    then.isIrregular('submittedBefore').knows({ evidence: [{ by: 'customer', document: 'doc-1' }] });
  });
});
