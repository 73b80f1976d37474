import type { Person } from '../../shared/model/person.ts';
import type { Team } from '../../shared/model/team.ts';
import type { Queryable } from '../store/queryable.ts';
import { readScopeRows } from '../store/reads/scope-rows.ts';
import { readSubjects } from '../store/tables/subjects.ts';

/** People and teams as this node's sockets are judged by, read anew when the log says that one changed. */
export class Staff {
  readonly people = new Map<string, Person>();
  readonly teams = new Map<string, Team>();

  async load(db: Queryable): Promise<void> {
    const [people, teams] = await Promise.all([readSubjects(db, 'people'), readSubjects(db, 'teams')]);
    this.#put(people, teams);
  }

  /** Reads subjects (`person:ana`, `team:north`) again. */
  async refresh(db: Queryable, subjects: readonly string[]): Promise<void> {
    const ids = (kind: string): string[] => subjects.filter((one) => one.startsWith(kind)).map((one) => one.slice(kind.length));
    const { people, teams } = await readScopeRows(db, { people: ids('person:'), teams: ids('team:') });
    this.#put(people, teams);
  }

  #put(people: readonly { id: string; state: string }[], teams: readonly { id: string; state: string }[]): void {
    for (const { id, state } of people) this.people.set(id, JSON.parse(state) as Person);
    for (const { id, state } of teams) this.teams.set(id, JSON.parse(state) as Team);
  }
}
