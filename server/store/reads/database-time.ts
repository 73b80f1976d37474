import type { Queryable } from '../queryable.ts';

/** The database's clock, in milliseconds UTC. */
export async function databaseTime(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ at: number }>({ name: 'clock-read', text: 'select (extract(epoch from clock_timestamp()) * 1000)::bigint as at' });
  return rows[0]?.at ?? NaN;
}
