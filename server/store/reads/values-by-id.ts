import type { Queryable } from '../queryable.ts';
import type { SealedValue } from '../tables/customer-value.ts';

/** Sealed values by their ids, superseded ones too. */
export async function valuesById(db: Queryable, ids: readonly string[]): Promise<SealedValue[]> {
  const { rows } = await db.query<SealedValue & Record<string, unknown>>({
    name: 'values-by-id',
    text: `select id, customer, field, value, source, as_of as "asOf", valid_until as "validUntil", set_at as "setAt"
      from customer_value where id = any($1::text[])`,
    values: [ids],
  });
  return rows;
}
