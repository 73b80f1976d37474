import type { Queryable } from '../queryable.ts';
import type { StateRow } from '../tables/cases.ts';
import type { SealedValue } from '../tables/customer-value.ts';

/** A line of the log as sheets need it. */
export interface SheetEntry {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly case: string | null;
  readonly actor: string;
  /** Canonical JSON. */
  readonly body: string;
}

const columns = 'seq, at, kind, case_id as "case", actor, body';

/** The newest entries of a case, oldest first. */
export async function entriesOfCase(db: Queryable, caseId: string, limit: number): Promise<SheetEntry[]> {
  const { rows } = await db.query<SheetEntry & Record<string, unknown>>({
    name: 'sheet-case-entries',
    text: `select ${columns} from log where case_id = $1 order by seq desc limit $2`,
    values: [caseId, limit],
  });
  return rows.reverse();
}

/** The newest entries of some kinds about a customer or one of these cases, newest first: an opening may be older than the knowledge of whose it is. */
export async function entriesOfCustomer(db: Queryable, customer: string, cases: readonly string[], kinds: readonly string[], limit: number): Promise<SheetEntry[]> {
  const { rows } = await db.query<SheetEntry & Record<string, unknown>>({
    name: 'sheet-customer-entries',
    text: `select ${columns} from log where (customer = $1 or case_id = any($4::text[])) and kind = any($2::text[]) order by seq desc limit $3`,
    values: [customer, kinds, limit, cases],
  });
  return rows;
}

/** Customers by id; who is not there is left out. */
export async function customerStates(db: Queryable, ids: readonly string[]): Promise<StateRow[]> {
  const { rows } = await db.query<StateRow & Record<string, unknown>>({
    name: 'sheet-customers',
    text: 'select id, state from customers where id = any($1::text[]) order by id',
    values: [ids],
  });
  return rows;
}

/** Customers who name this one in their relations. */
export async function relatedTo(db: Queryable, customer: string): Promise<StateRow[]> {
  const { rows } = await db.query<StateRow & Record<string, unknown>>({
    name: 'sheet-related',
    text: 'select id, state from customers where related is not null and related @> to_jsonb($1::text) order by id limit 50',
    values: [customer],
  });
  return rows;
}

/** Open cases of customers. */
export async function openCaseStates(db: Queryable, customers: readonly string[]): Promise<(StateRow & { customer: string })[]> {
  const { rows } = await db.query<StateRow & { customer: string }>({
    name: 'sheet-open-cases',
    text: `select id, customer, state from cases where customer = any($1::text[]) and status = 'open' order by opened_at desc, id`,
    values: [customers],
  });
  return rows;
}

/** The newest sealed value of each of these fields of each customer. */
export async function newestFields(db: Queryable, customers: readonly string[], fields: readonly string[]): Promise<SealedValue[]> {
  const { rows } = await db.query<SealedValue & Record<string, unknown>>({
    name: 'sheet-fields',
    text: `select distinct on (customer, field) id, customer, field, value, source, as_of as "asOf", valid_until as "validUntil", set_at as "setAt"
      from customer_value where customer = any($1::text[]) and field = any($2::text[]) and superseded_at is null
      order by customer, field, set_at desc, id desc`,
    values: [customers, fields],
  });
  return rows;
}
