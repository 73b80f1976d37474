import type { Timer } from '../../../shared/work/timers.ts';
import type { Queryable } from '../queryable.ts';

export async function insertTimers(db: Queryable, timers: readonly Timer[]): Promise<void> {
  await db.query({
    name: 'timers-insert',
    text: `insert into timers (id, due_at, kind, case_id, body)
      select r->>'id', (r->>'dueAt')::bigint, r->>'kind', r->>'case', r->>'body' from jsonb_array_elements($1::jsonb) as r
      on conflict (id) do update set due_at = excluded.due_at, body = excluded.body`,
    values: [JSON.stringify(timers.map((timer) => ({ ...timer, body: JSON.stringify(timer.body) })))],
  });
}

/** Deletes timers of locked cases and returns the ids that were there: a due timer whose row is gone has fired already. */
export async function deleteTimers(db: Queryable, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>({
    name: 'timers-delete',
    text: 'delete from timers where id = any($1::text[]) returning id',
    values: [ids],
  });
  return new Set(rows.map((row) => row.id));
}

export interface DueTimer {
  readonly id: string;
  readonly dueAt: number;
  readonly kind: string;
  readonly case: string;
  readonly body: string;
  /** Tells when it was set: one that fired and was set again, for the same moment, is another. */
  readonly armed: string;
}

/** Due timers, oldest first, behind the last one that was read. */
export async function dueTimers(db: Queryable, now: number, limit: number): Promise<DueTimer[]> {
  const { rows } = await db.query<DueTimer & Record<string, unknown>>({
    name: 'timers-due',
    text: 'select id, due_at as "dueAt", kind, case_id as "case", body, xmin::text as armed from timers where due_at <= $1 order by due_at, id limit $2',
    values: [now, limit],
  });
  return rows;
}
