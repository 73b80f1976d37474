import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CompiledMoment } from './compile-moments.ts';
import type { MomentEvent, MomentState } from './moment.ts';
import { changesAt, momentsAt } from './moments-at.ts';
import { forget, KEPT_LIMIT, observe } from './observe.ts';
import { happened, smallMoments } from './testing/small-moments.ts';

type Observe = typeof observe;

/** Wrong on purpose: trusts that events arrive in the order in which they happened. */
const observeAsItArrives: Observe = (moments, state, event) => {
  const alone = observe(moments, {}, event);
  const after: Record<string, MomentState[string]> = { ...state };
  for (const [id, { version, kept }] of Object.entries(alone)) after[id] = { version, kept: [...(state[id]?.kept ?? []), ...kept].slice(-KEPT_LIMIT) };
  return after;
};

/** Wrong on purpose: counts a copy again. */
const observeCopies: Observe = (moments, state, event) => observe(moments, state, { ...event, id: `${event.id} ${String(JSON.stringify(state).length)}` });

/** Wrong on purpose: what comes late is not taken. */
const observeNoLate: Observe = (moments, state, event) => {
  const newest = Math.max(...Object.values(state).flatMap(({ kept }) => kept.map(([at]) => at)));
  return event.at < newest - 5 ? state : observe(moments, state, event);
};

/** Times are close, so that many are equal and windows are met by chance. */
const event = fc.record({ type: fc.constantFrom('delivered', 'activated', 'failed', 'called', 'succeeded', 'bought', 'other'), at: fc.nat(40), card: fc.constantFrom('a', 'b', null), amount: fc.constantFrom(1, 6, null) });
const eventsOf = (some: readonly { type: string; at: number; card: string | null; amount: number | null }[]): MomentEvent[] => some.map(({ type, at, card, amount }, i) => happened(type, at, { card, amount }, String(i)));
const times = Array.from({ length: 90 }, (_, now) => now);

/** The same events as they happened, and as they may arrive: shuffled, with copies. */
const arrivals = fc
  .oneof(fc.array(event, { maxLength: 25 }), fc.array(event, { minLength: 2 * KEPT_LIMIT, maxLength: 4 * KEPT_LIMIT }))
  .map(eventsOf)
  .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: 2 * events.length }), fc.nat(60)));

/** The first counter-example, if any: other moments, or another state, than those of the same events in their order. */
function told(part: Observe): unknown {
  const property = fc.property(arrivals, ([events, arrived]) => {
    const straight = [...events].sort((a, b) => a.at - b.at).reduce<MomentState>((state, one) => observe(smallMoments, state, one), {});
    const shuffled = arrived.reduce<MomentState>((state, one) => part(smallMoments, state, one), {});
    for (const now of times) {
      expect(momentsAt(smallMoments, shuffled, now)).toEqual(momentsAt(smallMoments, straight, now));
      expect(changesAt(smallMoments, shuffled, now)).toEqual(changesAt(smallMoments, straight, now));
    }
  });
  const { counterexample } = fc.check(property, { numRuns: 120, seed: 5, endOnFailure: true });
  return counterexample;
}

it('the same events give the same moments at the same time, shuffled, repeated and late', () => {
  expect(told(observe)).toBeNull();
});

it.each([['trusts the order of arrival', observeAsItArrives], ['counts copies', observeCopies], ['takes nothing late', observeNoLate]] as const)('who %s is found out', (_, wrong) => {
  expect(told(wrong)).not.toBeNull();
});

it('forgetting now and then, at any time that is not yet, changes nothing', () => {
  fc.assert(
    fc.property(arrivals, ([, arrived, now]) => {
      let [kept, forgetful]: MomentState[] = [{}, {}];
      for (const [i, one] of arrived.entries()) {
        kept = observe(smallMoments, kept ?? {}, one);
        forgetful = forget(smallMoments, observe(smallMoments, forgetful ?? {}, one), Math.min(now, i));
      }
      for (const at of times.slice(now)) expect(momentsAt(smallMoments, forgetful ?? {}, at)).toEqual(momentsAt(smallMoments, kept ?? {}, at));
    }),
    { numRuns: 120, seed: 5 },
  );
});

it('between two changes nothing changes', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 25 }), (some) => {
      const state = eventsOf(some).reduce<MomentState>((before, one) => observe(smallMoments, before, one), {});
      for (const now of times.slice(1)) {
        const next = changesAt(smallMoments, state, now - 1);
        if (next !== now) expect(momentsAt(smallMoments, state, now)).toEqual(momentsAt(smallMoments, state, now - 1));
      }
    }),
    { numRuns: 150, seed: 5 },
  );
});

/** As it is said, without any care for time: some choice of events, one for each that is needed, that nothing has undone. */
function saidOf(moment: CompiledMoment, events: readonly MomentEvent[], now: number): readonly string[] {
  const { file } = moment;
  const keyOf = ({ data }: MomentEvent): unknown => (file.key === undefined ? '' : data[file.key]);
  const found: string[] = [];
  for (const key of [...new Set(events.map(keyOf))].filter((one) => typeof one === 'string').sort()) {
    const own = events.filter((one) => keyOf(one) === key && one.at <= now && moment.signsOf(one) !== 0);
    const undone = Math.max(-1, ...own.filter((one) => (moment.signsOf(one) & moment.unless) !== 0).map(({ at }) => at));
    const left = own.filter(({ at }) => at > undone);
    const done = choices(moment.needed, left).filter((choice) => Math.max(...choice.map(({ at }) => at)) - Math.min(...choice.map(({ at }) => at)) <= (file.withinMs ?? 0) && choice.every((one, i) => i === 0 || (choice[i - 1]?.at ?? 0) <= one.at));
    if (done.length === 0) continue;
    const from = Math.max(...done.map((choice) => choice.at(-1)?.at ?? 0)) + (file.afterMs ?? 0);
    if (from <= now && now < from + file.lastsMs) found.push(`${file.id} ${key}`);

    function choices(needed: readonly number[], open: readonly MomentEvent[]): MomentEvent[][] {
      const [first, ...rest] = needed;
      if (first === undefined) return [[]];
      return open.filter((one) => (moment.signsOf(one) & first) !== 0).flatMap((one) => choices(rest, open.filter((other) => other !== one)).map((choice) => [one, ...choice]));
    }
  }
  return found;
}

it('what is found is what the file says', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(fc.record({ ...{ type: fc.constantFrom('delivered', 'activated', 'failed', 'failed', 'called', 'succeeded', 'bought') }, at: fc.nat(14), card: fc.constantFrom('a', 'b', null), amount: fc.constantFrom(1, 6, null) }), { maxLength: 9 }), (some) => {
      const events = eventsOf(some);
      const state = events.reduce<MomentState>((before, one) => observe(smallMoments, before, one), {});
      for (const now of times.slice(0, 55)) {
        const found = momentsAt(smallMoments, state, now).map(({ id, key }) => `${id} ${key}`);
        expect(found).toEqual(smallMoments.all.flatMap((moment) => saidOf(moment, events, now)));
        for (const one of found) seen.add(one);
      }
    }),
    { numRuns: 400, seed: 5 },
  );
  expect([...seen].sort()).toEqual(['leaving a', 'leaving b', 'lockedOut ', 'spending ', 'unused a', 'unused b']);
});
