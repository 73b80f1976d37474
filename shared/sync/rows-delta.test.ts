import { expect, test } from 'vitest';
import type { ScopeState } from './apply.ts';
import { applyPush, emptyScope, keysChangedSince } from './apply.ts';

const live: ScopeState = { ...emptyScope, logId: 'l', seq: 1, isAsking: false };
const put = (id: string, version: number) => ({ put: 'task', row: { id, version } }) as const;

test('who has seen the rows before a push is told which may differ', () => {
  const one = applyPush(live, { scope: 's', prev: 1, seq: 2, changes: [put('a', 1), put('b', 1)] }).state;
  const two = applyPush(one, { scope: 's', prev: 2, seq: 3, changes: [put('a', 2), { drop: 'task', id: 'b' }] }).state;
  expect(keysChangedSince(one.rows, two.rows)).toEqual(['task a', 'task b']);
  expect(keysChangedSince(two.rows, two.rows)).toEqual([]);
});

test('who has missed a push, or saw nothing, has to look at all rows', () => {
  const one = applyPush(live, { scope: 's', prev: 1, seq: 2, changes: [put('a', 1)] }).state;
  const two = applyPush(one, { scope: 's', prev: 2, seq: 3, changes: [put('a', 2)] }).state;
  expect(keysChangedSince(live.rows, two.rows)).toBeUndefined();
  expect(keysChangedSince(undefined, two.rows)).toBeUndefined();
});
