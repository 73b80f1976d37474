import type { EntryDraft, EntryKind } from '../../contract/entries.ts';
import type { Person } from '../../model/person.ts';
import { isOnDuty } from '../../model/person.ts';
import type { Refusal } from '../../model/refusal.ts';
import { refuse } from '../../model/refusal.ts';
import { can } from '../../policy/can.ts';
import type { Context, Needs, World } from '../world.ts';
import { done } from '../world.ts';
import type { Rules } from './rule.ts';
import { actorOf } from './rule.ts';

type Kind = 'person:setAvailability' | 'person:setAbsence' | 'person:return' | 'person:change';

/** The person meant, locked, if the actor may do this to them. */
function personOf(world: World, ctx: Context, action: Kind, id: string): Person | Refusal | Needs {
  const actor = actorOf(world, ctx);
  if ('ok' in actor) return actor;
  const person = world.person(id);
  if (person === undefined) return { needs: { people: [id] } };
  if (person === null || person.role === 'observed') return refuse('not_found', { person: id });
  const refused = can(actor, action, { owner: person.id, team: person.team, branch: person.branch });
  if (!refused || actor.role !== 'teamLead') return refused ?? person;
  // Who leads a team beside their own has it like their own.
  const team = world.team(person.team);
  if (team === undefined) return { needs: { teams: [person.team] } };
  return team?.lead === actor.id ? (can(actor, action, { owner: person.id, team: actor.team, branch: person.branch }) ?? person) : refused;
}

const onPerson = <K extends EntryKind>(person: Person, kind: K, body: EntryDraft<K>['body']): EntryDraft =>
  ({ kind, subject: `person:${person.id}`, body }) as EntryDraft;

/** A team keeps one lead on duty: asked under the team's lock, so that two cannot leave past each other (T15). */
function lastLead(world: World, person: Person, now: number): Refusal | Needs | undefined {
  if (person.role !== 'teamLead' || !isOnDuty(person, now)) return undefined;
  const staff = world.staffOf(person.team);
  if (staff === undefined) return { needs: { staffOf: [person.team] } };
  const others = staff.some(({ person: other }) => other.id !== person.id && other.role === 'teamLead' && isOnDuty(world.person(other.id) ?? other, now));
  return others ? undefined : refuse('last_on_duty', { person: person.id, team: person.team }, 'work.lastLead');
}

export const personRules: Rules<Kind> = {
  'person:setAvailability': {
    footprint: ({ person }) => ({ people: [person] }),
    decide: (world, { person: id, availability, because }, ctx) => {
      const person = personOf(world, ctx, 'person:setAvailability', id);
      if ('needs' in person || 'ok' in person) return person;
      const last = availability === 'off' ? lastLead(world, person, ctx.now) : undefined;
      return last ?? done(onPerson(person, 'person:availabilitySet', { availability, because }));
    },
  },
  'person:setAbsence': {
    footprint: ({ person }) => ({ people: [person] }),
    decide: (world, { person: id, until, because }, ctx) => {
      const person = personOf(world, ctx, 'person:setAbsence', id);
      if ('needs' in person || 'ok' in person) return person;
      if (until <= ctx.now) return refuse('absence_in_past', { person: id });
      const last = lastLead(world, person, ctx.now);
      return last ?? done(onPerson(person, 'person:absent', { from: ctx.now, until, because }));
    },
  },
  'person:return': {
    footprint: ({ person }) => ({ people: [person] }),
    decide: (world, { person: id }, ctx) => {
      const person = personOf(world, ctx, 'person:return', id);
      if ('needs' in person || 'ok' in person) return person;
      if (person.absence === undefined) return refuse('not_absent', { person: id });
      return done(onPerson(person, 'person:returned', { because: 'back' }));
    },
  },
  'person:change': {
    footprint: ({ person }) => ({ people: [person] }),
    decide: (world, command, ctx) => {
      const person = personOf(world, ctx, 'person:change', command.person);
      if ('needs' in person || 'ok' in person) return person;
      const { type: _, commandId: __, person: ___, ...body } = command;
      const leaves = (body.role !== undefined && body.role !== person.role) || (body.team !== undefined && body.team !== person.team);
      const last = leaves ? lastLead(world, person, ctx.now) : undefined;
      if (last) return last;
      return done(onPerson(person, 'person:changed', body));
    },
  },
};
