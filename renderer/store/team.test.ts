import { expect, test } from 'vitest';
import type { PersonPut, TaskPut } from '../../shared/contract/rows.ts';
import { awayPeople, stalledByCause, tasksOf } from './team.ts';

const task = (id: string, rest: Partial<TaskPut>): TaskPut => ({
  id, version: 1, case: `k-${id}`, journey: 'loan', activity: 'sign', team: 'north', status: 'open', fence: 1, madeAt: 0, touchedBy: [], ...rest,
} as TaskPut);
const held = (person: string): Partial<TaskPut> => ({ holder: { by: 'person', person } });
const person = (id: string, rest: Partial<PersonPut>): PersonPut => ({ id, version: 1, role: 'callCentreAgent', team: 'north', skills: {}, languages: [], licences: [], capacity: 20, availability: 'available', availabilitySince: 0, ...rest });

const tasks = [
  task('a', { ...held('ben'), stalled: { since: 30, cause: 'customer' } }),
  task('b', { ...held('dana'), stalled: { since: 20, cause: 'customer' } }),
  task('c', { ...held('ben'), stalled: { since: 10, cause: 'system_error' } }),
  task('d', { ...held('ben'), status: 'parked', stalled: { since: 5, cause: 'customer' } }),
  task('e', { needsOwner: { since: 40, because: 'declined' } }),
];

test('work of somebody who is ill stands under their absence, whatever it waited for before', () => {
  const away = awayPeople([person('ben', { absence: { from: 0, until: 100 } }), person('dana', {})], 50);
  expect([...away]).toEqual(['ben']);
  expect(Object.fromEntries([...stalledByCause(tasks, away)].map(([cause, found]) => [cause, found.map(({ id }) => id)]))).toEqual({ owner_absent: ['a'], customer: ['b'], system_error: ['c'] });
});

test('who is back has their work under its own cause again', () => {
  const away = awayPeople([person('ben', { absence: { from: 0, until: 100 } })], 100);
  expect(tasksOf({ is: 'cause', cause: 'customer' }, tasks, away).map(({ id }) => id)).toEqual(['b', 'a']);
});

test('a list is of a person, of what has no owner, or of cases, the longest still first', () => {
  const none = new Set<string>();
  expect(tasksOf({ is: 'person', person: 'ben' }, tasks, none).map(({ id }) => id)).toEqual(['d', 'c', 'a']);
  expect(tasksOf({ is: 'needsOwner' }, tasks, none).map(({ id }) => id)).toEqual(['e']);
  expect(tasksOf({ is: 'cases', title: '', cases: ['k-a', 'k-b'] }, tasks, none).map(({ id }) => id)).toEqual(['b', 'a']);
});
