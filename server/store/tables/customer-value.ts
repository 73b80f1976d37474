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

/** Notes erasures and removes what points at the customers beside their values, which no longer open: search rows and drafts. */
export async function eraseTraces(db: Queryable, customers: readonly string[], at: number): Promise<void> {
  await db.query({
    name: 'erase-traces',
    text: `with searched as (delete from customer_search where customer = any($1::text[])),
        noted as (insert into erasures select unnest($1::text[]), $2 on conflict do nothing)
      delete from drafts where case_id in (select id from cases where customer = any($1::text[]))`,
    values: [customers, at],
  });
}

/** Every erasure that was committed. */
export async function readErasures(db: Queryable): Promise<{ customer: string; at: number }[]> {
  const { rows } = await db.query<{ customer: string; at: number }>({ text: 'select customer, at from erasures order by customer' });
  return rows;
}
