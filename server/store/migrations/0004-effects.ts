import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Effects that are under way or wait for a person, and who may not be called at all. The jobs that carry them are pg-boss's, in a
 * schema that no backup holds; these rows are what they can be made from again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table effects (
    id text primary key,
    connector text not null,
    case_id text not null,
    state text not null,
    attempts integer not null,
    round integer not null,
    request text not null,
    progress text not null
  ) with (fillfactor = 80)`);
  await run('create index effects_case on effects (case_id)');
  await run(`create table connector_switches (
    connector text primary key,
    is_off boolean not null,
    because text not null,
    set_by text not null,
    set_at bigint not null
  )`);
}
