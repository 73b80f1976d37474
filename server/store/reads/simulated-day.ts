import type { Queryable } from '../queryable.ts';

/** What a simulated day looks at from outside: what is still to be done at the moment, what is due next, what has changed. */

/** Waits of the job queue that end by the simulated clock are written this far ahead of it, where no real clock comes. */
export const farAheadMs = 100 * 365 * 86_400_000;

export interface Unrest {
  /** Timers due by now. */
  readonly timers: number;
  /** Jobs in hand, or that could be taken. */
  readonly jobs: number;
  readonly seq: number;
}

/** What is left to do at the moment `now` of the simulated clock. */
export async function readUnrest(db: Queryable, now: number): Promise<Unrest> {
  const { rows } = await db.query<{ timers: number; jobs: number; seq: number }>({
    name: 'day-unrest',
    text: `select (select count(*)::integer from timers where due_at <= $1) as timers,
      (select count(*)::integer from pgboss.job where state = 'active' or (state in ('created', 'retry') and start_after < now() + interval '1 year')) as jobs,
      (select seq from head) as seq`,
    values: [now],
  });
  return rows[0] ?? { timers: 0, jobs: 0, seq: 0 };
}

/**
 * From now on new jobs wait until they are released: those that are asked for in the same moment are then taken in one order, however
 * the batches fell that asked for them. Only for a database of the day's own.
 */
export async function parkNewJobs(db: Queryable): Promise<void> {
  await db.query({
    text: `create or replace function pgboss.park_new() returns trigger language plpgsql as $$ begin
      if new.start_after < now() + interval '1 year' then new.start_after := to_timestamp(${String(farAheadMs / 1000)}); end if;
      return new;
    end $$`,
  });
  await db.query({ text: 'create or replace trigger park_new before insert on pgboss.job for each row execute function pgboss.park_new()' });
}

/** Lets the queue have the jobs whose wait is over at `now`, in the order of their ids, whenever they were put there. Returns how many these are. */
export async function releaseJobs(db: Queryable, now: number): Promise<number> {
  const { rowCount } = await db.query({
    name: 'day-release',
    text: `update pgboss.job set start_after = now() - interval '1 second', created_on = to_timestamp(('x' || left(id::text, 7))::bit(28)::integer)
      where state in ('created', 'retry') and start_after > now() + interval '1 year' and start_after <= to_timestamp($1::double precision / 1000)`,
    values: [now + farAheadMs],
  });
  return rowCount ?? 0;
}

/** When the next timer and the next job are due by the simulated clock; undefined where there is none. */
export async function readNextDue(db: Queryable): Promise<{ timer: number | undefined; job: number | undefined }> {
  const { rows } = await db.query<{ timer: number | null; job: number | null }>({
    name: 'day-next',
    text: `select (select min(due_at) from timers) as timer,
      (select extract(epoch from min(start_after)) * 1000 - $1::double precision from pgboss.job
        where state in ('created', 'retry') and start_after > now() + interval '1 year')::double precision as job`,
    values: [farAheadMs],
  });
  return { timer: rows[0]?.timer ?? undefined, job: rows[0]?.job ?? undefined };
}

export interface ChangedCase {
  readonly id: string;
  readonly state: string;
  /** Its open tasks, as JSON texts. */
  readonly tasks: readonly string[];
}

/** Cases of which the log says something after `seq`, as they are now. */
export async function readChangedCases(db: Queryable, seq: number): Promise<ChangedCase[]> {
  const { rows } = await db.query<{ id: string; state: string; tasks: string[] }>({
    name: 'day-changed',
    text: `select c.id, c.state, array(select t.state from tasks t where t.case_id = c.id and t.status in ('open', 'parked') order by t.id) as tasks
      from cases c where c.id in (select case_id from log where seq > $1 and case_id is not null) order by c.id`,
    values: [seq],
  });
  return rows;
}

/** One open task as it is now, as JSON text. */
export async function readTaskState(db: Queryable, task: string): Promise<string | undefined> {
  const { rows } = await db.query<{ state: string }>({ name: 'day-task', text: 'select state from tasks where id = $1', values: [task] });
  return rows[0]?.state;
}

/** Every case with its open tasks. */
export async function readAllCases(db: Queryable): Promise<ChangedCase[]> {
  const { rows } = await db.query<{ id: string; state: string; tasks: string[] }>({
    text: `select c.id, c.state, array(select t.state from tasks t where t.case_id = c.id and t.status in ('open', 'parked') order by t.id) as tasks from cases c order by c.id`,
  });
  return rows;
}

/** How many entries of each kind, refusals with their code. */
export async function readEntryCounts(db: Queryable): Promise<{ kind: string; code: string | null; count: number }[]> {
  const { rows } = await db.query<{ kind: string; code: string | null; count: number }>({
    text: `select kind, case when kind in ('refused', 'exception:raised', 'event:recorded', 'effect:failed') then coalesce(body::jsonb->>'code', body::jsonb->>'irregular') end as code, count(*)::integer as count
      from log group by 1, 2 order by 1, 2`,
  });
  return rows;
}

/** Cases of which an effect is unknown: it may have been applied, and is not sent again by itself. */
export async function readUnknownEffects(db: Queryable): Promise<{ case: string; connector: string }[]> {
  const { rows } = await db.query<{ case: string; connector: string }>({
    text: `select case_id as "case", body::jsonb->>'connector' as connector from log where kind = 'effect:failed' and body::jsonb->>'code' = 'effect_unknown' and case_id is not null order by seq`,
  });
  return rows;
}

/** When the next timer is due; undefined where there is none. */
export async function readNextTimer(db: Queryable): Promise<number | undefined> {
  const { rows } = await db.query<{ due: number | null }>({ name: 'day-next-timer', text: 'select min(due_at) as due from timers' });
  return rows[0]?.due ?? undefined;
}
