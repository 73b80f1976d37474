import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * A million open cases are kept small: the index that lists a team's open cases by age need not repeat their ids, which only order
 * cases of one millisecond. And the keys of conversations that orchestrated cases wait in, so that a message finds its case by what it
 * says, whatever it is about.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run('drop index cases_open');
  await run(`create index cases_open on cases (team, opened_at) where status = 'open'`);
  await run(`create table correlation_keys (
    journey text not null,
    message text not null,
    key text not null,
    case_id text not null,
    primary key (journey, message, key, case_id)
  )`);
}
