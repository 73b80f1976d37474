import type { Person, Role } from '../model/person.ts';
import type { Action, Relation } from './can.ts';
import { relations, relationTo, rights } from './can.ts';
import type { Watched } from './may-watch.ts';

/** People of one role in one relation to a scope see the same rows of it, with the same `mayClass`. */
export interface RightsClass {
  readonly key: string;
  readonly role: Role;
  readonly relation: Relation;
}

export function rightsClass(person: Person, watched: Watched): RightsClass {
  const relation = watched.kind === 'me' ? 'own' : relationTo(person, watched.kind === 'customer' ? { branch: watched.branch } : watched);
  return { key: `${person.role}/${relation}`, role: person.role, relation };
}

/** What rows of a kind are asked about; the rest of an action's name is the command's. */
const asked: Readonly<Record<string, RegExp>> = {
  task: /^(task|handOff):/,
  case: /^(case|note|promise|evidence|contact|clock):/,
  person: /^person:/,
};
const answers = new Map<string, Readonly<Record<string, true>>>();

/** What the class may do to rows of a kind in its scope. What is one's own is asked in the client, from the row and the own profile. */
export function mayClass({ key, role, relation }: RightsClass, kind: string): Readonly<Record<string, true>> {
  const known = answers.get(`${key} ${kind}`);
  if (known) return known;
  const may: Record<string, true> = {};
  for (const [action, reach] of Object.entries(rights[role]) as [Action, Relation][])
    if (asked[kind]?.test(action) === true && relations.indexOf(relation) <= relations.indexOf(reach)) may[action] = true;
  answers.set(`${key} ${kind}`, may);
  return may;
}
