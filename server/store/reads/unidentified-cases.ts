import type { Queryable } from '../queryable.ts';

/** Cases of a journey that still belong to their source key, by id. */
export async function unidentifiedCases(db: Queryable, journey: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    text: 'select id from cases where journey = $1 and customer is null order by id',
    values: [journey],
  });
  return rows.map((row) => row.id);
}

/** Ids that begin so, of customers, by id; with `flag` only of those who have it. */
export async function customersNamed(db: Queryable, prefix: string, flag?: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    text: `select id from customers where starts_with(id, $1) and ($2::text is null or state::jsonb->'flags' ? $2) order by id`,
    values: [prefix, flag ?? null],
  });
  return rows.map((row) => row.id);
}
