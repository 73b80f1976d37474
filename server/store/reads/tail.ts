import type { Entry } from '../../../shared/contract/entries.ts';
import type { Queryable } from '../queryable.ts';

/** What sync needs of an entry; bodies only of the kinds whose soft state it keeps. */
export type TailEntry = Pick<Entry, 'seq' | 'kind' | 'subject' | 'case' | 'task' | 'actor' | 'scopes'> & { readonly body: string | null };

/** The entries with seq above `after`, in order, at most `limit`. */
export async function readTail(db: Queryable, after: number, limit: number): Promise<TailEntry[]> {
  const { rows } = await db.query<TailEntry & Record<string, unknown>>({
    name: 'tail-read',
    text: `select seq, kind, subject, case_id as "case", task, actor, scopes, case when starts_with(kind, 'lease:') then body end as body
      from log where seq > $1 order by seq limit $2`,
    values: [after, limit],
  });
  return rows;
}

/** Where the log stands. */
export async function readPosition(db: Queryable): Promise<{ logId: string; seq: number }> {
  const { rows } = await db.query<{ logId: string; seq: number }>({ name: 'tail-head', text: 'select log_id as "logId", seq from head' });
  const [head] = rows;
  if (!head) throw new Error('Bug: the head row is missing');
  return head;
}
