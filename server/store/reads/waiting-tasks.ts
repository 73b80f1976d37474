import type { Queryable } from '../queryable.ts';

/** A team's free tasks, oldest first. */
export async function readWaiting(db: Queryable, team: string, limit: number): Promise<{ id: string; state: string }[]> {
  const { rows } = await db.query<{ id: string; state: string }>({
    name: 'waiting-tasks',
    text: `select id, state from tasks where team = $1 and status = 'open' and holder = 'queue' order by made_at, id limit $2`,
    values: [team, limit],
  });
  return rows;
}

/** A team's free tasks that are offered to nobody, oldest first. */
export async function readUnoffered(db: Queryable, team: string, limit: number): Promise<{ id: string }[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'unoffered-tasks',
    text: `select id from tasks where team = $1 and status = 'open' and holder = 'queue' and position('"offer":' in state) = 0
      order by made_at, id limit $2`,
    values: [team, limit],
  });
  return rows;
}

/** The open tasks a person owns, oldest first. */
export async function readOwned(db: Queryable, person: string): Promise<{ id: string; team: string }[]> {
  const { rows } = await db.query<{ id: string; team: string }>({
    name: 'owned-tasks',
    text: `select id, team from tasks where owner = $1 and status in ('open', 'parked') order by made_at, id`,
    values: [person],
  });
  return rows;
}
