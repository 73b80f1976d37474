import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { goldenOf } from '../testing/golden.ts';
import { shipped } from '../testing/shipped.ts';
import type { When } from '../testing/then.ts';
import { scenario } from '../testing/then.ts';

const activation = await shipped('card-activation');
const card = { card: 'card-1', product: 'credit', worth: 'high' };
const unused = { state: 'inactive', uses: 0 };
const used = { state: 'active', uses: 2 };

function delivered(when: When, more: Record<string, unknown> = {}): void {
  when.message('cardDelivered', { ...card, ...more }, { channel: 'system', customer: 'c-1' });
  when.passes('P5D');
  when.answers('cards.status', unused);
}

/** Three nudges that change nothing. */
function nudged(when: When): void {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    when.passes('P4D');
    when.answers('cards.status', unused);
  }
}

describe('card activation', () => {
  test('ends by itself where the customer uses the card in the first days', () => {
    const { given, when, then } = scenario(activation);
    given.message('cardDelivered', card, { customer: 'c-1' });
    then.stage('Waiting').standsAt('firstDays').asks();
    when.passes('P5D');
    then.asks('cards.status');
    when.answers('cards.status', used);
    then.ends('activated').tells();
  });

  test('is begun by the end of onboarding, and once for each card', () => {
    const { given, when, then } = scenario(activation);
    given.message('cardIssued', { card: 'card-1' }, { customer: 'c-1' });
    then.stage('Waiting').standsAt('firstDays').knows({ card: 'card-1', customer: 'c-1' });
    when.message('cardDelivered', card, { channel: 'system' });
    then.isIrregular('notAwaited').standsAt('firstDays');
    const counter = scenario(activation);
    counter.given.opens({ card: 'card-2' });
    counter.then.standsAt('firstDays');
    counter.given.opens({ card: 'card-2' });
    counter.then.refused('field_invalid');
  });

  test('nudges, and ends when the nudge has worked', async () => {
    const { given, when, then, play } = scenario(activation);
    given.message('cardDelivered', card, { channel: 'system', customer: 'c-1' });
    when.passes('P5D');
    when.answers('cards.status', unused);
    then.stage('Nudge').tells('cardNudge').noWork();
    when.passes('P4D');
    then.asks('cards.status');
    when.answers('cards.status', used);
    then.ends('activated');
    await expect(goldenOf(play)).toMatchFileSnapshot(path.join(import.meta.dirname, 'card-activation.v2.golden.ndjson'));
  });

  test('takes another channel at each nudge, beginning with the customer\'s own', () => {
    const { when, play } = scenario(activation);
    delivered(when, { firstChannel: 'email' });
    nudged(when);
    const channels = play.effects.filter(({ connector }) => connector === 'messages').map(({ body }) => `${String(body['template'])} ${String(body['channel'])}`);
    expect(channels).toEqual(['cardNudge email', 'cardNudge push', 'cardNudge sms', 'cardIncentive sms']);
  });

  test('stops at once where the customer activates the card between two nudges', () => {
    const { when, then } = scenario(activation);
    delivered(when);
    when.passes('P1D');
    when.message('cardActivated', {}, { channel: 'mobile' });
    then.ends('activated');
  });

  test('offers an incentive by worth and product, and credits it where it was taken', () => {
    const { when, then } = scenario(activation);
    delivered(when);
    nudged(when);
    then.stage('Nudge').opens('lookWhy', { team: 'back-office' }).standsAt('awaitAnswer', 'lookWhy').knows({ incentive: 'cashback20' });
    when.completes('lookWhy', { obstacle: 'nothing' });
    then.stage('Incentive').waitsFor('customer');
    when.message('incentiveAccepted', {}, { channel: 'mobile' });
    when.message('cardActivated', {}, { channel: 'mobile' });
    then.opens('payIncentive', { team: 'back-office', form: 'incentive' });
    when.completes('payIncentive', { booking: 'b-1' });
    then.ends('activated');
  });

  test('does not offer anything to somebody of little worth, and gives up', () => {
    const { when, then } = scenario(activation);
    delivered(when, { worth: 'low' });
    nudged(when);
    then.ends('abandoned').writes('task:closed');
  });

  test('leaves alone who does not want to hear', () => {
    const { when, then } = scenario(activation);
    delivered(when);
    nudged(when);
    when.message('contactRefused', {}, { channel: 'mobile' });
    then.ends('optedOut');
  });

  test('calls who ignores the incentive, and activates the card on the line', () => {
    const { when, then } = scenario(activation);
    delivered(when);
    nudged(when);
    when.passes('P14D');
    then.opens('callCustomer', { team: 'call-centre', clock: 'call' });
    when.completes('callCustomer', { answer: 'activate' }, { by: 'ben' });
    when.answers('cards.activate', { state: 'active' });
    then.ends('activated').tells('cardActivated');
  });

  test('calls too who took the incentive and did not use the card in a week', () => {
    const { when, then } = scenario(activation);
    delivered(when);
    nudged(when);
    when.message('incentiveAccepted');
    when.passes('P7D');
    then.opens('callCustomer');
    when.completes('callCustomer', { answer: 'notWanted' });
    then.ends('refused');
  });

  test('tells the lead of a call that waits, and gives up after two weeks', () => {
    const { when, then } = scenario(activation);
    delivered(when);
    nudged(when);
    when.passes('P14D');
    when.passes('P5D');
    then.writes('case:escalated').opens('callCustomer');
    when.passes('P10D');
    then.ends('abandoned');
  });

  test('goes on where the cards system is down, and activates by hand', () => {
    const { given, when, then } = scenario(activation);
    given.opens(card, { by: 'ana' });
    when.passes('P5D');
    when.fails('cards.status');
    then.stage('Nudge').tells('cardNudge');
    when.passes('P4D');
    when.fails('cards.status', 'connector_wrong_answer');
    then.tells('cardNudge');
    when.passes('P4D');
    when.answers('cards.status', unused);
    when.passes('P4D');
    when.answers('cards.status', unused);
    when.passes('P14D');
    when.completes('callCustomer', { answer: 'activate' });
    when.fails('cards.activate');
    then.opens('activateByHand', { team: 'back-office' });
    when.completes('activateByHand', { confirmation: 'x-1' });
    then.ends('activated');
  });

  test('answers a question beside the nudges; a second one is a second task', () => {
    const { when, then, play } = scenario(activation);
    delivered(when);
    when.message('cardQuestion', { question: 'Where is my PIN?' }, { channel: 'mobile' });
    then.opens('answerQuestion', { team: 'call-centre', clock: 'answer' });
    when.message('cardQuestion', { question: 'And the limit?' }, { channel: 'mobile' });
    expect(play.bank.work.map(({ activity }) => activity)).toEqual(['answerQuestion', 'answerQuestion']);
    when.completes('answerQuestion', { answerText: 'On its way' }, { by: 'ben' });
    then.stage('Nudge').opens('answerQuestion');
  });

  test('takes an activation that is told twice once, and records the second', () => {
    const { when, then } = scenario(activation);
    delivered(when);
    when.message('cardActivated');
    when.message('cardActivated');
    then.isIrregular('afterEnd').ends('activated');
  });
});
