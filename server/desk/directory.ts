import type { Person } from '../../shared/model/person.ts';
import type { Team } from '../../shared/model/team.ts';
import { readSubjects } from '../store/tables/subjects.ts';
import type { Queryable } from '../store/queryable.ts';

/**
 * People and teams as of one rights version, for questions that need no lock: rights, and whose team is to hear. The head's
 * `rightsVersion` is compared at commit, so a decision on an older directory never commits.
 */
export class Directory {
  rightsVersion = -1;
  #newestAt = 0;
  readonly people = new Map<string, Person>();
  readonly teams = new Map<string, Team>();

  async reload(db: Queryable, rightsVersion: number): Promise<void> {
    // One after the other: both run on the batch's own connection.
    const people = await readSubjects(db, 'people');
    const teams = await readSubjects(db, 'teams');
    this.people.clear();
    this.teams.clear();
    for (const { id, state } of people) this.people.set(id, JSON.parse(state) as Person);
    for (const { id, state } of teams) this.teams.set(id, JSON.parse(state) as Team);
    this.rightsVersion = rightsVersion;
  }

  /** The time of a batch: never before that of an earlier batch of this node, whatever the system's clock does. */
  notBefore(at: number): number {
    this.#newestAt = Math.max(this.#newestAt, at);
    return this.#newestAt;
  }
}
