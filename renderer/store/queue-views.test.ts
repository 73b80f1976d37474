import { expect, test } from 'vitest';
import type { TaskPut } from '../../shared/contract/rows.ts';
import type { ViewQuery } from './queue-views.ts';
import { hasWords, isInView, ownViews } from './queue-views.ts';

const now = 1_800_000_000_000;
const hour = 3_600_000;
const task = (over: Partial<TaskPut> = {}): TaskPut => ({
  id: 't', case: 'k', journey: 'loan', activity: 'offer', team: 'north', status: 'open', holder: { by: 'queue' }, fence: 1, version: 1, madeAt: now, touchedBy: [], ...over,
});
const clock = { id: 'c', startedAt: now - hour, goalAt: now, dueAt: now + hour, regulatory: false };
const tasks: Readonly<Record<string, TaskPut>> = {
  free: task(),
  mine: task({ holder: { by: 'person', person: 'ana' } }),
  'mine of another team': task({ team: 'south', holder: { by: 'person', person: 'ana' } }),
  'of Ben': task({ holder: { by: 'person', person: 'ben' }, stalled: { since: now, cause: 'customer' } }),
  'offered to me': task({ holder: { by: 'person', person: 'ben' }, offer: { to: 'ana', expiresAt: now, firstOfferedAt: now, because: 'routed' } }),
  parked: task({ status: 'parked', holder: { by: 'person', person: 'ana' }, parked: { since: now, by: 'ana' } }),
  'due in an hour': task({ clocks: [clock] }),
  'due in an hour, paused': task({ clocks: [{ ...clock, pausedSince: now }] }),
  'at the source': task({ holder: { by: 'source' } }),
};
const found = (query: ViewQuery): string[] => Object.entries(tasks).filter(([, one]) => isInView(query, one, 'ana', now, () => 'O••• O••• Offer')).map(([name]) => name);
const own = Object.fromEntries(ownViews('north').map(({ id, query }) => [id, query]));

test.each<[string, ViewQuery, string[]]>([
  ['mine', own['mine'] ?? {}, ['mine', 'mine of another team', 'parked']],
  ['open', own['open'] ?? {}, ['free', 'due in an hour', 'due in an hour, paused']],
  ['stalled', own['stalled'] ?? {}, ['of Ben']],
  ['parked', own['parked'] ?? {}, ['parked']],
  ['due within two hours', { dueWithinMs: 2 * hour }, ['due in an hour']],
  ['due within a minute', { dueWithinMs: 60_000 }, []],
  ['of Ben', { owner: 'ben' }, ['of Ben', 'offered to me']],
  ['of a cause', { cause: 'customer' }, ['of Ben']],
  ['of an activity that is not there', { activity: 'sign' }, []],
])('the view %s holds what it says', (_name, query, expected) => {
  expect(found(query)).toEqual(expected);
});

test('a team sees all its open work, and nothing of another team', () => {
  expect(found(own['team'] ?? {})).toEqual(Object.keys(tasks).filter((name) => name !== 'mine of another team'));
});

test('a filter finds words in any order, without case and marks', () => {
  expect(hasWords('Ö••• O•••  Income proof Consumer loan', 'LOAN o•••')).toBe(true);
  expect(hasWords('Income proof', 'income sign')).toBe(false);
});
