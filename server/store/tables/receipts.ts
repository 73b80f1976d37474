import type { ReceiptDraft } from '../../../shared/work/world.ts';
import type { Queryable } from '../queryable.ts';

/** Writes receipts, all in one statement. The same decision twice is the same receipt. */
export async function insertReceipts(db: Queryable, receipts: readonly ReceiptDraft[]): Promise<void> {
  await db.query({
    name: 'receipts-insert',
    text: `insert into receipts (id, customer, case_id, at, body)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[]) on conflict do nothing`,
    values: [
      receipts.map(({ id }) => id), receipts.map(({ customer }) => customer), receipts.map((one) => one.case ?? null),
      receipts.map(({ at }) => at), receipts.map(({ text }) => text),
    ],
  });
}

export interface ReceiptRow {
  readonly id: string;
  readonly customer: string;
  readonly case: string | null;
  readonly at: number;
  /** Canonical JSON. */
  readonly body: string;
}

export async function readReceipt(db: Queryable, id: string): Promise<ReceiptRow | undefined> {
  const { rows } = await db.query<ReceiptRow & Record<string, unknown>>({
    name: 'receipts-read',
    text: 'select id, customer, case_id as "case", at, body from receipts where id = $1',
    values: [id],
  });
  return rows[0];
}
