import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Whether a task is stalled, read off the row when it is written: a team's counts are asked with every change of its work, and to
 * search the state of each of its tasks took most of the database's time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table tasks add column stalled boolean generated always as (strpos(state, '"stalled":{') > 0) stored`).execute(db);
}
