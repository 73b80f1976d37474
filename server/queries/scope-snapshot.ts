import { must } from '../../shared/assert.ts';
import type { Db } from '../store/db.ts';
import type { RowsWanted } from '../store/reads/scope-rows.ts';
import { readScopeSnapshot } from '../store/reads/scope-rows.ts';
import { readPosition } from '../store/reads/tail.ts';
import type { ProjectedRow } from './project.ts';
import { projectAll } from './project-all.ts';

export interface ScopeSnapshot {
  readonly logId: string;
  /** The log up to here is in the rows, and nothing later. */
  readonly seq: number;
  /** By scope. */
  readonly rows: ReadonlyMap<string, readonly ProjectedRow[]>;
}

/** The rows of scopes (`me` by its full name, `me:ana`) in one repeatable-read transaction, with the seq it saw. */
export async function readScopes(db: Db, scopes: readonly string[]): Promise<ScopeSnapshot> {
  return db.transaction(async (client) => {
    const { logId, seq } = await readPosition(client);
    const found = await readScopeSnapshot(client, wantedOf(scopes));
    // Whose load is asked is known only once the people of the teams are.
    const people = found.people.map(({ id }) => id);
    const { loads } = await readScopeSnapshot(client, { loads: people });
    const rows = new Map<string, ProjectedRow[]>(scopes.map((scope) => [scope, []]));
    for (const row of projectAll({ ...found, loads }, idsOf(scopes, 'team')))
      for (const home of new Set(row.homes)) rows.get(home)?.push(row);
    return { logId, seq, rows };
  }, 'repeatable read, read only');
}

const idsOf = (scopes: readonly string[], kind: string): string[] =>
  scopes.filter((scope) => scope.startsWith(`${kind}:`)).map((scope) => scope.slice(kind.length + 1));

function wantedOf(scopes: readonly string[]): RowsWanted {
  const [queues, cases, customers, teams, people] = ['queue', 'case', 'customer', 'team', 'me'].map((kind) => idsOf(scopes, kind));
  return {
    tasksOfTeams: must(queues, 'queues'),
    tasksOfCases: must(cases, 'cases'),
    tasksOfOwners: must(people, 'people'),
    tasksOffered: scopes.filter((scope) => scope.startsWith('me:') || scope.startsWith('queue:')),
    cases: must(cases, 'cases'),
    casesOfCustomers: must(customers, 'customers'),
    customers: must(customers, 'customers'),
    people: must(people, 'people'),
    peopleOfTeams: must(teams, 'teams'),
    teams: must(teams, 'teams'),
    entriesOfCases: must(cases, 'cases'),
    draftsOfCases: must(cases, 'cases'),
    countsOfTeams: must(teams, 'teams'),
  };
}
