import type { Queryable } from '../queryable.ts';

/** Cases of a journey that still belong to their source key, by id. */
export async function unidentifiedCases(db: Queryable, journey: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    text: 'select id from cases where journey = $1 and customer is null order by id',
    values: [journey],
  });
  return rows.map((row) => row.id);
}

/** Ids that begin so, of customers, by id. */
export async function customersNamed(db: Queryable, prefix: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({ text: 'select id from customers where starts_with(id, $1) order by id', values: [prefix] });
  return rows.map((row) => row.id);
}
