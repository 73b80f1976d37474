import type { Awaited } from '../../../shared/work/awaited.ts';
import type { Queryable } from '../queryable.ts';

/** What a case waits for, with the case. */
export interface AwaitedRow extends Awaited {
  readonly case: string;
}

const pack = (rows: readonly AwaitedRow[]): string => JSON.stringify(rows.map((row) => [row.journey, row.message, row.key, row.case]));

export async function insertAwaited(db: Queryable, rows: readonly AwaitedRow[]): Promise<void> {
  await db.query({
    name: 'correlation-keys-insert',
    text: `insert into correlation_keys (journey, message, key, case_id)
      select r->>0, r->>1, r->>2, r->>3 from jsonb_array_elements($1::jsonb) as r on conflict do nothing`,
    values: [pack(rows)],
  });
}

export async function deleteAwaited(db: Queryable, rows: readonly AwaitedRow[]): Promise<void> {
  await db.query({
    name: 'correlation-keys-delete',
    text: `delete from correlation_keys using jsonb_array_elements($1::jsonb) as r
      where journey = r->>0 and message = r->>1 and key = r->>2 and case_id = r->>3`,
    values: [pack(rows)],
  });
}

/** The cases that wait for these, by id. */
export async function readAwaited(db: Queryable, all: readonly Awaited[]): Promise<AwaitedRow[]> {
  const { rows } = await db.query<{ journey: string; message: string; key: string; case: string }>({
    name: 'correlation-keys-read',
    text: `select k.journey, k.message, k.key, k.case_id as "case" from jsonb_array_elements($1::jsonb) as r
      join correlation_keys k on k.journey = r->>0 and k.message = r->>1 and k.key = r->>2 order by k.case_id`,
    values: [JSON.stringify(all.map(({ journey, message, key }) => [journey, message, key]))],
  });
  return rows;
}

/** The cases that wait for one of these, in pages by id. */
export async function pageOfWaiting(db: Queryable, { journey, message, key }: Awaited, after: string, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ case: string }>({
    name: 'correlation-keys-waiting',
    text: `select case_id as "case" from correlation_keys
      where journey = $1 and message = $2 and key = $3 and case_id > $4 order by case_id limit $5`,
    values: [journey, message, key, after, limit],
  });
  return rows.map((row) => row.case);
}

/** All rows in pages, by journey, message, key and case. */
export async function pageOfAwaited(db: Queryable, { journey, message, key, case: caseId }: AwaitedRow, limit: number): Promise<AwaitedRow[]> {
  const { rows } = await db.query<{ journey: string; message: string; key: string; case: string }>({
    name: 'correlation-keys-page',
    text: `select journey, message, key, case_id as "case" from correlation_keys
      where (journey, message, key, case_id) > ($1, $2, $3, $4) order by journey, message, key, case_id limit $5`,
    values: [journey, message, key, caseId, limit],
  });
  return rows;
}
