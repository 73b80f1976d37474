import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** When a person has last looked at the alarms of a model: older ones are over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`create table model_looks (
    action text not null,
    channel text not null,
    role text not null,
    because text not null,
    looked_by text not null,
    looked_at bigint not null,
    primary key (action, channel, role)
  )`).execute(db);
}
