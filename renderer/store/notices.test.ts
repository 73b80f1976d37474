import { expect, test } from 'vitest';
import type { TaskPut } from '../../shared/contract/rows.ts';
import { planNotices } from './notices.ts';

const task = (id: string, plan: string, owner: string, was: string | undefined, more: Partial<TaskPut> = {}): TaskPut => ({
  id, case: `k-${id}`, journey: 'loan', activity: 'check', team: 'calls', status: 'open', holder: { by: 'person', person: owner }, fence: 2, version: 3, madeAt: 0, touchedBy: [],
  moved: { plan, at: 1000, wasHolder: was === undefined ? { by: 'queue' } : { by: 'person', person: was }, wasTeam: 'calls' },
  ...(was === undefined ? {} : { from: { person: was, at: 1000, because: 'owner_absent' } }), ...more,
});

test('NC8 forty tasks of one plan are one notice to each receiver, with whose they were and why', () => {
  const forty = Array.from({ length: 40 }, (_, n) => task(String(n), 'p-1', n < 30 ? 'dana' : 'dev', 'ben'));
  const notices = planNotices(forty, 'dana', 2000);
  expect(notices.map(({ key, is, because, people, tasks }) => ({ key, is, because, people, count: tasks.length }))).toEqual([{ key: 'given p-1', is: 'given', because: 'owner_absent', people: ['ben'], count: 30 }]);
});

test('who is back hears what went to whom; a colleague who had nothing to do with it hears nothing', () => {
  const moved = [task('1', 'p-1', 'dana', 'ben'), task('2', 'p-1', 'dev', 'ben')];
  expect(planNotices(moved, 'ben', 2000)).toMatchObject([{ is: 'gone', people: ['dana', 'dev'] }]);
  expect(planNotices(moved, 'ana', 2000)).toEqual([]);
});

test('two plans are two notices, from a queue too; what was begun, has ended or is a week old is no news', () => {
  const { moved: _, ...begun } = task('3', 'p-1', 'dana', 'ben');
  const notices = planNotices([task('1', 'p-1', 'dana', 'ben'), task('2', 'p-2', 'dana', undefined), begun, task('4', 'p-1', 'dana', 'ben', { status: 'done' })], 'dana', 2000);
  expect(notices.map(({ key, people, tasks }) => ({ key, people, count: tasks.length }))).toEqual([{ key: 'given p-1', people: ['ben'], count: 1 }, { key: 'given p-2', people: [], count: 1 }]);
  expect(planNotices([task('1', 'p-1', 'dana', 'ben')], 'dana', 8 * 86_400_000)).toEqual([]);
});
