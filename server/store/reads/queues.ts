import type { Queryable } from '../queryable.ts';
import type { PageRead } from './lists.ts';

export interface QueueRead {
  readonly id: string;
  readonly state: string;
  readonly waiting: number;
  readonly oldestAt: number | null;
  readonly held: number;
  readonly parked: number;
}

/** Teams by id with the counts of their open tasks. */
export async function listQueues(
  db: Queryable, filter: { readonly branch?: string; readonly id?: string }, page: PageRead,
): Promise<QueueRead[]> {
  const { rows } = await db.query<QueueRead & Record<string, unknown>>({
    text: `select t.id, t.state,
        coalesce(q.waiting, 0)::integer as waiting, q.oldest as "oldestAt", coalesce(q.held, 0)::integer as held, coalesce(q.parked, 0)::integer as parked
      from teams t left join lateral (
        select count(*) filter (where status = 'open' and holder = 'queue') as waiting,
          min(made_at) filter (where status = 'open' and holder = 'queue') as oldest,
          count(*) filter (where status = 'open' and holder <> 'queue') as held,
          count(*) filter (where status = 'parked') as parked
        from tasks where team = t.id and status in ('open', 'parked')) q on true
      where ($1::text is null or t.id = $1) and ($2::text is null or t.state::jsonb->>'branch' = $2) and t.id > $3
      order by t.id limit $4`,
    values: [filter.id ?? null, filter.branch ?? null, page.after?.[1] ?? '', page.limit],
  });
  return rows;
}

/** Open tasks that nobody holds, by team. */
export async function countWaiting(db: Queryable): Promise<Map<string, number>> {
  const { rows } = await db.query<{ team: string; waiting: number }>({
    name: 'count-waiting',
    text: `select team, count(*)::integer as waiting from tasks where status = 'open' and holder = 'queue' group by team`,
  });
  return new Map(rows.map(({ team, waiting }) => [team, waiting]));
}

export interface Counts {
  readonly casesOpen: number;
  readonly people: number;
  readonly customers: number;
  readonly held: number;
  readonly teams: readonly { readonly team: string; readonly open: number; readonly held: number }[];
}

/** What the status page counts; from indexes only. */
export async function countAll(db: Queryable): Promise<Counts> {
  const teams = await db.query<{ team: string; open: number; held: number }>({
    name: 'count-tasks',
    text: `select team, count(*)::integer as open, count(*) filter (where holder <> 'queue')::integer as held
      from tasks where status in ('open', 'parked') group by team order by open desc, team`,
  });
  const { rows } = await db.query<{ casesOpen: number; people: number; customers: number; held: number }>({
    name: 'count-rows',
    text: `select (select count(*) from cases where status = 'open')::integer as "casesOpen",
      (select count(*) from people where state not like '%"role":"observed"%')::integer as people,
      (select count(*) from customers)::integer as customers, (select count(*) from held_input)::integer as held`,
  });
  const [counts] = rows;
  return { ...(counts ?? { casesOpen: 0, people: 0, customers: 0, held: 0 }), teams: teams.rows };
}
