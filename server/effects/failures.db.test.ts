import { done } from '../../shared/work/world.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { must } from '../../shared/assert.ts';
import type { CaseState } from '../../shared/model/case.ts';
import type { Effect } from '../../shared/work/world.ts';
import { person, team } from '../testing/loop.ts';
import type { BenchOptions, EffectsBench } from './testing/effects-bench.ts';
import { openEffectsBench } from './testing/effects-bench.ts';

let bench: EffectsBench;
const open = async (options: BenchOptions = {}): Promise<void> => {
  bench = await openEffectsBench(options);
};
afterEach(async () => {
  await bench.end();
});

const patient = { timeout: 10_000 };
const pay: Partial<Effect> = { connector: 'payments-one', operation: 'pay', body: { to: 'DE00', reference: 'r-1', amountMinor: 500, currency: 'EUR' }, backups: ['payments-two'] };
const write: Partial<Effect> = { connector: 'messages', operation: 'send', body: { customer: 'p-1', channel: 'sms', template: 'hello' } };
const times = (system: string): number[] => bench.system(system).applied().map((one) => one.times);
const last = async (caseId = 'k-1'): Promise<Record<string, unknown>> =>
  must((await bench.entriesOf(caseId)).map(({ kind, body }) => ({ kind, ...(JSON.parse(body) as object) })).findLast(({ kind }) => kind.startsWith('effect:')), 'there is one');
const exceptions = async (caseId = 'k-1'): Promise<CaseState['case']['exceptions']> => {
  const { rows } = await bench.loop.database.db.query<{ state: string }>('select state from cases where id = $1', [caseId]);
  return (JSON.parse(must(rows[0], 'the case is there').state) as CaseState['case']).exceptions;
};

/** The effect of the case's first exception. */
const waiting = async (): Promise<string> => must((await exceptions())?.[0]?.effect, 'it was raised');

