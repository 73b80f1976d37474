import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { goldenOf } from '../testing/golden.ts';
import { shipped } from '../testing/shipped.ts';
import type { When } from '../testing/then.ts';
import { scenario } from '../testing/then.ts';

const onboarding = await shipped('retail-onboarding');
const activation = await shipped('card-activation');
const applicant = { name: 'Robin Sample', birthDate: '1990-02-03', document: 'id-1', product: 'current', wantsCard: true };
const verified = { result: 'verified', score: 905 };
const clear = { result: 'clear', hits: 0 };

function begun(when: When, more: Record<string, unknown> = {}): void {
  when.message('onboardingStarted', { ...applicant, ...more }, { channel: 'mobile' });
}

function known(when: When, more: Record<string, unknown> = {}): void {
  begun(when, more);
  when.answers('kyc.identify', verified);
  when.answers('aml.screen', clear);
}

describe('retail onboarding', () => {
  test('goes from the phone to an account and a card without anybody of staff', async () => {
    const { given, when, then, play } = scenario(onboarding);
    given.message('onboardingStarted', applicant, { channel: 'mobile' });
    then.stage('Identity').asks('kyc.identify', 'aml.screen').waitsFor('system').noWork();
    when.answers('aml.screen', clear);
    then.stage('Identity').standsAt('identify', 'knowJoins');
    when.answers('kyc.identify', verified);
    then.stage('Account').asks('core.openAccount').knows({ risk: 'low' });
    when.answers('core.openAccount', { account: 'acc-1', iban: 'NL00TEST0000000001' });
    then.stage('Card').asks('cards.order');
    when.answers('cards.order', { card: 'card-1' });
    then.ends('opened').tells('cardOrdered');
    await expect(goldenOf(play)).toMatchFileSnapshot(path.join(import.meta.dirname, 'retail-onboarding.v2.golden.ndjson'));
  });

  test('says once that the card is issued, whoever orders it, and nothing where none is wanted', () => {
    const issued = (card: string) => ({ connector: 'cases', operation: 'deliver', body: { message: 'cardIssued', payload: { card }, hops: 1 } });
    const system = scenario(onboarding, [activation]);
    known(system.when);
    system.when.answers('core.openAccount', { account: 'acc-1', iban: 'NL00TEST0000000001' });
    system.when.answers('cards.order', { card: 'card-1' });
    system.then.ends('opened').asks('messages.send', 'cases.deliver');
    expect(system.play.asked).toMatchObject([{ connector: 'messages' }, issued('card-1')]);
    const hand = scenario(onboarding, [activation]);
    known(hand.when);
    hand.when.answers('core.openAccount', { account: 'acc-1', iban: 'NL00TEST0000000001' });
    hand.when.fails('cards.order');
    hand.when.completes('orderCardByHand', { card: 'card-7' });
    expect(hand.play.asked).toMatchObject([{ connector: 'messages' }, issued('card-7')]);
    const none = scenario(onboarding, [activation]);
    known(none.when, { wantsCard: false });
    none.when.answers('core.openAccount', { account: 'acc-1', iban: 'NL00TEST0000000001' });
    none.then.ends('opened').asks('messages.send');
  });

  test('begun at the counter runs the same way, and says welcome where nothing else is wanted', () => {
    const { given, when, then } = scenario(onboarding);
    given.opens({ ...applicant, wantsCard: false }, { by: 'ana' });
    when.answers('kyc.identify', verified);
    when.answers('aml.screen', clear);
    when.answers('core.openAccount', { account: 'acc-1', iban: 'NL00TEST0000000001' });
    then.ends('opened').tells('welcome');
  });

  test('sends statement terms beside the card, and ends when both are done', () => {
    const { when, then } = scenario(onboarding);
    known(when, { wantsStatements: true });
    when.answers('core.openAccount', { account: 'acc-1', iban: 'NL00TEST0000000001' });
    then.tells('statementTerms').standsAt('allOrdered', 'placeCardOrder');
    when.answers('cards.order', { card: 'card-1' });
    then.ends('opened');
  });

  test('keeps names and the account number out of the log', () => {
    const { when, play } = scenario(onboarding);
    known(when);
    when.answers('core.openAccount', { account: 'acc-1', iban: 'NL00TEST0000000001' });
    const written = JSON.stringify([play.bank.state, play.history.map(({ deltas }) => deltas), play.effects]);
    expect(written).not.toContain('Robin');
    expect(written).not.toContain('NL00');
  });

  test('opens the account for the customer whom staff identified meanwhile', () => {
    const { when, then, play } = scenario(onboarding);
    begun(when);
    expect(play.asked.map(({ body }) => body['customer'])).toEqual(['k-1', 'k-1']);
    when.identifies('c-7', 'ana');
    then.writes('case:identified', 'journey:stepped').knows({ customer: 'c-7' });
    when.answers('kyc.identify', verified);
    when.answers('aml.screen', clear);
    expect(play.asked.map(({ body }) => body['customer'])).toEqual(['c-7']);
  });

  test('asks for a better document, tries again, and asks the customer in after the third', () => {
    const { when, then } = scenario(onboarding);
    begun(when);
    when.answers('aml.screen', clear);
    for (let upload = 1; upload <= 3; upload += 1) {
      when.answers('kyc.identify', { result: 'review', score: 600 });
      then.tells('onboardingDocumentWanted').waitsFor('customer').standsAt('awaitDocument', 'knowJoins');
      when.message('identityDocument', { document: `id-${String(upload + 1)}` }, { channel: 'mobile' });
    }
    then.opens('verifyIdentity', { team: 'branch-north', form: 'identity', clock: 'identity' });
    when.completes('verifyIdentity', { identity: 'verified', document: 'id-9' }, { by: 'ana' });
    then.stage('Checks').opens('assessRisk');
  });

  test('lets the customer walk into the branch instead of uploading', () => {
    const { when, then } = scenario(onboarding);
    begun(when);
    when.answers('kyc.identify', { result: 'review', score: 600 });
    when.message('branchVisit', {}, { channel: 'branch' });
    then.opens('verifyIdentity');
    when.completes('verifyIdentity', { identity: 'rejected', document: 'id-9' }, { by: 'ana' });
    then.ends('notIdentified').tells('onboardingRefused');
  });

  test('is given up where the customer sends no document in two weeks, whatever else runs', () => {
    const { when, then } = scenario(onboarding);
    begun(when);
    when.answers('kyc.identify', { result: 'review', score: 600 });
    when.passes('P6D');
    then.writes('case:escalated').waitsFor('system');
    when.passes('P9D');
    then.ends('abandoned').tells('onboardingAbandoned');
  });

  test('of somebody on a list is refused by the second line without telling them why', () => {
    const { when, then } = scenario(onboarding);
    begun(when);
    when.answers('aml.screen', { result: 'hit', hits: 2 });
    then.opens('assessHit', { team: 'second-line', clock: 'screening', regulatory: true });
    when.claims('assessHit', 'elif');
    then.refused('role_needed');
    when.completes('assessHit', { hitVerdict: 'same', grounds: 'Same date of birth' }, { by: 'farid' });
    then.ends('refused').tells();
  });

  test('with high risk is assessed by another of the second line than the one who looked at the hit', () => {
    const { when, then } = scenario(onboarding);
    begun(when, { isInOffice: true });
    when.answers('kyc.identify', verified);
    when.answers('aml.screen', { result: 'review', hits: 1 });
    when.completes('assessHit', { hitVerdict: 'other', grounds: 'Other person' }, { by: 'farid' });
    then.stage('Checks').opens('assessRisk', { clock: 'risk', regulatory: true }).knows({ risk: 'high' });
    when.claims('assessRisk', 'farid');
    then.refused('four_eyes');
    when.completes('assessRisk', { riskVerdict: 'accept', grounds: 'Source of wealth is clear' }, { by: 'faye' });
    then.stage('Account').asks('core.openAccount');
  });

  test('whose risk nobody assesses for two working days is told to the lead; it may be refused', () => {
    const { when, then } = scenario(onboarding);
    known(when, { taxCountries: 4 });
    when.passes('P3D');
    then.writes('case:escalated').opens('assessRisk');
    when.completes('assessRisk', { riskVerdict: 'refuse', grounds: 'No reason for the account' });
    then.ends('refused').tells('onboardingRefused');
  });

  test('screens again every hour while the system is down, and asks a person after six times', () => {
    const { when, then } = scenario(onboarding);
    begun(when);
    when.answers('kyc.identify', verified);
    for (let tried = 1; tried < 6; tried += 1) {
      when.fails('aml.screen');
      then.standsAt('screenAgainLater', 'knowJoins');
      when.passes('PT1H');
      then.asks('aml.screen');
    }
    when.fails('aml.screen');
    then.opens('assessHit');
  });

  test('opens account and card by hand where the systems do not', () => {
    const { when, then } = scenario(onboarding);
    known(when);
    when.fails('core.openAccount', 'connector_wrong_answer');
    then.opens('openByHand', { team: 'back-office', clock: 'account' });
    when.completes('openByHand', { account: 'acc-7' });
    when.fails('cards.order');
    then.stage('Card').opens('orderCardByHand', { team: 'back-office', clock: 'card' });
    when.completes('orderCardByHand', { card: 'card-7' });
    then.ends('opened');
  });

  test('withdrawn before the account ends at once, after it closes the account', () => {
    const early = scenario(onboarding);
    begun(early.when);
    early.when.message('onboardingWithdrawn', { reason: 'tooLong' });
    early.then.ends('withdrawn').asks();
    const late = scenario(onboarding);
    known(late.when);
    late.when.answers('core.openAccount', { account: 'acc-1', iban: 'NL00TEST0000000001' });
    late.when.message('onboardingWithdrawn');
    late.then.asks('core.closeAccount').noWork();
    late.when.fails('core.closeAccount');
    late.when.completes('closeByHand', {});
    late.then.ends('withdrawn');
  });

  test('takes a document that is sent twice once', () => {
    const { when, then } = scenario(onboarding);
    begun(when);
    when.answers('kyc.identify', { result: 'review', score: 600 });
    when.message('identityDocument', { document: 'id-2' });
    when.message('identityDocument', { document: 'id-2' });
    then.isIrregular('submittedBefore').knows({ uploads: 1 });
  });
});
