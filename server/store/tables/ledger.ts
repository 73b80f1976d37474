import type { Queryable } from '../queryable.ts';

export interface LedgerRow {
  readonly id: string;
  readonly sender: string;
  /** 16 bytes of the SHA-256 of the canonical body. */
  readonly bodyHash: Buffer;
}

/**
 * Inserts the ids, which must be sorted, and returns those that were new. Waits for another node's copy, so an id that does not
 * come back is decided.
 */
export async function enterLedger(db: Queryable, rows: readonly LedgerRow[], at: number): Promise<Set<string>> {
  const { rows: entered } = await db.query<{ id: string }>({
    name: 'ledger-enter',
    text: `insert into ledger (id, sender, body_hash, at)
      select r->>0, r->>1, decode(r->>2, 'hex'), $2 from jsonb_array_elements($1::jsonb) as r
      on conflict (id) do nothing returning id`,
    values: [JSON.stringify(rows.map((row) => [row.id, row.sender, row.bodyHash.toString('hex')])), at],
  });
  return new Set(entered.map((row) => row.id));
}

export async function readLedger(db: Queryable, ids: readonly string[]): Promise<Map<string, LedgerRow>> {
  const { rows } = await db.query<{ id: string; sender: string; bodyHash: Buffer }>({
    name: 'ledger-read',
    text: 'select id, sender, body_hash as "bodyHash" from ledger where id = any($1::text[])',
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Which of the ids are known; for readers that skip what was imported before. */
export async function knownInputs(db: Queryable, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>({
    name: 'ledger-known',
    text: 'select id from ledger where id = any($1::text[])',
    values: [ids],
  });
  return new Set(rows.map((row) => row.id));
}

/** Takes ids back out whose input leaves the batch untouched. */
export async function leaveLedger(db: Queryable, ids: readonly string[]): Promise<void> {
  await db.query({ name: 'ledger-leave', text: 'delete from ledger where id = any($1::text[])', values: [ids] });
}
