import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Cases that wait for a signal are found by it, as those that wait for a message under a key are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const holder of ['tokens', 'scopes'])
    await sql.raw(`insert into correlation_keys (journey, message, key, case_id)
      select journey, '~' || (found->>'name'), '', id
      from cases, jsonb_path_query(state::jsonb, '$.process.${holder}[*].on[*] ? (@.on == "signal")') as found
      where status = 'open' and state like '%"on":"signal"%' on conflict do nothing`).execute(db);
}
