import type { DemoStaff, DirectoryRows } from '../../shared/contract/rest-team.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Staffed } from '../../shared/work/world.ts';
import type { Queryable } from '../store/queryable.ts';
import type { DirectoryName } from '../store/tables/directory.ts';
import { readNames } from '../store/tables/directory.ts';
import { readSubjects } from '../store/tables/subjects.ts';
import { loadOf } from '../store/tables/tasks.ts';

/** People as they are now: what is kept for rights knows their availability only as of the last change of rights. */
export async function readPeople(db: Queryable): Promise<Map<string, Person>> {
  return new Map((await readSubjects(db, 'people')).map(({ id, state }) => [id, JSON.parse(state) as Person]));
}

/** Everybody with the weight of their open work, as routing asks about them. */
export async function readStaffed(db: Queryable, people: Iterable<Person>): Promise<Staffed[]> {
  const staff = [...people].filter(({ role }) => role !== 'observed');
  const loads = await loadOf(db, staff.map(({ id }) => id));
  return staff.map((person) => ({ person, load: loads.get(person.id) ?? 0, idleSince: person.availabilitySince }));
}

const unnamed = (person: string): DirectoryName => ({ person, name: person, initials: person.slice(0, 1).toUpperCase() });

/** All staff by name. */
export async function listDirectory(db: Queryable, people: ReadonlyMap<string, Person>): Promise<DirectoryRows> {
  const names = await readNames(db);
  const rows = [...people.values()]
    .filter(({ role }) => role !== 'observed')
    .map(({ id, role, team }) => ({ ...(names.get(id) ?? unnamed(id)), role, team }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.person < b.person ? -1 : 1));
  return { rows };
}

/** Whom to sign in as: the named ones first, in their order, then the others by name. */
export async function listDemoStaff(db: Queryable, people: ReadonlyMap<string, Person>, first: readonly string[]): Promise<DemoStaff> {
  const { rows } = await listDirectory(db, people);
  const place = (id: string): number => (first.includes(id) ? first.indexOf(id) : first.length);
  return {
    rows: rows
      .map(({ person: id, name, initials, role, team }) => ({ id, name, initials, role, team, availability: people.get(id)?.availability ?? 'off' }))
      .sort((a, b) => place(a.id) - place(b.id)),
  };
}
