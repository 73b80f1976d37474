import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MomentEvent } from '../../decision/moment/moment.ts';
import { momentsAt } from '../../decision/moment/moments-at.ts';
import { stateOf } from '../../decision/moment/observe.ts';
import { happened, smallMoments } from '../../decision/moment/testing/small-moments.ts';
import type { EntryFact } from '../../contract/entries.ts';
import type { Customer } from '../../model/customer.ts';
import { must } from '../../assert.ts';
import { evolveCustomer } from '../evolve-others.ts';
import { customerTimers } from '../timers.ts';
import type { Context, Decision, World } from '../world.ts';
import { momentRunsOut } from './moment.ts';
import { decideSignal } from './signal.ts';

const ctx = (now: number): Context => ({ now, settings: { moments: smallMoments } }) as unknown as Context;

/** One customer with what was heard of them, as the desk keeps it. */
class Bank {
  customer: Customer = { id: 'cu-1', kind: 'person', branch: 'north', language: 'en', flags: [], relations: [], version: 1 };
  readonly heard: MomentEvent[] = [];
  readonly told: string[] = [];
  readonly #world = { customer: () => this.customer, signalsOf: () => this.heard } as unknown as World;

  hear(event: MomentEvent, now: number): void {
    this.#take(decideSignal(this.#world, { ...event, event: event.id, customer: 'cu-1' }, ctx(now)), now);
    this.heard.push(event);
  }

  /** Runs the timer if it is due; twice, as two servers would that read the same row, if the batch let them. */
  wake(now: number): void {
    const [timer] = customerTimers(this.customer);
    if (timer && timer.dueAt <= now) for (const _ of [1, 2]) this.#take(momentRunsOut(this.#world, timer, ctx(now)), now);
  }

  holding = (now: number): string => momentsAt(smallMoments, stateOf(smallMoments, this.heard), now).map(({ id, key, since }) => `${id} ${key} ${String(since)}`).join();

  #take(decision: Decision, now: number): void {
    if (!('entries' in decision)) throw new Error(JSON.stringify(decision));
    for (const draft of decision.entries) {
      this.customer = must(evolveCustomer(this.customer, { at: now, recordedAt: now, actor: 'a', ...draft } as EntryFact), 'they stay');
      this.told.push(draft.kind);
    }
  }
}

it('a card that nobody activates is told of when its time is up, once, and that it matters no more', () => {
  const bank = new Bank();
  bank.hear(happened('delivered', 0, { card: 'a' }), 0);
  for (let now = 1; now <= 60; now += 1) bank.wake(now);
  expect(bank.told).toEqual(['signal:heard', 'moment:changed', 'moment:changed']);
  expect(bank.customer).toMatchObject({ version: 4 });
  expect(customerTimers(bank.customer)).toEqual([]);
});

it('what happens in time takes the timer away, and what says nothing to any moment leaves it', () => {
  const bank = new Bank();
  bank.hear(happened('delivered', 0, { card: 'a' }), 0);
  bank.hear(happened('other', 1), 1);
  expect(customerTimers(bank.customer)).toMatchObject([{ id: 'customer:cu-1:moment', dueAt: 10, kind: 'moment', case: 'customer:cu-1' }]);
  bank.hear(happened('activated', 2, { card: 'a' }), 2);
  expect(customerTimers(bank.customer)).toEqual([]);
});

const event = fc.record({ type: fc.constantFrom('delivered', 'activated', 'failed', 'called', 'succeeded', 'bought', 'other'), at: fc.nat(40), card: fc.constantFrom('a', 'b', null), amount: fc.constantFrom(1, 6, null), late: fc.integer({ min: -3, max: 30 }), copies: fc.constantFrom(1, 1, 2) });
/** When the server was down: no timer was looked at. */
const down = fc.tuple(fc.nat(60), fc.nat(15));

/** The first history, if any, in which something began or ended and nobody was told by the next look at the timers. */
function untold(hear: (bank: Bank, event: MomentEvent, now: number) => void): unknown {
  const property = fc.property(fc.array(event, { maxLength: 20 }), down, (some, [from, long]) => {
    const bank = new Bank();
    const arrivals = some.flatMap(({ type, at, card, amount, late, copies }, i) => Array.from({ length: copies }, (_, copy) => ({ now: Math.max(0, at + late + copy), event: happened(type, at, { card, amount }, String(i)) })));
    let [before, toldBefore] = [bank.holding(0), 0];
    for (let now = 0; now < 100; now += 1) {
      const isUp = now < from || now >= from + long;
      if (isUp) bank.wake(now);
      for (const one of arrivals) if (one.now === now) hear(bank, one.event, now);
      if (!isUp) continue;
      const holding = bank.holding(now);
      if (holding !== before) expect(bank.told.length).toBeGreaterThan(toldBefore);
      expect(customerTimers(bank.customer).every(({ dueAt }) => dueAt > now)).toBe(true);
      [before, toldBefore] = [holding, bank.told.length];
    }
  });
  return fc.check(property, { numRuns: 300, seed: 5, endOnFailure: true }).counterexample;
}

it('whatever comes late, twice, early or while the server is down: when a moment begins or ends, somebody hears of it', () => {
  expect(untold((bank, one, now) => bank.hear(one, now))).toBeNull();
});

it.each([
  ['leaves a timer as it was', (bank: Bank, one: MomentEvent, now: number) => {
    const { momentsAt: before } = bank.customer;
    bank.hear(one, now);
    if (before !== undefined) bank.customer = { ...bank.customer, momentsAt: before };
  }],
  ['arms none for what comes late', (bank: Bank, one: MomentEvent, now: number) => {
    bank.hear(one, now);
    if (one.at < now - 5) bank.customer = (({ momentsAt: _, ...rest }) => rest)(bank.customer);
  }],
] as const)('who %s is found out', (_, wrong) => {
  expect(untold(wrong)).not.toBeNull();
});
