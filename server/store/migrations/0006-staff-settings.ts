import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** How each person wants the screen, and when they were here: what a digest tells since. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table staff_settings (
    person text primary key,
    settings text,
    here_until bigint,
    before_until bigint
  )`);
  await run('create index saved_views_owner on saved_views (owner)');
}
