import type { Queryable } from '../queryable.ts';

/** One keyed hash of a customer's value; nothing can be read back from it. */
export interface SearchRow {
  readonly kind: string;
  readonly hash: Buffer;
  readonly customer: string;
}

export type SearchTerm = Pick<SearchRow, 'kind' | 'hash'>;

const pack = (terms: readonly SearchTerm[]): string => JSON.stringify(terms.map(({ kind, hash }) => [kind, hash.toString('hex')]));

/** Adds rows; those that are there already stay. */
export async function putSearchRows(db: Queryable, rows: readonly SearchRow[]): Promise<void> {
  await db.query({
    name: 'search-put',
    text: `insert into customer_search (kind, hash, customer)
      select kind, decode(hash, 'hex'), customer from unnest($1::text[], $2::text[], $3::text[]) as r (kind, hash, customer)
      order by 1, 2, 3 on conflict do nothing`,
    values: [rows.map((row) => row.kind), rows.map((row) => row.hash.toString('hex')), rows.map((row) => row.customer)],
  });
}

/** Customers that have every term of `all`, those with more of `better` first, then by id. */
export async function findCustomers(db: Queryable, all: readonly SearchTerm[], better: readonly SearchTerm[], limit: number): Promise<string[]> {
  const { rows } = await db.query<{ customer: string }>({
    name: 'search-find',
    text: `with terms as (select r->>0 as kind, decode(r->>1, 'hex') as hash, true as needed from jsonb_array_elements($1::jsonb) as r
        union all select r->>0, decode(r->>1, 'hex'), false from jsonb_array_elements($2::jsonb) as r)
      select customer from customer_search join terms using (kind, hash)
      group by customer having count(*) filter (where needed) = jsonb_array_length($1::jsonb)
      order by count(*) filter (where not needed) desc, customer limit $3`,
    values: [pack(all), pack(better), limit],
  });
  return rows.map((row) => row.customer);
}

/** Which of the customers a search can find. */
export async function searchableCustomers(db: Queryable, customers: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ customer: string }>({
    name: 'search-known',
    text: 'select distinct customer from customer_search where customer = any($1::text[])',
    values: [customers],
  });
  return new Set(rows.map((row) => row.customer));
}
