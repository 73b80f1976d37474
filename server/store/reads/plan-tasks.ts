import type { Queryable } from '../queryable.ts';

/** Open tasks by id, in the order of the ids. */
export async function readTaskStates(db: Queryable, ids: readonly string[]): Promise<{ id: string; state: string }[]> {
  const { rows } = await db.query<{ id: string; state: string }>({
    name: 'plan-tasks',
    text: `select id, state from tasks where id = any($1::text[]) and status in ('open', 'parked') order by array_position($1::text[], id)`,
    values: [ids],
  });
  return rows;
}

/** The first open tasks that a person owns, oldest first. */
export async function readOwnedStates(db: Queryable, person: string, limit: number): Promise<{ id: string; state: string }[]> {
  const { rows } = await db.query<{ id: string; state: string }>({
    name: 'plan-owned',
    text: `select id, state from tasks where owner = $1 and status in ('open', 'parked') order by made_at, id limit $2`,
    values: [person, limit],
  });
  return rows;
}
