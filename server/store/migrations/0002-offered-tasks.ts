import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Whom an open task is offered to, as names of scopes, so that a screen finds its offers by index. Generated from the row: most
 * tasks have none, and an index on the state itself would make every update of a task write all indexes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`alter table tasks add column offered_to text[] generated always as (
      case when state like '%"handOff":{%' or state like '%"offer":{%' then array_remove(array[
        'me:' || (state::jsonb->'handOff'->>'toPerson'),
        'queue:' || (state::jsonb->'handOff'->>'toTeam'),
        'me:' || (state::jsonb->'offer'->>'to')], null) end) stored`)
    .execute(db);
  await sql.raw('create index tasks_offered on tasks using gin (offered_to) where offered_to is not null').execute(db);
}
