import type { Queryable } from '../queryable.ts';

/** Open cases of a journey whose timers are computed but not armed. */
export async function unarmedCases(db: Queryable, journey: string): Promise<{ id: string; version: number }[]> {
  const { rows } = await db.query<{ id: string; version: number }>({
    text: `select id, version from cases where journey = $1 and not armed and status = 'open' order by id`,
    values: [journey],
  });
  return rows;
}
