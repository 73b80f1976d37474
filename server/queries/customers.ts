import type { CustomerQuery, CustomerRow } from '../../shared/contract/rest.ts';
import type { Customer } from '../../shared/model/customer.ts';
import { customerFields } from '../../shared/model/customer.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { maskedValue, maySee, revealedUntil } from '../../shared/policy/may-see.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import { openValue, UNREADABLE } from '../store/keys/seal.ts';
import type { Queryable } from '../store/queryable.ts';
import { listCustomerStates } from '../store/reads/lists.ts';
import { newestFields } from '../store/reads/sheet.ts';
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

/** Who reads a customer's values, and when. */
interface Reading {
  readonly keys: KeyStore;
  readonly person: Pick<Person, 'id' | 'role'>;
  readonly now: number;
}

/**
 * With `reading`, also the newest personal value of each field, masked where that person may not see it: whoever gives them has had the
 * read put into the log. Undefined where there is none.
 */
export async function getCustomer(db: Queryable, id: string, reading?: Reading): Promise<CustomerRow | undefined> {
  const [read] = await listCustomerStates(db, { id }, { limit: 1 });
  if (!read) return undefined;
  const customer = JSON.parse(read.state) as Customer;
  return reading ? { ...customerRow(customer), values: await valuesOf(db, reading, customer) } : customerRow(customer);
}

async function valuesOf(db: Queryable, { keys, person, now }: Reading, customer: Customer): Promise<NonNullable<CustomerRow['values']>> {
  const looking = { person, customer, holdsTask: false, now };
  const key = keys.peek([customer.id]).get(customer.id);
  const values: NonNullable<CustomerRow['values']> = {};
  for (const { id, field, value: sealed, source, asOf, validUntil } of await newestFields(db, [customer.id], customerFields)) {
    const value = openValue(key, sealed, id);
    const isSeen = value === UNREADABLE || maySee(looking) || revealedUntil(looking, field, false) !== undefined;
    values[field] = defined({ value: isSeen ? value : maskedValue(field, value), source, asOf, validUntil: validUntil ?? undefined });
  }
  return values;
}
