import { expect, test } from 'vitest';
import type { Person, Role } from '../model/person.ts';
import { roles } from '../model/person.ts';
import type { Watched } from './may-watch.ts';
import { mayWatch } from './may-watch.ts';

const someone = (role: Role): Person => ({
  id: 'ana', role, team: 'north', branch: 'hamburg', skills: {}, languages: [], licences: [], capacity: 1, availability: 'available', availabilitySince: 0, version: 1,
});
const anyCase = { kind: 'case', team: 'south', branch: 'berlin', isIdentified: true, people: [], teams: [] } as const;
const scopes: Readonly<Record<string, Watched>> = {
  'own me': { kind: 'me', person: 'ana' },
  'another me': { kind: 'me', person: 'ben' },
  'own queue': { kind: 'queue', team: 'north', branch: 'hamburg' },
  'queue of the branch': { kind: 'queue', team: 'cash', branch: 'hamburg' },
  'queue elsewhere': { kind: 'queue', team: 'south', branch: 'berlin' },
  'team elsewhere': { kind: 'team', team: 'south', branch: 'berlin' },
  'case of the team': { ...anyCase, team: 'north', isIdentified: false },
  'case of the branch': { ...anyCase, branch: 'hamburg' },
  'case elsewhere': anyCase,
  'case elsewhere, not identified': { ...anyCase, isIdentified: false },
  'case elsewhere with a task of theirs': { ...anyCase, isIdentified: false, people: ['ana'] },
  'case elsewhere with a task of the team': { ...anyCase, isIdentified: false, teams: ['north'] },
  customer: { kind: 'customer', branch: 'berlin' },
};

/** Whom each role may hear of; every other pair of the table is refused. */
const allowed: Readonly<Record<Role, readonly string[]>> = {
  branchEmployee: ['own me', 'own queue', 'queue of the branch', 'case of the team', 'case of the branch', 'case elsewhere with a task of theirs', 'case elsewhere with a task of the team', 'customer'],
  callCentreAgent: ['own me', 'own queue', 'case of the team', 'case of the branch', 'case elsewhere', 'case elsewhere with a task of theirs', 'case elsewhere with a task of the team', 'customer'],
  backOffice: ['own me', 'own queue', 'case of the team', 'case of the branch', 'case elsewhere', 'case elsewhere with a task of theirs', 'case elsewhere with a task of the team', 'customer'],
  teamLead: Object.keys(scopes).filter((name) => name !== 'another me'),
  secondLine: Object.keys(scopes).filter((name) => name !== 'another me'),
  auditor: Object.keys(scopes).filter((name) => name !== 'another me'),
  administrator: ['own me', 'team elsewhere'],
  aiColleague: ['own me', 'own queue', 'case elsewhere with a task of theirs'],
  observed: ['own me'],
};

test.each(roles.map((role) => [role]))('%s may watch what the table says, and nothing else', (role) => {
  expect(Object.keys(scopes).filter((name) => mayWatch(someone(role), scopes[name] as Watched))).toEqual(allowed[role]);
});
