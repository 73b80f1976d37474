import type { Queryable } from '../queryable.ts';

export interface SealedDraft {
  readonly case: string;
  readonly field: string;
  readonly author: string;
  readonly value: Buffer;
  readonly version: number;
  readonly savedAt: number;
}

export interface DraftKey {
  readonly case: string;
  readonly field: string;
  readonly author: string;
}

export async function putDrafts(db: Queryable, drafts: readonly SealedDraft[]): Promise<void> {
  await db.query({
    name: 'drafts-put',
    text: `insert into drafts (case_id, field, author, value, version, saved_at)
      select r->>0, r->>1, r->>2, decode(r->>3, 'hex'), (r->>4)::integer, (r->>5)::bigint from jsonb_array_elements($1::jsonb) as r
      on conflict (case_id, field, author) do update set value = excluded.value, version = excluded.version, saved_at = excluded.saved_at`,
    values: [JSON.stringify(drafts.map((d) => [d.case, d.field, d.author, d.value.toString('hex'), d.version, d.savedAt]))],
  });
}

export async function dropDrafts(db: Queryable, keys: readonly DraftKey[]): Promise<void> {
  await db.query({
    name: 'drafts-drop',
    text: `delete from drafts using jsonb_array_elements($1::jsonb) as r
      where case_id = r->>'case' and field = r->>'field' and author = r->>'author'`,
    values: [JSON.stringify(keys)],
  });
}

/** Drafts of the cases; every author's, since nobody else's action deletes one. */
export async function readDrafts(db: Queryable, cases: readonly string[]): Promise<SealedDraft[]> {
  const { rows } = await db.query<SealedDraft & Record<string, unknown>>({
    name: 'drafts-read',
    text: `select case_id as "case", field, author, value, version, saved_at as "savedAt" from drafts where case_id = any($1::text[])`,
    values: [cases],
  });
  return rows;
}
