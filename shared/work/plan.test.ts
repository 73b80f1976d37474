import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case } from '../model/case.ts';
import type { Person } from '../model/person.ts';
import type { Task } from '../model/task.ts';
import { separatedFrom } from './four-eyes.ts';
import type { Plan, PlanTerms, ToPlan } from './plan.ts';
import { isApproval, planMoves } from './plan.ts';
import { lateSavedMs } from './plan-saves.ts';
import { routingDefaults as settings } from './routing.ts';
import type { Staffed } from './world.ts';

const staffed = (id: string, capacity: number, load: number, part: Partial<Person> = {}): Staffed => ({
  load,
  idleSince: 0,
  person: {
    id, role: 'callCentreAgent', team: 'call-centre', skills: {}, languages: ['en'], licences: [], capacity, availability: 'available',
    availabilitySince: 0, version: 1, ...part,
  },
});
const work = (id: string, part: Partial<Task> = {}, doneBy: Case['doneBy'] = undefined): ToPlan => {
  const task: Task = {
    id, case: `k-${id}`, journey: 'dispute', activity: 'review', team: 'call-centre', status: 'open', holder: { by: 'person', person: 'ben' },
    fence: 1, version: 3, madeAt: 0, touchedBy: ['ben'], ...part,
  };
  const row: Case = {
    id: task.case, journey: task.journey, journeyVersion: 1, party: { source: 's', key: id }, team: task.team, stage: 'Review', status: 'open',
    version: 1, openedAt: 0, lastProgressAt: 0, armed: true, clocks: [], promises: [], touchedBy: [], ...(doneBy ? { doneBy } : {}),
  };
  return { task, state: { case: row, tasks: [task] } };
};
const plan = (items: readonly ToPlan[], staff: readonly Staffed[], terms: Partial<PlanTerms> = {}): Plan =>
  planMoves(items, staff, { away: 'ben', now: 0, settings, ...terms });
const elsewhere = { team: 'back-office', role: 'backOffice' } as const;

