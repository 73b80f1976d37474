import type { Queryable } from '../queryable.ts';

/** A sealed personal value or text; times in milliseconds, `setAt` is the seq of the entry that names it. */
export interface SealedValue {
  readonly id: string;
  readonly customer: string;
  readonly field: string;
  readonly value: Buffer;
  readonly source: string;
  readonly asOf: number;
  readonly validUntil: number | null;
  readonly setAt: number;
}

/** Adds values; the value of the same customer and field before it is superseded, never overwritten, unless the field is a text. */
export async function insertValues(db: Queryable, values: readonly SealedValue[]): Promise<void> {
  await db.query({
    name: 'value-insert',
    text: `insert into customer_value (id, customer, field, value, source, as_of, valid_until, set_at)
      select r->>0, r->>1, r->>2, decode(r->>3, 'hex'), r->>4, (r->>5)::bigint, (r->>6)::bigint, (r->>7)::bigint
      from jsonb_array_elements($1::jsonb) as r`,
    values: [
      JSON.stringify(
        values.map((v) => [v.id, v.customer, v.field, v.value.toString('hex'), v.source, v.asOf, v.validUntil, v.setAt]),
      ),
    ],
  });
}

export async function readValues(db: Queryable, ids: readonly string[]): Promise<SealedValue[]> {
  const { rows } = await db.query<SealedValue & Record<string, unknown>>({
    name: 'value-read',
    text: `select id, customer, field, value, source, as_of as "asOf", valid_until as "validUntil", set_at as "setAt"
      from customer_value where id = any($1::text[])`,
    values: [ids],
  });
  return rows;
}

/** Removes what points at erased customers beside their values, which no longer open: search rows and drafts on their cases. */
export async function eraseTraces(db: Queryable, customers: readonly string[]): Promise<void> {
  await db.query({
    name: 'erase-traces',
    text: `with searched as (delete from customer_search where customer = any($1::text[]))
      delete from drafts where case_id in (select id from cases where customer = any($1::text[]))`,
    values: [customers],
  });
}
