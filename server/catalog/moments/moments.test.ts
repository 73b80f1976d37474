import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { MomentEvent, MomentState } from '../../../shared/decision/moment/moment.ts';
import { momentFeatures } from '../../../shared/decision/moment/moment-features.ts';
import { changesAt, momentsAt } from '../../../shared/decision/moment/moments-at.ts';
import { observe } from '../../../shared/decision/moment/observe.ts';
import { isRefusal } from '../../../shared/model/refusal.ts';
import { loadMoments } from './load-moments.ts';

const loaded = loadMoments();
if (isRefusal(loaded)) throw new Error(JSON.stringify(loaded));
const moments = loaded;

const SPAN = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
/** `0m`, `14d`: since the story began. */
const ms = (text: string): number => Number(text.slice(0, -1)) * SPAN[text.slice(-1) as keyof typeof SPAN];

/** `14d card-delivered card=a`: when, what, and its data; numbers, true and false as such. */
function read(line: string, i: number): MomentEvent {
  const [at = '', type = '', ...fields] = line.split(' ');
  const data: Record<string, string | number | boolean> = {};
  for (const field of fields) {
    const [name = '', value = ''] = field.split('=');
    data[name] = /^-?\d+$/.test(value) ? Number(value) : value === 'true' || value === 'false' ? value === 'true' : value;
  }
  return { source: 'bank', id: String(i), type, at: ms(at), data };
}

const stateOf = (story: readonly string[]): MomentState => story.map(read).reduce<MomentState>((state, event) => observe(moments, state, event), {});

/** What happened, and at which times which moment holds. */
const STORIES: readonly (readonly [moment: string, story: readonly string[], holds: Readonly<Record<string, boolean>>])[] = [
  ['transferLeaving', ['0m transfer-prepared transfer=t amountMinor=100000'], { '0m': true, '119m': true, '120m': false }],
  ['transferLeaving', ['0m transfer-prepared transfer=t amountMinor=99999'], { '0m': false }],
  ['transferLeaving', ['0m transfer-prepared transfer=t amountMinor=500000 isOwnAccount=true'], { '0m': false }],
  ['transferLeaving', ['0m transfer-prepared transfer=t amountMinor=500000 isOwnAccount=false', '5m transfer-stopped transfer=t'], { '4m': true, '5m': false }],
  ['transferLeaving', ['0m transfer-prepared transfer=t amountMinor=500000', '5m transfer-sent transfer=other'], { '6m': true }],
  ['paymentFailed', ['0m payment-failed payment=p', '2d payment-settled payment=p'], { '0m': true, '47h': true, '48h': false }],
  ['paymentFailed', ['0m payment-settled payment=p', '1m payment-failed payment=p'], { '2m': true, '8d': false }],
  ['loanPageLeft', ['0m page-seen page=loan', '20m page-seen page=loan'], { '20m': false, '49m': false, '50m': true, '7d': true, '8d': false }],
  ['loanPageLeft', ['0m page-seen page=loan', '10m loan-application-started'], { '40m': false }],
  ['loanPageLeft', ['0m page-seen page=cards'], { '40m': false }],
  ['loanCalculatorLeft', ['0m calculator-used product=loan'], { '29m': false, '30m': true }],
  ['loanCalculatorLeft', ['0m calculator-used product=loan', '2d loan-application-started'], { '47h': true, '49h': false }],
  ['cardNotActivated', ['0m card-delivered card=a'], { '13d': false, '14d': true, '103d': true, '104d': false }],
  ['cardNotActivated', ['0m card-delivered card=a', '1d card-activated card=a'], { '14d': false }],
  ['cardNotActivated', ['0m card-delivered card=a', '1d card-activated card=b'], { '14d': true }],
  ['cardNotActivated', ['0m card-delivered card=a', '20d card-blocked card=a'], { '19d': true, '20d': false }],
  ['noFirstTransaction', ['0m account-opened account=x'], { '29d': false, '30d': true, '120d': false }],
  ['noFirstTransaction', ['0m account-opened account=x', '3d transaction-booked account=x isFee=true'], { '30d': true }],
  ['noFirstTransaction', ['0m account-opened account=x', '3d transaction-booked account=x'], { '30d': false }],
  ['noFirstTransaction', ['0m account-opened account=x', '40d account-closed account=x'], { '39d': true, '41d': false }],
  ['largeDeposit', ['0m deposit-booked deposit=d amountMinor=1000000'], { '0m': true, '13d': true, '14d': false }],
  ['largeDeposit', ['0m deposit-booked deposit=d amountMinor=1000000 isSalary=true'], { '0m': false }],
  ['largeDeposit', ['0m deposit-booked deposit=d amountMinor=999999'], { '0m': false }],
  ['travelPurchases', ['0m purchase-booked category=hotel amountMinor=20000', '29d purchase-booked category=airline amountMinor=1'], { '28d': false, '29d': true, '43d': false }],
  ['travelPurchases', ['0m purchase-booked category=hotel amountMinor=20000', '31d purchase-booked category=airline amountMinor=1'], { '31d': false }],
  ['travelPurchases', ['0m purchase-booked category=hotel amountMinor=20000', '1d purchase-booked category=hotel amountMinor=-20000'], { '1d': false }],
  ['travelPurchases', ['0m purchase-booked category=hotel amountMinor=1', '1d purchase-booked category=hotel amountMinor=1', '2d travel-cover-bought'], { '1d': true, '2d': false }],
  ['homePurchases', ['0m purchase-booked category=mover amountMinor=1', '1d purchase-booked category=furniture amountMinor=1', '60d purchase-booked category=building amountMinor=1'], { '59d': false, '60d': true, '90d': false }],
  ['failedLoginsThenCall', ['0m login-failed', '1m login-failed', '2m login-failed', '30m call-started'], { '29m': false, '30m': true, '3h': false }],
  ['failedLoginsThenCall', ['0m login-failed', '1m login-failed', '2m login-failed', '31m call-started'], { '31m': false }],
  ['failedLoginsThenCall', ['0m login-failed', '1m login-failed', '2m login-succeeded', '3m login-failed', '4m call-started'], { '4m': false }],
  ['failedLoginsThenCall', ['0m login-failed', '1m login-failed', '2m call-started'], { '2m': false }],
  ['frustration', ['0m error-shown', '5m form-rejected', '10m step-repeated', '15m help-opened'], { '14m': false, '15m': true, '75m': false }],
  ['frustration', ['0m error-shown', '5m form-rejected', '10m journey-step-completed', '11m step-repeated', '12m help-opened'], { '12m': false }],
  ['frustration', ['0m error-shown', '5m form-rejected', '10m step-repeated', '16m help-opened'], { '16m': false }],
];

