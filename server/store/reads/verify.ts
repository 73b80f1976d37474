import type { Queryable } from '../queryable.ts';

export type RowTable = 'cases' | 'tasks' | 'people' | 'teams' | 'customers';

/** A row with all its columns under their names in the database. */
export type AnyRow = Readonly<Record<string, unknown>> & { readonly id: string; readonly state: string };

/** The rows with id > `after`, in the database's order of ids, at most `limit`. */
export async function readRows(db: Queryable, table: RowTable, after: string, limit: number): Promise<AnyRow[]> {
  const { rows } = await db.query<AnyRow>({
    name: `${table}-rows`,
    text: `select * from ${table} where id > $1 order by id limit $2`,
    values: [after, limit],
  });
  return rows;
}

export interface TimerRow {
  readonly id: string;
  readonly dueAt: number;
  readonly kind: string;
  readonly case: string;
}

export async function readTimers(db: Queryable, after: string, limit: number): Promise<TimerRow[]> {
  const { rows } = await db.query<TimerRow & Record<string, unknown>>({
    name: 'timers-rows',
    text: 'select id, due_at as "dueAt", kind, case_id as "case" from timers where id > $1 order by id limit $2',
    values: [after, limit],
  });
  return rows;
}

/**
 * How many entries of commands and events recorded since `since` have no ledger row with the first of them, and how many held
 * inputs have none.
 */
export async function countOutsideLedger(db: Queryable, since: number): Promise<{ entries: number; firstSeq: number | null; held: number }> {
  const { rows } = await db.query<{ entries: number; firstSeq: number | null; held: number }>({
    text: `select l.entries, l."firstSeq", h.held from
      (select count(*) as entries, min(seq) as "firstSeq" from log where left(input, 2) in ('c:', 'e:') and recorded_at >= $1
        and not exists (select from ledger where ledger.id = log.input)) l,
      (select count(*) as held from held_input where not exists (select from ledger where ledger.id = held_input.input)) h`,
    values: [since],
  });
  return rows[0] ?? { entries: 0, firstSeq: null, held: 0 };
}
