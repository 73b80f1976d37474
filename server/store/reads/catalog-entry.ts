import type { EntryBody } from '../../../shared/contract/entries.ts';
import type { Queryable } from '../queryable.ts';

/** Who writes entries of the catalog; the index by actor finds them. */
export const catalogActor = 'system:catalog';

/** What the log last said of the catalog; undefined before it said anything. */
export async function lastCatalog(db: Queryable): Promise<EntryBody<'catalog:loaded'> | undefined> {
  const { rows } = await db.query<{ body: string }>({
    text: 'select body from log where actor = $1 order by seq desc limit 1',
    values: [catalogActor],
  });
  return rows[0] === undefined ? undefined : (JSON.parse(rows[0].body) as EntryBody<'catalog:loaded'>);
}
