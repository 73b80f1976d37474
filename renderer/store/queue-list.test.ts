import { expect, test } from 'vitest';
import fc from 'fast-check';
import type { TaskPut } from '../../shared/contract/rows.ts';
import { QueueList, goneForMs } from './queue-list.ts';

const hour = 3_600_000;
const now = 1_800_000_000_000;

const task = (id: string, over: Partial<TaskPut> = {}): TaskPut => ({
  id, case: `k-${id}`, journey: 'loan', activity: 'offer', team: 'north', status: 'open', holder: { by: 'queue' }, fence: 1, version: 1, madeAt: now, touchedBy: [], ...over,
});
const late = (id: string): TaskPut => task(id, { promiseDueAt: now - hour });
const listOf = (...tasks: TaskPut[]): QueueList => {
  const list = new QueueList();
  for (const one of tasks) list.put(one.id, { task: one });
  list.rerank(now);
  return list;
};
const order = (list: QueueList): string[] => [...list.rows.keys()];

test('the most urgent stands first once somebody asks', () => {
  expect(order(listOf(task('a'), late('b'), task('c', { madeAt: now - hour })))).toEqual(['b', 'c', 'a']);
});

test('a new task comes last, however urgent, and is counted as new until the list is ranked', () => {
  const list = listOf(task('a'), task('b'));
  list.put('c', { task: late('c') });
  expect(order(list)).toEqual(['a', 'b', 'c']);
  expect(list.arrived).toBe(1);
  list.rerank(now);
  expect(order(list)).toEqual(['c', 'a', 'b']);
  expect(list.arrived).toBe(0);
});

test('a task that Ben took stays in its place and says so, and goes five seconds later, but not while somebody is on it', () => {
  const list = listOf(task('a'), task('b'));
  list.leave('a', task('a', { version: 2, holder: { by: 'person', person: 'ben' } }), now);
  expect(order(list)).toEqual(['a', 'b']);
  expect(list.rows.get('a')?.gone).toEqual({ at: now, by: 'ben' });
  expect(list.settle(now + goneForMs - 1, undefined)).toEqual([]);
  expect(list.settle(now + goneForMs, 'a')).toEqual([]);
  expect(list.settle(now + goneForMs, undefined)).toEqual(['a']);
  expect(order(list)).toEqual(['b']);
});

test('a task that comes back is an ordinary row again', () => {
  const list = listOf(task('a'));
  list.leave('a', undefined, now);
  list.put('a', { task: task('a') });
  expect(list.rows.get('a')).toEqual({ id: 'a', task: task('a') });
  expect(list.settle(now + hour, undefined)).toEqual([]);
});

test('an order that time or news has overtaken is noticed; new rows at the end do not count', () => {
  const list = listOf(task('a'), task('b', { madeAt: now + 1 }));
  list.put('c', { task: late('c') });
  expect(list.isOrderOld(now)).toBe(false);
  list.put('b', { task: task('b', { version: 2, customerPresent: 'branch' }) });
  expect(list.isOrderOld(now)).toBe(true);
  list.rerank(now);
  expect(list.isOrderOld(now)).toBe(false);
});

test('whatever happens, no row that stays changes its place before somebody asks', () => {
  const step = fc.record({ id: fc.integer({ min: 0, max: 9 }).map(String), how: fc.constantFrom('put', 'leave', 'settle'), late: fc.boolean(), afterMs: fc.integer({ min: 0, max: 8000 }) });
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    const list = listOf(task('0'), task('1'), late('2'), task('3'));
    let before = order(list);
    let at = now;
    for (const [n, { id, how, late: isLate, afterMs }] of steps.entries()) {
      at += afterMs;
      if (how === 'put') list.put(id, { task: { ...(isLate ? late(id) : task(id)), version: n + 2 } });
      else if (how === 'leave') list.leave(id, undefined, at);
      else list.settle(at, undefined);
      const after = order(list);
      const stayed = before.filter((one) => after.includes(one));
      expect(after.slice(0, stayed.length)).toEqual(stayed);
      before = after;
    }
  }));
});
