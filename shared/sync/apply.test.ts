import { expect, test } from 'vitest';
import type { Push } from '../contract/changes.ts';
import type { ScopeState } from './apply.ts';
import { applyChunk, applyPush, emptyScope } from './apply.ts';

const live = (seq: number): ScopeState => ({ ...emptyScope, logId: 'log-1', seq, isAsking: false });
const push = (prev: number, seq: number, version = seq): Push => ({ scope: 's', prev, seq, changes: [{ put: 'task', row: { id: 'a', version } }] });

test('a push that follows is applied, an old one changes nothing, a gap asks and waits', () => {
  const first = applyPush(live(50), push(50, 52)).state;
  expect([first.seq, first.rows.get('task a')?.row.version]).toEqual([52, 52]);
  expect(applyPush(first, push(50, 51)).state).toBe(first);
  const gap = applyPush(first, push(53, 54));
  expect(gap).toMatchObject({ ask: 'since', state: { seq: 52, isAsking: true, waiting: [{ seq: 54 }] } });
});

test('what came before the last part of a snapshot is applied after it, and only what is newer', () => {
  let state = emptyScope;
  for (const one of [push(40, 50), push(50, 51)]) state = applyPush(state, one).state;
  const part = { scope: 's', mode: 'snapshot' as const, parts: 2 };
  state = applyChunk(state, { ...part, part: 1, changes: [{ put: 'task', row: { id: 'b', version: 1 } }] }).state;
  state = applyChunk(state, { ...part, part: 2, cursor: 'log-1.50', changes: [{ put: 'task', row: { id: 'a', version: 50 } }] }).state;
  expect([state.seq, state.isAsking, [...state.rows.keys()], state.rows.get('task a')?.row.version]).toEqual([51, false, ['task b', 'task a'], 51]);
});

test('a part of a snapshot that is lost is no snapshot', () => {
  const part = { scope: 's', mode: 'snapshot' as const, parts: 2, cursor: 'log-1.50', changes: [] };
  expect(applyChunk(emptyScope, { ...part, part: 2 })).toMatchObject({ ask: 'snapshot', state: { isAsking: true } });
});

test('another log starts anew', () => {
  const step = applyChunk({ ...live(50), isAsking: true }, { scope: 's', mode: 'since', part: 1, parts: 1, cursor: 'log-2.9', changes: [] });
  expect(step).toMatchObject({ ask: 'snapshot', state: { isAsking: true } });
  const other = applyChunk(step.state, { scope: 's', mode: 'snapshot', part: 1, parts: 1, cursor: 'log-2.9', changes: [] }).state;
  expect([other.logId, other.seq]).toEqual(['log-2', 9]);
});
