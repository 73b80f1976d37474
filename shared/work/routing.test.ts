import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { route, routingDefaults } from './routing.ts';
import type { Routed, RoutingPerson, RoutingTask } from './routing.ts';

const now = 1_000_000;
const second = 1000;
const ana: RoutingPerson = {
  id: 'ana', role: 'backOffice', team: 'loans', skills: { credit: 3 }, languages: ['de'], licences: ['advice'],
  capacity: 10, load: 4, availability: 'available', idleSince: 100,
};
const ben: RoutingPerson = { ...ana, id: 'ben' };
const task: RoutingTask = {
  needs: { weight: 2, roles: ['backOffice'], skills: { credit: 2 }, language: 'de', licence: 'advice' }, madeAt: now - 60 * second, touchedBy: [],
};
const find = (people: RoutingPerson[], change: Partial<RoutingTask> = {}, at = now): Routed => route({ ...task, ...change }, people, at, routingDefaults);
const factors = ({ candidates }: Routed): Record<string, string> => Object.fromEntries(candidates.map(({ person, factor }) => [person, factor]));

describe('routing', () => {
  it.each<[string, Partial<RoutingPerson>, Partial<RoutingTask>]>([
    ['role', { role: 'callCentreAgent', licences: [] }, {}],
    ['role', { observed: true }, {}],
    ['licence', { licences: [], languages: [] }, {}],
    ['language', { languages: ['fr'], skills: {} }, {}],
    ['skill', { skills: { credit: 1 }, availability: 'off' }, {}],
    ['absent', { availability: 'wrapUp', load: 10 }, {}],
    ['absent', { absentUntil: now + 1 }, {}],
    ['absent', { absentFrom: now }, {}],
    ['capacity', { load: 9 }, { fourEyes: true, touchedBy: ['ben'] }],
    ['separation', {}, { fourEyes: true, touchedBy: ['ben'], declined: [{ person: 'ben', at: now }] }],
    ['declined', {}, { declined: [{ person: 'ben', at: now - 119 * second }] }],
  ])('drops by %s first: %o', (factor, person, change) => {
    const routed = find([ana, { ...ben, ...person }], change);
    expect([routed.to, routed.because.code, factors(routed)]).toEqual(['ana', 'only_eligible', { ana: 'chosen', ben: factor }]);
  });

  it.each<[string, Partial<RoutingPerson>]>([
    ['has exactly the capacity', { load: 8 }],
    ['is back from an absence', { absentFrom: 0, absentUntil: now }],
    ['will be absent later', { absentFrom: now + 1, absentUntil: now + 9 }],
  ])('takes somebody who %s', (_title, person) => {
    expect(find([{ ...ana, ...person }]).to).toBe('ana');
  });

  it('lets one who touched the task take it where no second pair of eyes is asked for', () => {
    expect(find([ana], { touchedBy: ['ana'] }).to).toBe('ana');
  });

  it.each<[string, Partial<RoutingPerson>, Partial<RoutingTask>]>([
    ['affinity', { load: 8 }, { affinity: 'ben' }],
    ['load', { load: 3, idleSince: 900 }, {}],
    ['idle', { idleSince: 99 }, {}],
  ])('prefers by %s', (factor, person, change) => {
    const routed = find([ana, { ...ben, ...person }], change);
    expect([routed.to, routed.because.code, factors(routed)]).toEqual(['ben', factor, { ana: factor, ben: 'chosen' }]);
  });

  it('takes the lower id of equals, and shows the load of everybody it weighed', () => {
    expect(find([ben, ana])).toEqual({
      to: 'ana', because: { code: 'id' },
      candidates: [
        { person: 'ana', factor: 'chosen', detail: { load: 4, idleSince: 100 } },
        { person: 'ben', factor: 'id', detail: { load: 4, idleSince: 100 } },
      ],
    });
  });

  it('says so where the colleague who served the customer last cannot take it', () => {
    expect(find([ana, { ...ben, load: 10 }], { affinity: 'ben' }).because).toEqual({ code: 'only_eligible', params: { insteadOf: 'ben' } });
  });

  it('relaxes a skill after the configured wait, and says when it will', () => {
    const novice = { ...ana, skills: {} };
    const needs = { ...task.needs, relaxAfterMs: 90 * second };
    expect(find([novice], { needs })).toMatchObject({ to: null, retryAt: now + 30 * second });
    expect(find([novice], { needs }, now + 30 * second)).toMatchObject({ to: 'ana', because: { params: { skillsRelaxed: true } } });
    expect(find([novice], {}, now + 1e9)).toEqual({
      to: null, because: { code: 'nobody', params: { factor: 'skill' } },
      candidates: [{ person: 'ana', factor: 'skill', detail: { skill: 'credit', level: 2 } }],
    });
  });

  it('takes no skill from the prototype of an object', () => {
    expect(find([ana], { needs: { weight: 1, skills: { constructor: 0 } } }).to).toBeNull();
  });

  it('asks the only eligible person again after the cool-down, and the lead at twice the timer', () => {
    const declined = [{ person: 'ana', at: now }];
    expect(find([ana], { declined })).toMatchObject({ to: null, retryAt: now + 120 * second });
    expect(find([ana], { declined }, now + 120 * second)).toMatchObject({ to: 'ana' });
    const again = [...declined, { person: 'ana', at: now + 130 * second }];
    expect(find([ana], { declined: again }, now + 130 * second)).toMatchObject({ to: null, retryAt: now + 240 * second });
    expect(find([ana], { declined: again }, now + 130 * second)).not.toHaveProperty('alertLead');
    expect(find([ana], { declined: again }, now + 240 * second)).toMatchObject({ to: null, alertLead: true, retryAt: now + 250 * second });
  });

  it('waits for the end of an absence, and for nothing where there is nobody', () => {
    expect(find([{ ...ana, absentUntil: now + 5 }])).toMatchObject({ to: null, retryAt: now + 5 });
    expect(find([])).toEqual({ to: null, because: { code: 'nobody' }, candidates: [] });
  });
});

