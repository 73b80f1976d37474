import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { goldenOf } from '../testing/golden.ts';
import { shipped } from '../testing/shipped.ts';
import type { When } from '../testing/then.ts';
import { scenario } from '../testing/then.ts';

const loan = await shipped('consumer-loan');
const wish = { amountMinor: 1_000_000, months: 36, purpose: 'car' };
const money = { incomeMinor: 320_000, rentMinor: 90_000, otherLoansMinor: 0 };
const whole = { ...wish, ...money, isApplicationComplete: true };
const verified = { result: 'verified', score: 910 };
const payslip = { kind: 'payslip', document: 'doc-1', pages: 2 };
const goodReport = { score: 702, band: 'B', debtMinor: 0, currency: 'EUR', defaults: 0 };
const clear = { result: 'clear', hits: 0 };

/** The customer applies on the phone with everything, and is known. */
function applied(when: When, amountMinor = wish.amountMinor): void {
  when.message('loanApplication', { ...whole, amountMinor }, { channel: 'mobile', customer: 'c-1' });
  when.answers('kyc.identify', verified);
}

function checked(when: When, report: Record<string, unknown> = goodReport, screening: Record<string, unknown> = clear): void {
  when.message('documents', payslip, { channel: 'mobile' });
  when.completes('checkEvidence', { isEvidenceComplete: true }, { by: 'elif' });
  when.answers('bureau.report', report);
  when.answers('aml.screen', screening);
}

