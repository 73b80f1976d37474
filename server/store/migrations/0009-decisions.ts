import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Receipts of decisions, each written with the entry that names it, and the rules and models that they were made with, by digest: kept as
 * long as a receipt names them. What decisions look at is found in the log by an index of its own.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table receipts (
    id text primary key,
    customer text not null,
    case_id text,
    at bigint not null,
    body text not null
  )`);
  await run('create index receipts_at on receipts (at)');
  await run(`create table decision_parts (
    digest text primary key,
    kind text not null,
    key text not null,
    body text not null,
    at bigint not null
  )`);
  await run('create index decision_parts_key on decision_parts (kind, key, at)');
  await run(`create index log_gathered on log (customer, seq) where kind in ('contact:made', 'decision:answered', 'effect:done', 'evidence:added', 'signal:heard')`);
}
