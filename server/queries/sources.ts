import type { Sources } from '../../shared/contract/rest-team.ts';
import type { Queryable } from '../store/queryable.ts';
import { readSwitches } from '../store/tables/connector-switches.ts';

/** How the systems outside are; one that a person has switched off is off, whatever it last answered. */
export async function listSources(db: Queryable, health: readonly Sources['rows'][number][]): Promise<Sources> {
  const switches = await readSwitches(db);
  const rows = health.map((row) => {
    const since = switches.get(row.connector);
    return since === undefined ? row : { ...row, state: 'off' as const, since };
  });
  return { rows: rows.sort((a, b) => (a.connector < b.connector ? -1 : 1)) };
}
