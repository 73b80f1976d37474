import type { Settings } from '../../shared/contract/rest-team.ts';
import type { Queryable } from '../store/queryable.ts';
import { readSettings } from '../store/tables/staff-settings.ts';

const usual: Settings = { density: 'standard', theme: 'system', language: 'system' };

/** How a person wants the screen; the usual where they have said nothing. */
export async function getSettings(db: Queryable, person: string): Promise<Settings> {
  const saved = await readSettings(db, person);
  return saved === undefined ? usual : { ...usual, ...(JSON.parse(saved) as Settings) };
}
