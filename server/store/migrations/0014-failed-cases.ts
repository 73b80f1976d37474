import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Cases at which something failed that waits for a person are found without looking at all others; they may be closed by then. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`create index cases_failed on cases (team) where strpos(state, '"exceptions":[{') > 0`).execute(db);
}
