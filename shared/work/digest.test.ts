import { expect, it } from 'vitest';
import type { Case } from '../model/case.ts';
import type { Person } from '../model/person.ts';
import type { Task } from '../model/task.ts';
import { compileCalendar } from './calendar.ts';
import type { DigestFacts } from './digest.ts';
import { digestLines } from './digest.ts';

const hour = 3_600_000;
const always = compileCalendar({ id: 'always', zone: 'UTC', week: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]])) as never, holidays: [] });
const now = Date.UTC(2026, 2, 2, 8);
const since = now - 63 * hour;

const task = (id: string, part: Partial<Task> = {}): Task => ({
  id, case: `k-${id}`, journey: 'j', activity: 'a', team: 'calls', status: 'open', holder: { by: 'queue' }, fence: 0, version: 1, madeAt: 0, touchedBy: [], ...part,
});
const row = (id: string, part: Partial<Case>): Case => ({
  id, journey: 'j', journeyVersion: 1, party: { source: 's', key: id }, team: 'calls', stage: 'A', status: 'open', version: 1, openedAt: 0, lastProgressAt: 0, armed: true,
  clocks: [], promises: [], touchedBy: [], ...part,
});
const person = (id: string, part: Partial<Person> = {}): Person => ({
  id, role: 'callCentreAgent', team: 'calls', skills: {}, languages: [], licences: [], capacity: 5, availability: 'available', availabilitySince: 0, version: 1, ...part,
});
const promise = (state: 'open' | 'broken' | 'kept', dueAt: number) => ({ id: `p-${String(dueAt)}`, textValue: 'v', channel: 'phone', dueAt, owner: 'ben', madeAt: 0, madeBy: 'ben', state });
const clock = (id: string, percent: number, part: object = {}) => ({
  id, name: 'answer', kind: 'regulatory' as const, calendar: 'always', startedAt: now - percent * hour, goalMs: 50 * hour, deadlineMs: 100 * hour, goalAt: 0, dueAt: 0, pauses: [], ...part,
});
const lines = (facts: Partial<DigestFacts>) => digestLines({ tasks: [], cases: [], failed: [], people: [], entries: [], ownCases: new Set(['k-1', 'k-2', 'k-3', 'k-4']), calendar: () => always, ...facts }, since, now);

it('tells stalls by their cause as it is now, the largest first', () => {
  const held = { by: 'person', person: 'ben' } as const;
  const tasks = [
    task('1', { stalled: { since: 0, cause: 'customer' } }), task('2', { stalled: { since: 0, cause: 'customer' }, holder: held }),
    task('3', { stalled: { since: 0, cause: 'owner_absent' }, holder: held }), task('4', { holder: held }),
  ];
  const ben = person('ben', { absence: { from: now - hour, until: now + 40 * hour, because: 'ill', by: 'chloe' } });
  expect(lines({ tasks, people: [ben] })).toEqual([
    { code: 'stalled', count: 2, params: { cause: 'owner_absent' }, cases: ['k-2', 'k-3'] },
    { code: 'stalled', count: 1, params: { cause: 'customer' }, cases: ['k-1'] },
    { code: 'person_absent', count: 3, params: { person: 'ben', at: now - hour, until: now + 40 * hour }, cases: ['k-2', 'k-3', 'k-4'] },
  ]);
});

it('tells promises that break within two hours and those broken since, and clocks of the law from 80 percent on', () => {
  const cases = [
    row('a', { promises: [promise('open', now + hour), promise('open', now + 3 * hour)] }),
    row('b', { promises: [promise('broken', since - 1), promise('broken', since), promise('kept', now)] }),
    row('c', { clocks: [clock('q-1', 82), clock('q-2', 79), clock('q-3', 99, { metAt: now }), clock('q-4', 95, { kind: 'step' })] }),
  ];
  expect(lines({ cases })).toEqual([
    { code: 'promise_breaks_soon', count: 1, params: { dueAt: now + hour }, cases: ['a'] },
    { code: 'promise_broken', count: 1, params: { dueAt: since }, cases: ['b'] },
    { code: 'regulatory_near', count: 1, params: { percent: 82 }, cases: ['c'] },
  ]);
});

it('tells who went off since, a system that was down with what recovered, and declines', () => {
  const entry = (kind: string, id: string, recordedAt: number, body: Record<string, unknown>) => ({ kind, case: id, recordedAt, body });
  const failed = { connector: 'cards', route: 'cards', code: 'connector_down', failedFrom: now - 9 * hour };
  const entries = [
    entry('effect:failed', 'k-1', now - 8 * hour, failed), entry('effect:failed', 'k-2', now - 8 * hour, failed), entry('effect:failed', 'k-9', now - 8 * hour, failed),
    entry('effect:failed', 'k-3', now - 8 * hour, { connector: 'cards', route: 'cards', code: 'connector_refused' }),
    entry('effect:done', 'k-1', now - 7 * hour, { connector: 'cards', route: 'cards' }), entry('effect:done', 'k-2', now - 7 * hour, { connector: 'core', route: 'core' }),
    entry('handOff:ended', 'k-4', now, { how: 'declined' }), entry('handOff:ended', 'k-4', now, { how: 'expired' }), entry('task:offerEnded', 'k-4', now, { how: 'declined' }),
  ];
  const people = [person('dev', { availability: 'off', availabilitySince: now - hour }), person('eva', { availability: 'off', availabilitySince: since - 1 })];
  expect(lines({ entries, people })).toEqual([
    { code: 'person_off', count: 0, params: { person: 'dev', at: now - hour }, cases: [] },
    { code: 'connector_down', count: 2, params: { connector: 'cards', from: now - 9 * hour, until: now - 7 * hour, recovered: 1 }, cases: ['k-1', 'k-2'] },
    { code: 'declined', count: 2, cases: ['k-4'] },
  ]);
});

it('tells cases at which something failed that waits for a person', () => {
  expect(lines({ failed: ['b'] })).toEqual([{ code: 'failed', count: 1, cases: ['b'] }]);
});
