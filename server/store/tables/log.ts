import type { Entry } from '../../../shared/contract/entries.ts';
import type { Queryable } from '../queryable.ts';

/** An entry as the driver returns it; the columns are those of the table, under the names of `Entry`. */
export const entryColumns = `seq, at, recorded_at as "recordedAt", kind, v, subject, case_id as "case", customer, task, actor,
  on_behalf_of as "onBehalfOf", device, input, catalog, scopes, body, hash`;

/** Appends sealed entries, one row each. */
export async function appendLog(db: Queryable, entries: readonly Entry[]): Promise<void> {
  const rows = entries.map((entry) => [
    entry.seq, entry.at, entry.recordedAt, entry.kind, entry.v, entry.subject, entry.case, entry.customer, entry.task, entry.actor,
    entry.onBehalfOf, entry.device, entry.input, entry.catalog, entry.scopes.join(' '), entry.body, Buffer.from(entry.hash).toString('hex'),
  ]);
  await db.query({
    name: 'log-append',
    text: `insert into log select (r->>0)::bigint, (r->>1)::bigint, (r->>2)::bigint, r->>3, (r->>4)::smallint, r->>5, r->>6, r->>7,
      r->>8, r->>9, r->>10, r->>11, r->>12, (r->>13)::integer, string_to_array(r->>14, ' '), r->>15, decode(r->>16, 'hex')
      from jsonb_array_elements($1::jsonb) as r`,
    values: [JSON.stringify(rows)],
  });
}

/** The entries with `after` < seq ≤ `upTo`, in order, at most `limit`. */
export async function readLog(db: Queryable, after: number, limit: number, upTo = Number.MAX_SAFE_INTEGER): Promise<Entry[]> {
  const { rows } = await db.query<Entry & Record<string, unknown>>({
    name: 'log-read',
    text: `select ${entryColumns} from log where seq > $1 and seq <= $2 order by seq limit $3`,
    values: [after, upTo, limit],
  });
  return rows;
}

/** Entries of commands by their input ids, in order: what their answers are rebuilt from. */
export async function readCommandEntries(db: Queryable, inputs: readonly string[]): Promise<Entry[]> {
  const { rows } = await db.query<Entry & Record<string, unknown>>({
    name: 'log-command',
    text: `select ${entryColumns} from log where left(input, 2) = 'c:' and input = any($1::text[]) order by seq`,
    values: [inputs],
  });
  return rows;
}

