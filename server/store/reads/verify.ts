import type { Entry } from '../../../shared/contract/entries.ts';
import type { Queryable } from '../queryable.ts';

/** An entry with its hash in hex and its scopes as the text of the array, which is quicker than reading arrays and buffers. */
export type StoredEntry = Omit<Entry, 'hash' | 'scopes'> & { readonly hash: string; readonly scopes: string };

type Cells = readonly [
  seq: number, at: number, recordedAt: number, kind: string, v: number, subject: string, caseId: string | null, customer: string | null,
  task: string | null, actor: string, onBehalfOf: string | null, device: string | null, input: string, catalog: number, scopes: string,
  body: string, hash: string,
];

/** The entries with `after` < seq ≤ `upTo`, in order, at most `limit`. */
export async function readStored(db: Queryable, after: number, limit: number, upTo = Number.MAX_SAFE_INTEGER): Promise<StoredEntry[]> {
  const statement = {
    name: 'log-stored',
    text: `select seq, at, recorded_at, kind, v, subject, case_id, customer, task, actor, on_behalf_of, device, input, catalog, scopes::text,
      body, encode(hash, 'hex') from log where seq > $1 and seq <= $3 order by seq limit $2`,
    values: [after, limit, upTo],
    rowMode: 'array',
  };
  const { rows } = await db.query(statement);
  return (rows as unknown as Cells[]).map(
    ([seq, at, recordedAt, kind, v, subject, caseId, customer, task, actor, onBehalfOf, device, input, catalog, scopes, body, hash]) => ({
      seq, at, recordedAt, kind: kind as Entry['kind'], v, subject, case: caseId, customer, task, actor, onBehalfOf, device, input, catalog,
      scopes, body, hash,
    }),
  );
}

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

/** Columns that PostgreSQL itself computes from others of the row, as `table.column`: nobody can write them. */
export async function generatedColumns(db: Queryable): Promise<Set<string>> {
  const { rows } = await db.query<{ name: string }>({
    text: `select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = current_schema() and is_generated = 'ALWAYS'`,
  });
  return new Set(rows.map((row) => row.name));
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