describe('a consumer loan', () => {
  test('goes from the phone to the payout without anybody but the one who checks the documents', async () => {
    const { given, when, then, play } = scenario(loan);
    given.message('loanApplication', whole, { channel: 'mobile', customer: 'c-1' });
    then.stage('Identity').asks('kyc.identify').noWork().waitsFor('system');
    when.answers('kyc.identify', verified);
    then.stage('Income').waitsFor('customer').standsAt('awaitDocuments');
    when.message('documents', payslip, { channel: 'branch' });
    then.opens('checkEvidence', { team: 'back-office', form: 'evidence', clock: 'evidence' }).waitsFor(undefined);
    when.completes('checkEvidence', { isEvidenceComplete: true, incomeMinor: 310_000 }, { by: 'elif' });
    then.stage('Decision').asks('bureau.report', 'aml.screen').knows({ instalmentMinor: 32_694, leftMinor: 187_306 });
    when.answers('aml.screen', clear);
    then.standsAt('askBureau', 'checksDone');
    when.answers('bureau.report', goodReport);
    then.stage('Offer').tells('loanOffer').waitsFor('customer').knows({ verdict: 'approve', rate: 0.059 });
    when.message('offerAccepted', {}, { channel: 'mobile' });
    then.stage('Sign').opens('signContract', { team: 'branch-north', form: 'contract' });
    when.message('contractSigned', { signature: 'sig-1' }, { channel: 'mobile' });
    then.stage('Payout').asks('core.disburse').noWork();
    when.answers('core.disburse', { booking: 'b-1' });
    then.ends('paid').tells('loanPaid');
    await expect(goldenOf(play)).toMatchFileSnapshot(path.join(import.meta.dirname, 'consumer-loan.v1.golden.ndjson'));
  });

  test('begun on the phone is finished by the branch where the customer walks in', () => {
    const { given, when, then } = scenario(loan);
    given.message('loanApplication', wish, { channel: 'mobile', customer: 'c-1' });
    then.stage('Application').opens('completeApplication', { team: 'branch-north', form: 'application' });
    when.completes('completeApplication', { ...money, months: 48 }, { by: 'ana' });
    then.stage('Identity').knows({ months: 48 }).noWork();
  });

  test('begun in the branch is finished on the app, which takes the work from the branch', () => {
    const { given, when, then } = scenario(loan);
    given.opens(wish, { by: 'ana' });
    when.claims('completeApplication', 'ana');
    when.message('applicationCompleted', money, { channel: 'mobile' });
    then.stage('Identity').noWork().writes('task:closed');
  });

  test('left half-way reminds three times, and is given up after thirty days', () => {
    const { given, when, then } = scenario(loan);
    given.message('loanApplication', wish, { channel: 'web', customer: 'c-1' });
    when.passes('P4D');
    then.tells('loanApplicationReminder').stage('Application');
    when.passes('P9D');
    then.tells('loanApplicationReminder', 'loanApplicationReminder');
    when.passes('P20D');
    then.ends('abandoned');
  });

  test('asks for documents until they are complete', () => {
    const { when, then } = scenario(loan);
    applied(when);
    when.message('documents', payslip, { channel: 'mobile' });
    when.completes('checkEvidence', { isEvidenceComplete: false, missing: ['statement'] });
    then.stage('Income').standsAt('awaitDocuments').waitsFor('customer');
    when.message('documents', { kind: 'statement', document: 'doc-2' }, { channel: 'branch' });
    when.completes('checkEvidence', { isEvidenceComplete: true });
    then.stage('Decision').knows({ pageCount: 3, documents: [{ kind: 'payslip', document: 'doc-1' }, { kind: 'statement', document: 'doc-2' }] });
  });

  test('without documents reminds every five days, and is given up after six weeks', () => {
    const { when, then } = scenario(loan);
    applied(when);
    when.passes('P11D');
    then.tells('loanDocumentsReminder', 'loanDocumentsReminder').waitsFor('customer');
    when.passes('P32D');
    then.ends('abandoned');
  });

  test('whose documents nobody looks at for a working day is told to the lead', () => {
    const { when, then } = scenario(loan);
    applied(when);
    when.message('documents', payslip);
    when.passes('P2D');
    then.writes('case:escalated').opens('checkEvidence');
  });

  test('of somebody who is not who they say ends with a refusal', () => {
    const { given, when, then } = scenario(loan);
    given.message('loanApplication', whole, { customer: 'c-1' });
    when.answers('kyc.identify', { result: 'rejected', score: 200 });
    then.ends('notIdentified').tells('loanIdentityRefused');
  });

  test('goes on by hand where identification is down, or answers nonsense', () => {
    for (const code of ['connector_down', 'connector_wrong_answer'] as const) {
      const { given, when, then } = scenario(loan);
      given.message('loanApplication', whole, { customer: 'c-1' });
      when.fails('kyc.identify', code);
      then.opens('checkIdentity', { team: 'branch-north', form: 'identity' });
      when.completes('checkIdentity', { identity: 'verified', document: 'doc-9' });
      then.stage('Income');
    }
  });

  test('takes the report by hand where the bureau is down, while the screening goes on', () => {
    const { when, then } = scenario(loan);
    applied(when);
    when.message('documents', payslip);
    when.completes('checkEvidence', { isEvidenceComplete: true });
    when.fails('bureau.report');
    then.opens('enterBureauReport', { team: 'loans' }).standsAt('enterBureauReport', 'screenCustomer');
    when.answers('aml.screen', clear);
    when.completes('enterBureauReport', { score: 640, band: 'C', debtMinor: 0, defaults: 0 });
    then.stage('Offer');
  });

  test('is declined by the rules where too little is left or somebody is on a list', () => {
    for (const [report, screening] of [[{ ...goodReport, defaults: 2 }, clear], [goodReport, { result: 'hit', hits: 1 }]] as const) {
      const { when, then } = scenario(loan);
      applied(when);
      checked(when, report, screening);
      then.ends('declined').tells('loanDeclined');
    }
  });

  test('that the rules refer is decided by the credit desk, with a clock', () => {
    const { when, then } = scenario(loan);
    applied(when);
    checked(when, { ...goodReport, score: 540 });
    then.stage('Decision').opens('reviewCredit', { team: 'loans', clock: 'decision' });
    when.completes('reviewCredit', { verdict: 'decline', grounds: 'Income too uneven' });
    then.ends('declined');
  });

  test('above the limit needs a second person, who may not have had a hand in it', () => {
    const { when, then } = scenario(loan);
    applied(when, 3_000_000);
    checked(when, { ...goodReport, score: 600 });
    when.completes('reviewCredit', { verdict: 'approve', grounds: 'Long customer' }, { by: 'lore' });
    then.opens('approveLargeLoan', { team: 'loans', clock: 'decision' });
    when.claims('approveLargeLoan', 'lore');
    then.refused('four_eyes', 'work.fourEyes');
    when.claims('approveLargeLoan', 'elif');
    then.refused('four_eyes');
    when.completes('approveLargeLoan', { secondVerdict: 'approve' }, { by: 'levi' });
    then.stage('Offer').tells('loanOffer');
  });

  test('whose second approval waits four working hours is told to the lead, and may still be refused', () => {
    const { when, then } = scenario(loan);
    applied(when, 3_000_000);
    checked(when);
    when.passes('P1D');
    then.writes('case:escalated').opens('approveLargeLoan');
    when.completes('approveLargeLoan', { secondVerdict: 'decline', grounds: 'Too much for this income' });
    then.ends('declined');
  });

  test('ends where the customer refuses the offer, or lets it run out', () => {
    const refused = scenario(loan);
    applied(refused.when);
    checked(refused.when);
    refused.when.message('offerDeclined', { reason: 'price' });
    refused.then.ends('refusedByCustomer');
    const silent = scenario(loan);
    applied(silent.when);
    checked(silent.when);
    silent.when.passes('P14D');
    silent.then.ends('expired');
  });

  test('takes an acceptance that arrives twice once, and marks the second', () => {
    const { when, then } = scenario(loan);
    applied(when);
    checked(when);
    when.message('offerAccepted');
    when.message('offerAccepted');
    then.isIrregular('submittedBefore').stage('Sign').opens('signContract');
  });

  test('records documents that come after its end, and nothing else', () => {
    const { when, then } = scenario(loan);
    applied(when);
    checked(when);
    when.message('offerDeclined');
    when.message('documents', payslip);
    then.isIrregular('submittedBefore').ends('refusedByCustomer');
  });

  test('is repaired where the core does not pay, and paid again', () => {
    const { when, then } = scenario(loan);
    applied(when);
    checked(when);
    when.message('offerAccepted');
    when.completes('signContract', { signature: 'paper-1' }, { by: 'ana' });
    when.fails('core.disburse', 'connector_refused', 'account_closed');
    then.opens('repairPayout', { team: 'loans', clock: 'payout' });
    when.completes('repairPayout', { repair: 'again' });
    then.asks('core.disburse');
    when.answers('core.disburse', { booking: 'b-2' });
    then.ends('paid');
  });

  test('can be withdrawn at any time; after signing the contract is unwound under a regulatory clock', () => {
    const early = scenario(loan);
    applied(early.when);
    early.when.message('withdrawn', { reason: 'elsewhere' });
    early.then.ends('withdrawn');
    const late = scenario(loan);
    applied(late.when);
    checked(late.when);
    late.when.message('offerAccepted');
    late.when.message('contractSigned', { signature: 'sig-1' });
    late.when.message('withdrawn');
    late.then.opens('unwindLoan', { team: 'loans', clock: 'withdrawal', regulatory: true });
    late.when.answers('core.disburse', { booking: 'b-1' });
    late.when.completes('unwindLoan', { repaidMinor: 0 });
    late.then.ends('withdrawn');
  });
});
