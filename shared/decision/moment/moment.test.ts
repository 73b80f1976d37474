import { expect, it } from 'vitest';
import { compileMoments } from './compile-moments.ts';
import { momentFeatures, momentFeatureTypes } from './moment-features.ts';
import { changesAt, momentsAt } from './moments-at.ts';
import { forget, KEPT_LIMIT, observe } from './observe.ts';
import { compiled, happened, seen, smallMoments } from './testing/small-moments.ts';

/** The moments that hold, by id and key. */
const holding = (events: Parameters<typeof seen>[1], now: number, moments = smallMoments): readonly string[] =>
  momentsAt(moments, seen(moments, events), now).map(({ id, key }) => (key === '' ? id : `${id} ${key}`));

it('what did not happen becomes a moment when its time is up, by a timer, and ends when it happens after all', () => {
  const delivered = [happened('delivered', 100, { card: 'a' }), happened('delivered', 101, { card: 'b' }), happened('activated', 105, { card: 'b' })];
  const state = seen(smallMoments, delivered);
  expect([changesAt(smallMoments, state, 105), changesAt(smallMoments, state, 110), changesAt(smallMoments, state, 140)]).toEqual([110, 140, null]);
  expect([109, 110, 139, 140].map((now) => holding(delivered, now))).toEqual([[], ['unused a'], ['unused a'], []]);
  expect(holding([...delivered, happened('activated', 120, { card: 'a' })], 130)).toEqual([]);
  // Who looks back sees what held then.
  expect(holding([...delivered, happened('activated', 120, { card: 'a' })], 119)).toEqual(['unused a']);
  expect(holding([...delivered, happened('delivered', 120, { card: 'a' })], 125)).toEqual([]);
});

it('a sequence has its steps in order, within its window, and starts anew after what undoes it', () => {
  const failed = [1, 2, 3].map((at) => happened('failed', at));
  expect(holding([...failed, happened('called', 4)], 4)).toEqual(['lockedOut']);
  expect(holding([happened('called', 0), ...failed], 4)).toEqual([]);
  expect(holding([...failed, happened('called', 13)], 13)).toEqual(['lockedOut']);
  expect(holding([...failed, happened('called', 14)], 14)).toEqual([]);
  expect(holding([...failed, happened('succeeded', 3.5), happened('called', 4)], 4)).toEqual([]);
  expect(holding([happened('failed', 0), happened('succeeded', 0.5), ...failed, happened('called', 4)], 4)).toEqual(['lockedOut']);
  expect(holding([...failed, happened('called', 4), happened('succeeded', 6)], 7)).toEqual([]);
});

it('events of one millisecond count as if they had come in their order', () => {
  expect(holding([happened('called', 5, {}, 'a'), ...['x', 'y', 'z'].map((id) => happened('failed', 5, {}, id))], 5)).toEqual(['lockedOut']);
  expect(holding([happened('activated', 5, { card: 'a' }, 'a'), happened('delivered', 5, { card: 'a' }, 'b')], 20)).toEqual([]);
});

it('a condition that nobody can tell of is not met, and neither is one without its key', () => {
  expect(holding([happened('bought', 1, { amount: 6 }), happened('bought', 2, { amount: 7 })], 3)).toEqual(['spending']);
  expect(holding([happened('bought', 1, { amount: 6 }), happened('bought', 2, {})], 3)).toEqual([]);
  expect(holding([happened('delivered', 1), happened('delivered', 1, { card: null }), happened('delivered', 1, { card: true })], 20)).toEqual([]);
});

it('a moment says since when and by which events it holds', () => {
  const state = seen(smallMoments, [1, 2, 3, 4].map((at) => happened('failed', at)).concat(happened('called', 5)));
  expect(momentsAt(smallMoments, state, 6)).toEqual([{ id: 'lockedOut', key: '', since: 5, from: 5, to: 13, events: ['bank\nfailed-2', 'bank\nfailed-3', 'bank\nfailed-4', 'bank\ncalled-5'] }]);
});

it('moments are features, with their age in whole hours', () => {
  const hour = 3_600_000;
  const moments = compiled([{ id: 'unused', version: 1, name: 'Not used', key: 'card', steps: [{ types: ['delivered'] }], lastsMs: 100 * hour }]);
  const at = (now: number) => momentFeatures(moments, momentsAt(moments, seen(moments, [happened('delivered', 0, { card: 'a' }), happened('delivered', hour, { card: 'b' })]), now), now);
  expect([at(2.5 * hour), at(101 * hour)]).toEqual([{ momentUnused: true, momentUnusedAgeHours: 2 }, { momentUnused: false, momentUnusedAgeHours: null }]);
  expect(momentFeatureTypes(moments).map(({ name }) => name)).toEqual(Object.keys(at(0)));
});

it('a flood keeps the newest, so what undoes a moment is never forgotten before what began it', () => {
  const flood = Array.from({ length: 3 * KEPT_LIMIT }, (_, i) => happened('activated', 2 + i, { card: 'other' }));
  const before = [happened('delivered', 0, { card: 'a' }), happened('activated', 1, { card: 'a' })];
  const state = seen(smallMoments, [...before, ...flood]);
  expect(state['unused']?.kept.length).toBe(KEPT_LIMIT);
  expect(momentsAt(smallMoments, state, 3 * KEPT_LIMIT + 20)).toEqual([]);
  expect(JSON.stringify(state).length).toBeLessThan(KEPT_LIMIT * 64);
});

it('what is too old, of another version or of no moment is forgotten', () => {
  const state = seen(smallMoments, [happened('delivered', 0, { card: 'a' }), happened('called', 30)]);
  expect(Object.keys(forget(smallMoments, { ...state, gone: { version: 1, kept: [] } }, 39))).toEqual(['unused', 'lockedOut']);
  expect(forget(smallMoments, state, 50)).toEqual({});
  const newer = compiled([{ ...smallMoments.all[0]?.file, version: 2 }]);
  expect(momentsAt(newer, state, 11)).toEqual([]);
  expect(observe(newer, state, happened('delivered', 5, { card: 'b' }))['unused']).toEqual({ version: 2, kept: [[5, 1, 'bank\ndelivered-5', 'b']] });
});

it('a file that does not fit is refused with where', () => {
  const good = { id: 'a', version: 1, name: 'A', steps: [{ types: ['x'] }], lastsMs: 1 };
  const refused = (more: object): unknown => {
    const result = compileMoments([{ ...good, ...more }]);
    return result.ok ? 'taken' : [result.code, result.params?.['at'] ?? result.params?.['found'], result.rule].filter((part) => part !== undefined).join(' ');
  };
  expect([{}, { lastsMs: 0 }, { steps: [] }, { extra: 1 }, { steps: [{ types: ['x'], times: 2 }] }, { afterMs: 5 }, { steps: [{ types: ['x'], when: 'amount > 1' }] }, { unless: { types: ['y'], when: '1 +' } }].map(refused)).toEqual(['taken', 'moment_invalid lastsMs', 'moment_invalid steps', 'moment_invalid ', 'moment_invalid withinMs', 'moment_invalid unless', 'feel_unsupported 0 field', 'feel_syntax 3']);
  expect(compileMoments([good, good])).toMatchObject({ ok: false, code: 'moment_invalid' });
});
