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

/** Which (source, case) pairs are held, among the cases. */
export async function heldCases(db: Queryable, cases: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ held: string }>({
    name: 'held-cases',
    text: `select distinct source || ' ' || case_id as held from held_input where case_id = any($1::text[])`,
    values: [cases],
  });
  return new Set(rows.map((row) => row.held));
}

/** Takes the held inputs of a source and case out, in their order. */
export async function releaseHeld(db: Queryable, source: string, caseId: string): Promise<HeldInput[]> {
  const { rows } = await db.query<HeldInput & { id: number }>({
    name: 'held-release',
    text: `delete from held_input where source = $1 and case_id = $2
      returning id, input, source, case_id as "case", owner, reference, held_at as "heldAt", body`,
    values: [source, caseId],
  });
  return rows.sort((a, b) => a.id - b.id);
}