const anyPerson: fc.Arbitrary<RoutingPerson> = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  role: fc.constantFrom('backOffice', 'teamLead', 'observed'), team: fc.constant('t'),
  skills: fc.dictionary(fc.constantFrom('credit', 'fraud'), fc.integer({ min: 1, max: 3 })),
  languages: fc.subarray(['de', 'fr']), licences: fc.subarray(['advice']),
  capacity: fc.integer({ min: 0, max: 6 }), load: fc.integer({ min: 0, max: 6 }),
  availability: fc.constantFrom('available', 'available', 'available', 'busy', 'off'),
  absentUntil: fc.integer({ min: now - 5, max: now + 5 }), idleSince: fc.integer({ min: 0, max: 2 }),
}, { requiredKeys: ['id', 'role', 'team', 'skills', 'languages', 'licences', 'capacity', 'load', 'availability', 'idleSince'] });
const anyTask: fc.Arbitrary<RoutingTask> = fc.record({
  needs: fc.record({
    weight: fc.integer({ min: 0, max: 3 }), roles: fc.constant(['backOffice']), skills: fc.constant({ credit: 2 }),
    language: fc.constantFrom('de', 'fr'), licence: fc.constant('advice'), relaxAfterMs: fc.integer({ min: 0, max: 200 }),
  }, { requiredKeys: ['weight'] }),
  madeAt: fc.integer({ min: now - 100, max: now }), touchedBy: fc.subarray(['a', 'b', 'c']), fourEyes: fc.boolean(),
  affinity: fc.constantFrom('a', 'd'),
  declined: fc.array(fc.record({ person: fc.constantFrom('a', 'b', 'e'), at: fc.integer({ min: now - 200 * second, max: now }) }), { maxLength: 3 }),
}, { requiredKeys: ['needs', 'madeAt', 'touchedBy'] });
const anyPeople = fc.uniqueArray(anyPerson, { selector: ({ id }) => id });

/** Written apart from the router: may this person be offered this task now? */
function mayTake(task: RoutingTask, person: RoutingPerson, at: number): boolean {
  const { needs } = task;
  const isRelaxed = needs.relaxAfterMs !== undefined && at >= task.madeAt + needs.relaxAfterMs;
  return person.role !== 'observed'
    && (needs.roles === undefined || needs.roles.includes(person.role))
    && (needs.licence === undefined || person.licences.includes(needs.licence))
    && (needs.language === undefined || person.languages.includes(needs.language))
    && (isRelaxed || Object.entries(needs.skills ?? {}).every(([skill, level]) => (person.skills[skill] ?? 0) >= level))
    && person.availability === 'available' && !(person.absentUntil !== undefined && person.absentUntil > at)
    && person.capacity - person.load >= needs.weight
    && !(task.fourEyes === true && task.touchedBy.includes(person.id))
    && !(task.declined ?? []).some((no) => no.person === person.id && at - no.at < routingDefaults.coolDownMs);
}

describe('routing, whoever works and whatever waits', () => {
  it('leaves no task waiting while an eligible person has capacity, and gives it to no other', () => {
    fc.assert(fc.property(anyTask, anyPeople, (any, people) => {
      const able = people.filter((person) => mayTake(any, person, now)).map(({ id }) => id);
      const { to, candidates } = route(any, people, now, routingDefaults);
      expect(to === null ? able : able.filter((id) => id === to)).toHaveLength(to === null ? 0 : 1);
      expect(candidates.map(({ person }) => person)).toEqual(people.map(({ id }) => id).sort());
      expect(candidates.filter(({ factor }) => ['affinity', 'load', 'idle', 'id', 'chosen'].includes(factor)).map(({ person }) => person)).toEqual(able.sort());
    }), { numRuns: 500 });
  });

  it('never relaxes a licence', () => {
    fc.assert(fc.property(anyTask, anyPeople, fc.nat(1e9), (any, people, wait) => {
      const { to } = route({ ...any, needs: { ...any.needs, licence: 'advice' } }, people, now + wait, routingDefaults);
      if (to !== null) expect(people.find(({ id }) => id === to)?.licences).toContain('advice');
    }));
  });

  it('decides the same in whatever order people come', () => {
    fc.assert(fc.property(anyTask, anyPeople, (any, people) => {
      const routed = route(any, people, now, routingDefaults);
      expect(route(any, [...people].reverse(), now, routingDefaults)).toEqual(routed);
    }));
  });

  it('finds nobody before the time at which it says to try again', () => {
    fc.assert(fc.property(anyTask, anyPeople, (any, people) => {
      const { to, retryAt } = route(any, people, now, routingDefaults);
      if (to !== null) return;
      if (retryAt !== undefined) expect(retryAt).toBeGreaterThan(now);
      expect(people.some((person) => mayTake(any, person, (retryAt ?? now + 1e9) - 1))).toBe(false);
    }), { numRuns: 500 });
  });
});
