import { expect, test } from 'vitest';
import type { Person } from '../model/person.ts';
import type { Task } from '../model/task.ts';
import { branchHelps } from './branch-helps.ts';

const now = 1_000_000;
const people = new Map<string, Partial<Person>>([
  ['ana', { role: 'branchEmployee', availability: 'busy' }], ['off', { role: 'branchEmployee', availability: 'off' }], ['ill', { role: 'branchEmployee', availability: 'available', absence: { from: 0, until: 2_000_000, because: 'ill', by: 'chloe' } }],
  ['robo', { role: 'aiColleague', availability: 'available' }], ['audit', { role: 'auditor', availability: 'available' }],
]);
const find = (id: string): Person | undefined => people.get(id) as Person | undefined;
const held = (person: string | undefined, status: Task['status'] = 'open'): Task[] => [{ status, holder: person === undefined ? { by: 'queue' } : { by: 'person', person } } as Task];

test.each([
  ['nobody is there and nobody has it', held(undefined), [], false],
  ['somebody is in the case', [], ['ana'], true],
  ['somebody who is not on duty is in it all the same', [], ['off'], true],
  ['only an auditor looks', [], ['audit', 'robo', 'nobody'], false],
  ['somebody on duty has taken it', held('ana'), [], true],
  ['who has taken it has gone home', held('off'), [], false],
  ['who has taken it is ill', held('ill'), [], false],
  ['it is set aside', held('ana', 'parked'), [], false],
  ['a machine has taken it', held('robo'), [], false],
] as const)('where %s the customer is helped: %#', (_, tasks, here, helps) => expect(branchHelps(tasks, here, find, now)).toBe(helps));
