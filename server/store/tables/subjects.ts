import type { Queryable } from '../queryable.ts';
import type { StateRow } from './cases.ts';

/** People, teams and customers have the same shape: an id, a team or branch, a version and the canonical state. */
export type SubjectTable = 'people' | 'teams' | 'customers';

export interface SubjectWrite {
  readonly id: string;
  readonly team: string | null;
  readonly version: number;
  readonly state: string;
}

/** Locks rows by id until the end of the transaction. */
export async function lockSubjects(db: Queryable, table: SubjectTable, ids: readonly string[]): Promise<StateRow[]> {
  const { rows } = await db.query<{ id: string; state: string }>({
    name: `${table}-lock`,
    text: `select id, state from ${table} where id = any($1::text[]) order by id for update`,
    values: [ids],
  });
  return rows;
}

export async function readSubjects(db: Queryable, table: SubjectTable): Promise<StateRow[]> {
  const { rows } = await db.query<{ id: string; state: string }>({
    name: `${table}-read`,
    text: `select id, state from ${table} order by id`,
  });
  return rows;
}

export async function insertSubjects(db: Queryable, table: SubjectTable, writes: readonly SubjectWrite[]): Promise<void> {
  await db.query({
    name: `${table}-insert`,
    text: `insert into ${table} (id, team, version, state)
      select r->>'id', r->>'team', (r->>'version')::integer, r->>'state' from jsonb_array_elements($1::jsonb) as r`,
    values: [JSON.stringify(writes)],
  });
}

export async function updateSubjects(db: Queryable, table: SubjectTable, writes: readonly SubjectWrite[]): Promise<void> {
  await db.query({
    name: `${table}-update`,
    text: `update ${table} set team = r->>'team', version = (r->>'version')::integer, state = r->>'state'
      from jsonb_array_elements($1::jsonb) as r where id = r->>'id'`,
    values: [JSON.stringify(writes)],
  });
}
