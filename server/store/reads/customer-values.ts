import type { Queryable } from '../queryable.ts';
import type { SealedValue } from '../tables/customer-value.ts';

/** The newest sealed value of each field of a customer, one query. Texts of cases and notes are kept under their own holders. */
export async function newestValues(db: Queryable, customer: string): Promise<SealedValue[]> {
  const { rows } = await db.query<SealedValue & Record<string, unknown>>({
    name: 'values-newest',
    text: `select distinct on (field) id, customer, field, value, source, as_of as "asOf", valid_until as "validUntil", set_at as "setAt"
      from customer_value where customer = $1 and superseded_at is null order by field, set_at desc, id desc`,
    values: [customer],
  });
  return rows;
}
