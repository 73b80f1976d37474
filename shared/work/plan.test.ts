import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Person } from '../model/person.ts';
import type { Task } from '../model/task.ts';
import { planMoves } from './plan.ts';
import { routingDefaults } from './routing.ts';
import type { Staffed } from './world.ts';

const staffed = (id: string, capacity: number, load: number, part: Partial<Person> = {}): Staffed => ({
  load,
  idleSince: 0,
  person: {
    id, role: 'callCentreAgent', team: 'call-centre', skills: {}, languages: ['en'], licences: [], capacity, availability: 'available',
    availabilitySince: 0, version: 1, ...part,
  },
});
const work = (id: string, part: Partial<Task> = {}): Task => ({
  id, case: `k-${id}`, journey: 'dispute', activity: 'review', team: 'call-centre', status: 'open', holder: { by: 'person', person: 'ben' },
  fence: 1, version: 3, madeAt: 0, touchedBy: ['ben'], ...part,
});

test('what needs a licence goes only to who holds it, and what its maker would approve cannot move', () => {
  const staff = [staffed('dana', 5, 0, { licences: ['investment'] }), staffed('dev', 5, 0)];
  const plan = planMoves(
    [work('t-1', { needs: { weight: 1, licence: 'investment' } }), work('t-2', { activity: 'approve payment', touchedBy: ['dev', 'dana'] })],
    staff, 'ben', 0, routingDefaults,
  );
  expect(plan.moves).toEqual([
    { task: 't-1', version: 3, to: 'dana', because: 'only_eligible' },
    { task: 't-2', version: 3, cannot: 'separation' },
  ]);
  expect(plan.load['dana']).toEqual({ before: 0, after: 1, capacity: 5 });
});

test('no plan brings anybody over capacity, gives work to who is away, or leaves a task unmentioned', () => {
  const people = fc.array(fc.record({ capacity: fc.nat(6), load: fc.nat(6), isOff: fc.boolean() }), { maxLength: 6 });
  const tasks = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 12 });
  fc.assert(
    fc.property(people, tasks, (drawn, weights) => {
      const staff = drawn.map(({ capacity, load, isOff }, i) => staffed(`p-${String(i)}`, capacity, load, isOff ? { availability: 'off' } : {}));
      const plan = planMoves(weights.map((weight, i) => work(`t-${String(i)}`, { needs: { weight } })), [...staff, staffed('ben', 99, 0)], 'ben', 0, routingDefaults);
      const off = new Set(staff.filter(({ person }) => person.availability === 'off').map(({ person }) => person.id));
      const isWithin = Object.values(plan.load).every(({ before, after, capacity }) => after === before || after <= capacity);
      const isAllowed = plan.moves.every((move) => !('to' in move) || (move.to !== 'ben' && !off.has(move.to)));
      return isWithin && isAllowed && plan.moves.length === weights.length;
    }),
    { numRuns: 500 },
  );
});
