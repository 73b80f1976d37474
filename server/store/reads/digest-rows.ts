import type { Queryable } from '../queryable.ts';

/** Stalled tasks of teams, and open tasks of people. */
export async function readDigestTasks(db: Queryable, teams: readonly string[], people: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ state: string }>({
    name: 'digest-tasks',
    text: `select state from tasks where team = any($1::text[]) and status = 'open' and stalled
      union select state from tasks where owner = any($2::text[]) and owner is not null and status in ('open', 'parked')`,
    values: [teams, people],
  });
  return rows.map(({ state }) => state);
}

/** Open cases of teams that have promises or clocks of the law. */
export async function readDigestCases(db: Queryable, teams: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ state: string }>({
    name: 'digest-cases',
    text: `select state from cases where team = any($1::text[]) and status = 'open'
      and (strpos(state, '"promises":[{') > 0 or strpos(state, '"kind":"regulatory"') > 0)`,
    values: [teams],
  });
  return rows.map(({ state }) => state);
}

/** Cases of teams, open or closed, at which something failed that waits for a person; their ids. */
export async function readFailedCases(db: Queryable, teams: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'digest-failed', text: `select id from cases where team = any($1::text[]) and strpos(state, '"exceptions":[{') > 0 order by id`, values: [teams],
  });
  return rows.map(({ id }) => id);
}

/** Which of these cases stand in the teams. */
export async function casesOfTeams(db: Queryable, cases: readonly string[], teams: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>({
    name: 'digest-cases-of', text: 'select id from cases where id = any($1::text[]) and team = any($2::text[])', values: [cases, teams],
  });
  return new Set(rows.map(({ id }) => id));
}
