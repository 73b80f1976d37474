import { expect, test } from 'vitest';
import type { LeadPlan, Move } from './plan.ts';
import { blocked, committed, loadsOf, newPlan, outcomesOf, percentOf, withPicks } from './plan.ts';

const move = (task: string, rest: Partial<Move>): Move => ({ task, version: 1, case: `k-${task}`, journey: 'loan', activity: 'sign', alternatives: [], ...rest });
const plan = (moves: readonly Move[], leftOut: readonly string[] = []): LeadPlan => ({
  ...newPlan({ tasks: ['a'] }), isAsking: false, leftOut: new Set(leftOut),
  preview: { moves: [...moves], promises: 0, approvals: 0, savesMs: 0, load: { ben: { before: 10, after: 0, capacity: 20 }, dana: { before: 4, after: 14, capacity: 20 } } },
});
const moves = [move('a', { from: 'ben', to: 'dana' }), move('b', { from: 'ben', to: 'dana' }), move('c', { from: 'ben', cannot: 'separation' })];

test('what has a receiver and was not taken out is committed; what has none needs a choice', () => {
  expect(committed(plan(moves)).map(({ task }) => task)).toEqual(['a', 'b']);
  expect(committed(plan(moves, ['b'])).map(({ task }) => task)).toEqual(['a']);
  expect(blocked(plan(moves)).map(({ task }) => task)).toEqual(['c']);
  expect(blocked(plan(moves, ['c']))).toEqual([]);
});

test('the load of a task that is taken out stays where it is', () => {
  expect(loadsOf(plan(moves, ['b', 'c']), () => 5)).toEqual([
    { person: 'ben', before: 10, after: 5, capacity: 20 },
    { person: 'dana', before: 4, after: 9, capacity: 20 },
  ]);
});

test('a choice of the lead is added to those before, and the tasks stay the same', () => {
  const asked = withPicks(withPicks({ tasks: ['a', 'b'] }, ['a'], 'dana'), ['b'], 'elif');
  expect(asked).toEqual({ tasks: ['a', 'b'], picks: { a: 'dana', b: 'elif' } });
});

test('each task of a bulk move is told on its own; one that the answer does not name is not told as done', () => {
  const answer = { ok: true as const, seq: 1, result: { items: [{ task: 'a', ok: true }, { task: 'b', ok: false, code: 'stale', params: { by: 'dana' } }] } };
  expect(outcomesOf(answer, [{ task: 'a', to: 'dana' }, { task: 'b', to: 'elif' }, { task: 'c', to: 'elif' }])).toEqual([
    { task: 'a', isDone: true, to: 'dana' },
    { task: 'b', isDone: false, to: 'elif', code: 'stale', params: { by: 'dana' } },
    { task: 'c', isDone: false, to: 'elif', code: 'not_found' },
  ]);
});

test('who can hold nothing and holds something is full', () => {
  expect([percentOf(9, 20), percentOf(0, 0), percentOf(1, 0)]).toEqual([45, 0, 100]);
});
