import type { Queryable } from '../queryable.ts';
import type { StateRow } from '../tables/cases.ts';

/** Open cases of a journey whose timers are computed but not armed. */
export async function unarmedCases(db: Queryable, journey: string): Promise<{ id: string; version: number }[]> {
  const { rows } = await db.query<{ id: string; version: number }>({
    text: `select id, version from cases where journey = $1 and not armed and status = 'open' order by id`,
    values: [journey],
  });
  return rows;
}

/** Cases as they are, without a lock. */
export async function readCaseStates(db: Queryable, ids: readonly string[]): Promise<StateRow[]> {
  const { rows } = await db.query<{ id: string; state: string }>({
    name: 'cases-read',
    text: 'select id, state from cases where id = any($1::text[]) order by id',
    values: [ids],
  });
  return rows;
}
