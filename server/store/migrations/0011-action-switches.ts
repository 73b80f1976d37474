import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Suggestions that a person has turned off, on one channel or, where it is empty, on all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`create table action_switches (
    action text not null,
    channel text not null,
    is_off boolean not null,
    because text not null,
    set_by text not null,
    set_at bigint not null,
    primary key (action, channel)
  )`).execute(db);
}