describe('a system that fails', () => {
  it('is tried again until it answers, and does it once', async () => {
    await open();
    await bench.system('kyc').weather({ failing: 1 });
    await bench.ask('k-1');
    await expect.poll(async () => (await bench.open())[0]?.attempts, patient).toBeGreaterThanOrEqual(2);
    await bench.system('kyc').weather({ failing: 0 });
    await bench.settled('k-1');
    // An outage is read off this: since when it was asked for in vain.
    expect(await last()).toMatchObject({ kind: 'effect:done', attempts: expect.any(Number), failedFrom: expect.any(Number) });
    expect(times('kyc')).toEqual([1]);
  });

  it('is an exception with an owner when it fails to the end, and nothing is dead: it can be let go again', async () => {
    await open({ connectors: { kyc: { tries: 3 } } });
    await bench.loop.enter(team('north'), person('lea', { role: 'teamLead' }));
    await bench.system('kyc').weather({ failing: 1 });
    await bench.ask('k-1');
    await bench.settled('k-1');
    const [raised] = must(await exceptions(), 'there is one');
    expect(raised).toMatchObject({ code: 'connector_down', owner: 'administrator', connector: 'kyc', operation: 'identify' });
    await bench.system('kyc').weather({ failing: 0 });
    const effect = await waiting();
    expect(await bench.loop.say('lea', { type: 'effect:retry', case: 'k-1', effect })).toMatchObject({ ok: true });
    await bench.settled('k-1');
    expect([await last(), await exceptions(), times('kyc'), await bench.open()]).toEqual([expect.objectContaining({ kind: 'effect:done' }), undefined, [1], []]);
    // Nothing was in vain since a person let it go again.
    expect(await last()).not.toHaveProperty('failedFrom');
    expect(await bench.loop.say('lea', { type: 'effect:retry', case: 'k-1', effect })).toMatchObject({ ok: false, code: 'effect_not_waiting' });
  });

  it('is not asked any more for a while, and used again when it is back', async () => {
    await open({ cases: ['k-1', 'k-2'], connectors: { kyc: { tries: 100 } } });
    await bench.system('kyc').weather({ isDown: true });
    await bench.ask('k-1');
    await expect.poll(() => bench.worker.circuits.of('kyc').state, patient).toBe('open');
    await bench.ask('k-2');
    await expect.poll(async () => (await bench.open()).filter((row) => row.attempts > 0 && row.state === 'waiting').length, patient).toBe(2);
    await bench.system('kyc').weather({ isDown: false });
    await Promise.all([bench.settled('k-1'), bench.settled('k-2')]);
    expect(bench.worker.circuits.of('kyc')).toEqual({ state: 'closed', failures: 0 });
    expect(times('kyc')).toEqual([1, 1]);
  });

  it('is replaced by its backup while it is sure that it has not taken it', async () => {
    await open();
    await bench.system('payments-one').weather({ isDown: true });
    await bench.ask('k-1', pay);
    await bench.settled('k-1');
    expect(await last()).toMatchObject({ kind: 'effect:done', connector: 'payments-one', route: 'payments-two' });
    expect([times('payments-one'), times('payments-two')]).toEqual([[], [1]]);
  });

  it('is not replaced when its answer is lost: a payment is never made twice', async () => {
    await open();
    await bench.system('payments-one').weather({ losing: 1 });
    await bench.ask('k-1', pay);
    await expect.poll(async () => (await bench.open())[0]?.attempts, patient).toBeGreaterThanOrEqual(2);
    await bench.system('payments-one').weather({ isDown: true });
    await expect.poll(async () => (await bench.open())[0]?.attempts, patient).toBeGreaterThanOrEqual(4);
    await bench.system('payments-one').weather({ isDown: false, losing: 0 });
    await bench.settled('k-1');
    expect([times('payments-one'), times('payments-two')]).toEqual([[1], []]);
  });

  it('says no: that is final, with its own code, and those who know the case own it', async () => {
    await open();
    await bench.ask('k-1', { connector: 'payments-one', operation: 'pay', body: { to: 'DE00', amountMinor: 1, currency: 'EUR' } });
    await bench.settled('k-1');
    expect(await exceptions()).toMatchObject([{ code: 'connector_refused', owner: 'team:north' }]);
    expect(await last()).toMatchObject({ kind: 'effect:failed', error: 'request_invalid', applied: 'no' });
    expect(bench.system('payments-one').applied()).toEqual([]);
  });

  it('answers what nobody understands: asked again under the same key, then an exception of its own', async () => {
    await open({ connectors: { bureau: { tries: 2 } } });
    await bench.system('bureau').weather({ wrong: 1 });
    await bench.ask('k-1', { connector: 'bureau', operation: 'report', body: { customer: 'p-1' } });
    await bench.settled('k-1');
    expect(await exceptions()).toMatchObject([{ code: 'connector_wrong_answer', owner: 'administrator' }]);
    expect(times('bureau')).toEqual([1]);
  });
});

describe('a lost answer', () => {
  it('is asked for where the system can be asked', async () => {
    await open();
    await bench.system('aml').weather({ losing: 1 });
    await bench.ask('k-1', { connector: 'aml', operation: 'screen', body: { customer: 'p-1' } });
    await bench.settled('k-1');
    expect(await last()).toMatchObject({ kind: 'effect:done', data: { result: expect.any(String) } });
    expect(times('aml')).toEqual([1]);
  });

  it('is nobody’s knowledge where the system can neither be asked nor honours keys: a person decides', async () => {
    await open();
    await bench.loop.enter(team('north'), person('lea', { role: 'teamLead' }));
    await bench.system('messages').weather({ losing: 1 });
    await bench.ask('k-1', write);
    await bench.settled('k-1');
    await bench.system('messages').weather({ losing: 0 });
    expect(await exceptions()).toMatchObject([{ code: 'effect_unknown', owner: 'team:north' }]);
    await bench.bury();
    bench.worker.wake();
    expect(times('messages')).toEqual([1]);
    const effect = await waiting();
    const resolved = await bench.loop.say('lea', { type: 'effect:resolve', case: 'k-1', effect, how: 'done', result: { state: 'accepted' }, reason: 'the customer has it' });
    expect(resolved).toMatchObject({ ok: true });
    await bench.settled('k-1');
    expect(await last()).toMatchObject({ kind: 'effect:done', by: 'lea', data: { state: 'accepted' } });
    expect([times('messages'), await exceptions(), await bench.open()]).toEqual([[1], undefined, []]);
  });

  it('is sent again where a person lets it, and only once more', async () => {
    await open();
    await bench.loop.enter(team('north'), person('lea', { role: 'teamLead' }));
    await bench.system('messages').weather({ losing: 1 });
    await bench.ask('k-1', write);
    await bench.settled('k-1');
    await bench.system('messages').weather({ losing: 0 });
    await bench.loop.say('lea', { type: 'effect:retry', case: 'k-1', effect: await waiting() });
    await bench.settled('k-1');
    expect([times('messages'), await exceptions(), await bench.open()]).toEqual([[2], undefined, []]);
  });
});

