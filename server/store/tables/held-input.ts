import type { Queryable } from '../queryable.ts';

export interface HeldInput {
  readonly input: string;
  readonly source: string;
  readonly case: string;
  readonly owner: string;
  readonly reference: string;
  readonly heldAt: number;
  readonly body: string;
}

export async function holdInputs(db: Queryable, rows: readonly HeldInput[]): Promise<void> {
  await db.query({
    name: 'held-insert',
    text: `insert into held_input (input, source, case_id, owner, reference, held_at, body)
      select r->>'input', r->>'source', r->>'case', r->>'owner', r->>'reference', (r->>'heldAt')::bigint, r->>'body'
      from jsonb_array_elements($1::jsonb) as r on conflict (input) do nothing`,
    values: [JSON.stringify(rows)],
  });
}

/** The held inputs of the cases, in order, by `source case`. */
export async function heldOf(db: Queryable, cases: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await db.query<{ key: string; inputs: string[] }>({
    name: 'held-of',
    text: `select source || ' ' || case_id as key, array_agg(input order by id) as inputs from held_input
      where case_id = any($1::text[]) group by source, case_id`,
    values: [cases],
  });
  return new Map(rows.map(({ key, inputs }) => [key, inputs]));
}

/** The first held input of a source and case. */
export async function firstHeld(db: Queryable, source: string, caseId: string): Promise<{ input: string; body: string } | undefined> {
  const { rows } = await db.query<{ input: string; body: string }>({
    name: 'held-first',
    text: 'select input, body from held_input where source = $1 and case_id = $2 order by id limit 1',
    values: [source, caseId],
  });
  return rows[0];
}

export async function dropHeld(db: Queryable, inputs: readonly string[]): Promise<void> {
  await db.query({ name: 'held-drop', text: 'delete from held_input where input = any($1::text[])', values: [inputs] });
}