describe('a plan', () => {
  it('gives what needs a licence only to who holds it, and tells whose hand in it keeps an approval from moving', () => {
    const staff = [staffed('dana', 5, 0, { licences: ['investment'] }), staffed('dev', 5, 0), staffed('chloe', 5, 0, { role: 'teamLead' }), staffed('elif', 5, 0, elsewhere)];
    const made = plan([work('t-1', { needs: { weight: 1, licence: 'investment' } }), work('t-2', { activity: 'approve-payment', touchedBy: ['dev', 'dana'] })], staff);
    expect(made.moves).toEqual([
      { task: 't-1', version: 3, to: 'dana', because: 'only_eligible', alternatives: [] },
      { task: 't-2', version: 3, cannot: 'separation', detail: { person: 'dana' }, alternatives: ['chloe', 'elif'] },
    ]);
    expect(made.load['dana']).toEqual({ before: 0, after: 1, capacity: 5 });
  });

  it('takes what the lead has picked first, also in another team, and refuses a pick that the rules refuse', () => {
    const staff = [staffed('dana', 2, 0), staffed('dev', 9, 0), staffed('elif', 3, 2, elsewhere)];
    const approval = work('t-3', { fourEyes: true, activity: 'approve' }, { prepare: ['dev'] });
    const made = plan([work('t-1'), work('t-2'), approval], staff, { picks: { 't-1': 'elif', 't-2': 'elif', 't-3': 'dev' } });
    expect(made.moves.map(({ to, because, cannot }) => ({ to, because, cannot }))).toEqual([
      { to: 'elif', because: 'picked' }, { cannot: 'capacity' }, { cannot: 'separation' },
    ]);
    expect(made.moves[1]?.alternatives).toEqual(['dana', 'dev']);
    expect(made.load['elif']).toEqual({ before: 2, after: 3, capacity: 3 });
  });

  it('gives nothing to AI colleagues, auditors or the one who is away', () => {
    const staff = [staffed('otto', 40, 0, { role: 'aiColleague' }), staffed('gwen', 40, 0, { role: 'auditor' }), staffed('ben', 40, 1)];
    expect(plan([work('t-1')], staff).moves).toEqual([{ task: 't-1', version: 3, cannot: 'absent', alternatives: [] }]);
  });

  it('brings nobody over capacity, and gives nothing to who is away, unlicensed or conflicted, in 5,000 random teams', () => {
    const names = ['p-0', 'p-1', 'p-2', 'p-3', 'p-4', 'p-5'];
    const some = fc.subarray(names);
    const people = fc.array(
      fc.record({ capacity: fc.nat(6), load: fc.nat(6), availability: fc.constantFrom('available', 'available', 'busy', 'off'), absentFor: fc.constantFrom(0, 0, 50), licences: fc.subarray(['advice', 'approval']), role: fc.constantFrom('callCentreAgent', 'teamLead', 'aiColleague', 'backOffice') }),
      { maxLength: 6 },
    );
    const tasks = fc.array(
      fc.record({
        weight: fc.integer({ min: 1, max: 4 }), licence: fc.constantFrom(undefined, 'advice', 'approval'), isParked: fc.boolean(), touched: some, prepared: some,
        kind: fc.constantFrom('review', 'approve', 'sign'), owner: fc.constantFrom('ben', 'ben', 'p-0', 'p-1', undefined), pick: fc.constantFrom(undefined, undefined, ...names, 'ben', 'nobody'),
      }),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(people, tasks, (drawn, work_) => {
        const staff = drawn.map(({ capacity, load, availability, absentFor, licences, role }, i) =>
          staffed(names[i] ?? '', capacity, load, { availability, licences, role, ...(absentFor > 0 ? { absence: { from: 0, until: absentFor, because: 'ill', by: 'chloe' } } : {}) } as Partial<Person>));
        const items = work_.map(({ weight, licence, isParked, touched, prepared, kind, owner }, i) =>
          work(`t-${String(i)}`, {
            needs: { weight, ...(licence === undefined ? {} : { licence }) }, status: isParked ? 'parked' : 'open', touchedBy: touched, activity: kind,
            holder: owner === undefined ? { by: 'queue' } : { by: 'person', person: owner }, ...(kind === 'sign' ? { fourEyes: true } : {}),
          } as Partial<Task>, { prepare: prepared }));
        const picks = Object.fromEntries(work_.flatMap(({ pick }, i) => (pick === undefined ? [] : [[`t-${String(i)}`, pick]])));
        const made = plan(items, [...staff, staffed('ben', 99, 0)], { now: 10, picks });
        const byId = new Map(staff.map((one) => [one.person.id, one.person]));
        const isAllowed = (item: ToPlan, to: string): boolean => {
          const person = byId.get(to);
          const { task, state } = item;
          if (!person || person.role === 'aiColleague' || person.availability !== 'available' || person.absence) return false;
          if (task.needs?.licence !== undefined && !person.licences.includes(task.needs.licence)) return false;
          if (task.holder?.by === 'person' && task.holder.person === to) return false;
          return !isApproval(task) || !separatedFrom({ ...task, fourEyes: true }, state).has(to);
        };
        expect(made.moves.map(({ task }) => task)).toEqual(items.map(({ task }) => task.id));
        for (const [i, move] of made.moves.entries()) {
          const item = items[i] as ToPlan;
          expect((move.to === undefined) !== (move.cannot === undefined)).toBe(true);
          for (const to of [...(move.to === undefined ? [] : [move.to]), ...move.alternatives]) expect(isAllowed(item, to)).toBe(true);
          const pick = picks[item.task.id];
          if (pick !== undefined && move.to !== undefined) expect(move.to).toBe(pick);
        }
        for (const [id, { before, after, capacity }] of Object.entries(made.load)) if (id !== 'ben') expect(after <= before || after <= capacity).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('what a plan saves', () => {
  const clock = (dueAt: number, pausedSince?: number) => ({ id: 'c', startedAt: 0, goalAt: 0, dueAt, regulatory: false, ...(pausedSince === undefined ? {} : { pausedSince }) });
  it('is the time for which due work would have lain until its owner is back', () => {
    const { task } = work('t-1', { clocks: [clock(150), clock(50), clock(120, 10), clock(500)], promiseDueAt: 180 });
    // Due at 150: 50 late; due at 50: late anyhow, 100 from now on; paused: nothing; after the return: nothing; the promise: 20.
    expect(lateSavedMs([{ task, backAt: 200 }], 100)).toBe(170);
  });
});
