import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Documents of cases, in sealed chunks. A row without `added_at` is being uploaded, or was when something stopped it: that a document
 * belongs to its case stands in the log. Chunks do not refer to documents by a key of the database: a backup is restored table by table.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table documents (
    id text primary key,
    case_id text not null,
    holder text not null,
    type text not null,
    bytes integer not null,
    chunks integer not null,
    begun_at bigint not null,
    added_at bigint
  )`);
  await run('create index documents_open on documents (begun_at) where added_at is null');
  await run(`create table document_chunks (
    document text not null,
    n integer not null,
    sealed bytea not null,
    primary key (document, n)
  )`);
  // Sealed bytes do not get smaller.
  await run('alter table document_chunks alter column sealed set storage external');
}
