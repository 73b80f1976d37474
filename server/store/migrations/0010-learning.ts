import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** What was said to suggestions is read in its order by what learns from it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`create index log_answered on log (seq) where kind = 'decision:answered'`).execute(db);
}
