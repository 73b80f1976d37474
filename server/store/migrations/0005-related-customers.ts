import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Whom a customer names in their relations, so that the other side of a relation is found by index: who may act for a customer stands in
 * the row of whoever acts. Generated from the row; most customers have none.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`alter table customers add column related jsonb generated always as (
      case when strpos(state, '"to":') > 0 then jsonb_path_query_array(state::jsonb, '$.relations[*].to') end) stored`)
    .execute(db);
  await sql.raw('create index customers_related on customers using gin (related) where related is not null').execute(db);
}