describe('a server that dies between sending and writing down', () => {
  const dieAfterSending = async (effect: Partial<Effect>): Promise<void> => {
    await open();
    let isDead = false;
    let bury = (): void => undefined;
    const buried = new Promise<void>((resolve) => (bury = resolve));
    bench.onReach('sent', () => {
      if (isDead) return;
      isDead = true;
      return buried;
    });
    await bench.ask('k-1', effect);
    await expect.poll(() => isDead, patient).toBe(true);
    await bench.bury();
    bench.worker.wake();
    await bench.settled('k-1');
    bury();
  };

  it('is followed by one that sends it again under its key, and it is done once', async () => {
    await dieAfterSending({});
    expect([(await last())['kind'], times('kyc')]).toEqual(['effect:done', [1]]);
  });

  it('is followed by one that asks', async () => {
    await dieAfterSending({ connector: 'aml', operation: 'screen', body: { customer: 'p-1' } });
    expect([(await last())['kind'], times('aml')]).toEqual(['effect:done', [1]]);
  });

  it('leaves to a person what cannot be found out, and its own late word changes nothing', async () => {
    await dieAfterSending(write);
    expect([await last(), times('messages')]).toEqual([expect.objectContaining({ kind: 'effect:failed', code: 'effect_unknown' }), [1]]);
    await bench.worker.stop();
    expect((await last())['code']).toBe('effect_unknown');
  });
});

describe('the switch of a connector', () => {
  it('holds effects back until it is on again', async () => {
    await open({ speed: 100 });
    await bench.loop.enter(person('ada', { role: 'administrator' }), person('ben'));
    const flip = (who: string, isOff: boolean) => bench.loop.say(who, { type: 'connector:switch', connector: 'kyc', isOff, because: 'maintenance' });
    expect(await flip('ben', true)).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await flip('ada', true)).toMatchObject({ ok: true });
    await bench.ask('k-1');
    await expect.poll(async () => (await bench.open())[0]?.attempts, patient).toBeGreaterThanOrEqual(2);
    expect(times('kyc')).toEqual([]);
    await flip('ada', false);
    await bench.settled('k-1');
    expect(times('kyc')).toEqual([1]);
  });

  it('lets an effect be withdrawn that has not left; what has left is not called back', async () => {
    await open({ speed: 100 });
    await bench.loop.enter(person('ada', { role: 'administrator' }));
    await bench.loop.say('ada', { type: 'connector:switch', connector: 'kyc', isOff: true, because: 'maintenance' });
    await bench.ask('k-1', { ref: '1' });
    await bench.ask('k-1', { ref: '2' });
    await expect.poll(async () => (await bench.open()).every(({ attempts }) => attempts >= 1), patient).toBe(true);
    const withdraw = (ref: string) => bench.submit('k-1', () => ({ ...done(), effectOrders: [{ do: 'withdraw', case: 'k-1', ref }] }));
    await withdraw('1');
    expect((await bench.open()).map(({ request }) => (JSON.parse(request) as { ref: string }).ref)).toEqual(['2']);
    let answer = (): void => undefined;
    const isSent = new Promise<void>((resolve) => bench.onReach('sent', () => {
      resolve();
      return new Promise<void>((go) => (answer = go));
    }));
    await bench.loop.say('ada', { type: 'connector:switch', connector: 'kyc', isOff: false, because: 'over' });
    await isSent;
    await withdraw('2');
    expect(await bench.open()).toHaveLength(1);
    answer();
    await bench.settled('k-1');
    expect(times('kyc')).toEqual([1]);
  });
});
