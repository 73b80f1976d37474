import type { Db } from '../store/db.ts';

/** How much a store holds, counted row by row. */
export interface Stored {
  readonly entries: number;
  readonly lastSeq: number;
  /** The head's chain hash, as hex. */
  readonly hash: string;
  readonly inputs: number;
  readonly cases: number;
  readonly tasks: number;
  readonly openTasks: number;
  readonly timers: number;
}

export async function countStored(db: Db): Promise<Stored> {
  const { rows } = await db.query<Stored & Record<string, unknown>>({
    text: `select (select count(*) from log) as entries, seq as "lastSeq", encode(hash, 'hex') as hash,
      (select count(*) from ledger) as inputs, (select count(*) from cases) as cases, (select count(*) from tasks) as tasks,
      (select count(*) from tasks where status in ('open', 'parked')) as "openTasks",
      (select count(*) from timers) as timers from head`,
  });
  const [row] = rows;
  if (!row) throw new Error('Bug: the head row is missing');
  return row;
}

/** Bytes of tables with their indexes and what is stored out of line, after a checkpoint of the sizes. */
export async function bytesOf(db: Db): Promise<{ log: number; ledger: number; rows: number; all: number }> {
  const { rows } = await db.query<{ log: number; ledger: number; rows: number; all: number }>({
    text: `select coalesce(sum(pg_total_relation_size(oid)) filter (where relname like 'log_p%'), 0)::bigint as log,
      coalesce(sum(pg_total_relation_size(oid)) filter (where relname = 'ledger'), 0)::bigint as ledger,
      coalesce(sum(pg_total_relation_size(oid)) filter (where relname in ('cases', 'tasks', 'people', 'teams', 'customers', 'timers')), 0)::bigint as rows,
      sum(pg_total_relation_size(oid))::bigint as all
      from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  });
  const [row] = rows;
  if (!row) throw new Error('Bug: a sum without a row');
  return row;
}
