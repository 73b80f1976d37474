import { expect, test } from 'vitest';
import type { ContactVerdict } from '../decision/contact/contact-policy.ts';
import type { Person } from '../model/person.ts';
import type { Task } from '../model/task.ts';
import { previewReminders } from './reminder-plan.ts';

const chloe: Person = { id: 'chloe', role: 'teamLead', team: 'calls', skills: {}, languages: [], licences: [], capacity: 50, availability: 'available', availabilitySince: 0, version: 1 };
const task = (id: string, part: Partial<Task> = {}): Task => ({
  id, case: `k-${id}`, customer: `cu-${id}`, journey: 'loan', activity: 'resume', team: 'calls', status: 'open', holder: { by: 'queue' }, fence: 0, version: 4, madeAt: 0, touchedBy: [], ...part,
});
const asked = { plan: 'p', at: 1, by: 'chloe', state: 'asked' } as const;
const write: ContactVerdict = { is: 'write', ways: ['push', 'sms'] };
const preview = (tasks: readonly Task[], verdicts: Readonly<Record<string, ContactVerdict>>, { actor = chloe, open = ['c-1'], ids = tasks.map(({ id }) => id) } = {}) =>
  previewReminders(actor, ids, { tasks, verdicts: new Map(Object.entries(verdicts)), isOpenTask: (id) => open.includes(id) }).map(({ task: id, version: _, customer: __, ...way }) => [id, way]);

test('each customer is to be reminded in the way that is allowed, and it says why not otherwise', () => {
  const tasks = ['a', 'b', 'c', 'd'].map((id) => task(id));
  expect(preview(tasks, { a: write, b: { is: 'call', gate: 'cap-week', freeAt: 9 }, c: { is: 'none', gate: 'quiet-bereavement' } })).toEqual([
    ['a', { way: 'write', channel: 'push' }], ['b', { way: 'call', gate: 'cap-week', freeAt: 9 }], ['c', { way: 'none', gate: 'quiet-bereavement' }], ['d', { way: 'none', code: 'not_found' }],
  ]);
});

test('a customer with two tasks is reminded once, and one who is being reminded not again', () => {
  const tasks = [task('a'), task('b', { customer: 'cu-a' }), task('c', { reminded: { ...asked, how: 'write' } }), task('d', { reminded: { ...asked, how: 'write', state: 'sent' } })];
  expect(preview(tasks, { a: write, b: write, c: write, d: write }).map(([id, way]) => `${String(id)} ${JSON.stringify(way)}`)).toEqual([
    'a {"way":"write","channel":"push"}', 'b {"way":"none","code":"reminder_open"}', 'c {"way":"none","code":"reminder_open"}', 'd {"way":"write","channel":"push"}',
  ]);
});

test('who is to be called is not written to, until that call is over', () => {
  const tasks = [task('a', { reminded: { ...asked, how: 'call', callTask: 'c-1' } })];
  expect([preview(tasks, { a: write }), preview(tasks, { a: write }, { open: [] })]).toEqual([[['a', { way: 'none', code: 'reminder_open' }]], [['a', { way: 'write', channel: 'push' }]]]);
});

test('what is not there any more, is nobody’s or not for this person is told, in the order that was asked', () => {
  const { customer: _, ...nobody } = task('a');
  expect(preview([nobody, task('b', { team: 'loans' })], { b: write }, { actor: { ...chloe, role: 'branchEmployee' }, ids: ['gone', 'b', 'a'] })).toEqual([
    ['gone', { way: 'none', code: 'task_ended' }], ['b', { way: 'none', code: 'forbidden' }], ['a', { way: 'none', code: 'not_identified' }],
  ]);
});
