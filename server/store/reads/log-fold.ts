import type { Entry } from '../../../shared/contract/entries.ts';
import type { Queryable } from '../queryable.ts';

/** What folding needs of an entry. */
export type FoldEntry = Omit<Entry, 'hash' | 'scopes'>;

const columns = `seq, at, recorded_at as "recordedAt", kind, v, subject, case_id as "case", customer, task, actor,
  on_behalf_of as "onBehalfOf", device, input, catalog, body`;

/** The entries that had happened by a moment (`at` ≤ T) with seq > `after`, in order, at most `limit`. */
export async function readHappened(db: Queryable, at: number, after: number, limit: number): Promise<FoldEntry[]> {
  const { rows } = await db.query<FoldEntry & Record<string, unknown>>({
    name: 'log-happened',
    text: `select ${columns} from log where seq > $1 and at <= $2 order by seq limit $3`,
    values: [after, at, limit],
  });
  return rows;
}

/** The entries with `after` < seq ≤ `upTo`, in order, at most `limit`. */
export async function readFoldEntries(db: Queryable, after: number, upTo: number, limit: number): Promise<FoldEntry[]> {
  const { rows } = await db.query<FoldEntry & Record<string, unknown>>({
    name: 'log-fold',
    text: `select ${columns} from log where seq > $1 and seq <= $2 order by seq limit $3`,
    values: [after, upTo, limit],
  });
  return rows;
}

/** The last seq that was recorded by a moment; 0 where none was. Reads the whole log. */
export async function lastRecorded(db: Queryable, recordedAt: number): Promise<number> {
  const { rows } = await db.query<{ seq: number | null }>({ text: 'select max(seq) as seq from log where recorded_at <= $1', values: [recordedAt] });
  return rows[0]?.seq ?? 0;
}
