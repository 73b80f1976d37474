import type { CustomerQuery, CustomerRow } from '../../shared/contract/rest.ts';
import type { Customer } from '../../shared/model/customer.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import { openValue } from '../store/keys/seal.ts';
import type { Queryable } from '../store/queryable.ts';
import { listCustomerStates } from '../store/reads/lists.ts';
import { newestValues } from '../store/reads/customer-values.ts';
import { defined } from './cases.ts';
import type { Page } from './page.ts';
import { pageOf, toPage } from './page.ts';

/** Only what stands here leaves. */
function customerRow({ id, version, kind, branch, language, flags, relations }: Customer): CustomerRow {
  return { id, version, kind, branch, language, flags, relations };
}

export async function listCustomers(db: Queryable, query: CustomerQuery): Promise<Page<CustomerRow> | Refusal> {
  const page = pageOf('id', query);
  if (isRefusal(page)) return page;
  const reads = await listCustomerStates(db, defined<{ branch?: string }>({ branch: query.branch }), page);
  return toPage('id', reads, page, ({ state }) => customerRow(JSON.parse(state) as Customer));
}

/**
 * With `keys`, also the newest personal value of each field: whoever gives them has had the read put into the log. Undefined where
 * there is none.
 */
export async function getCustomer(db: Queryable, id: string, keys?: KeyStore): Promise<CustomerRow | undefined> {
  const [read] = await listCustomerStates(db, { id }, { limit: 1 });
  if (!read) return undefined;
  const row = customerRow(JSON.parse(read.state) as Customer);
  return keys ? { ...row, values: await valuesOf(db, keys, id) } : row;
}

async function valuesOf(db: Queryable, keys: KeyStore, id: string): Promise<NonNullable<CustomerRow['values']>> {
  const key = keys.peek([id]).get(id);
  const values: NonNullable<CustomerRow['values']> = {};
  for (const { id: value, field, value: sealed, source, asOf, validUntil } of await newestValues(db, id))
    values[field] = defined({ value: openValue(key, sealed, value), source, asOf, validUntil: validUntil ?? undefined });
  return values;
}
