import type { Queryable } from '../queryable.ts';

export interface SavedView {
  readonly id: string;
  readonly owner: string;
  readonly isShared: boolean;
  /** Its name and what it searches for, sealed: both are free text of staff. */
  readonly texts: Buffer;
  /** JSON of all else that it asks. */
  readonly query: string;
}

/** Views of a person, and those that these colleagues share; by id. */
export async function readViews(db: Queryable, owner: string, colleagues: readonly string[]): Promise<SavedView[]> {
  const { rows } = await db.query<SavedView & Record<string, unknown>>({
    name: 'views-read',
    text: `select id, owner, shared as "isShared", name as texts, query from saved_views where owner = $1 or (shared and owner = any($2::text[])) order by id`,
    values: [owner, colleagues],
  });
  return rows;
}

/** Writes a view of its owner; false where the id is another person's. */
export async function putView(db: Queryable, { id, owner, isShared, texts, query }: SavedView): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'views-put',
    text: `insert into saved_views as v (id, owner, shared, name, query, version) values ($1, $2, $3, $4, $5, 1)
      on conflict (id) do update set shared = excluded.shared, name = excluded.name, query = excluded.query, version = v.version + 1 where v.owner = excluded.owner`,
    values: [id, owner, isShared, texts, query],
  });
  return rowCount === 1;
}

/** False where the person has no such view. */
export async function deleteView(db: Queryable, id: string, owner: string): Promise<boolean> {
  const { rowCount } = await db.query({ name: 'views-delete', text: 'delete from saved_views where id = $1 and owner = $2', values: [id, owner] });
  return rowCount === 1;
}