it.each(STORIES)('%s after %j', (moment, story, holds) => {
  const state = stateOf(story);
  const found = Object.fromEntries(Object.keys(holds).map((at) => [at, momentsAt(moments, state, ms(at)).some(({ id }) => id === moment)]));
  expect(found).toEqual(holds);
});

it('every moment that ships has stories in which it holds and in which it does not', () => {
  for (const { file } of moments.all) {
    const told = STORIES.filter(([moment]) => moment === file.id).flatMap(([, , holds]) => Object.values(holds));
    expect([file.id, told.includes(true), told.includes(false)]).toEqual([file.id, true, true]);
  }
});

it('a timer for the next change finds the card that was not activated without any event', () => {
  const state = stateOf(['1h card-delivered card=a']);
  const due = changesAt(moments, state, ms('1h'));
  expect(due).toBe(ms('14d') + ms('1h'));
  expect(momentFeatures(moments, momentsAt(moments, state, due ?? 0), due ?? 0)).toMatchObject({ momentCardNotActivated: true, momentCardNotActivatedAgeHours: 336, momentPaymentFailed: false, momentPaymentFailedAgeHours: null });
});

it('a folder with a file that does not fit is refused by name', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'moments-'));
  writeFileSync(path.join(folder, 'a.json'), '{"id":"a"}');
  expect(loadMoments(folder)).toMatchObject({ ok: false, code: 'catalog_invalid', params: { because: 'moment_invalid' } });
  writeFileSync(path.join(folder, 'a.json'), '{');
  expect(loadMoments(folder)).toMatchObject({ ok: false, code: 'catalog_invalid', params: { file: 'a.json', because: 'json' } });
  rmSync(folder, { recursive: true });
});
