import { refuse } from '../../shared/model/refusal.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import type { Queryable } from './queryable.ts';

/**
 * Refuses a database that may lose what it has confirmed: `unsafe_database {settings}` names those of fsync,
 * synchronous_commit and full_page_writes that are off for our connections.
 */
export async function refuseUnsafeSettings(db: Queryable): Promise<Refusal | undefined> {
  const { rows } = await db.query<{ name: string }>({
    text: `SELECT name FROM pg_settings
           WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') AND setting = 'off' ORDER BY name`,
  });
  return rows.length === 0 ? undefined : refuse('unsafe_database', { settings: rows.map(({ name }) => name) });
}
