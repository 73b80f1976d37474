import type { Case } from '../../../shared/model/case.ts';
import type { Queryable } from '../queryable.ts';

/** A row as it is loaded: `state` is the canonical JSON that the rows hash was taken over. */
export interface StateRow {
  readonly id: string;
  readonly state: string;
}

/** Locks the cases by id until the end of the transaction and returns them as they then are. */
export async function lockCases(db: Queryable, ids: readonly string[]): Promise<StateRow[]> {
  const { rows } = await db.query<{ id: string; state: string }>({
    name: 'cases-lock',
    text: 'select id, state from cases where id = any($1::text[]) order by id for update',
    values: [ids],
  });
  return rows;
}

/** Open cases of customers that are locked. */
export async function openCasesOf(db: Queryable, customers: readonly string[]): Promise<{ id: string; journey: string; customer: string }[]> {
  const { rows } = await db.query<{ id: string; journey: string; customer: string }>({
    name: 'cases-open-of',
    text: `select id, journey, customer from cases where customer = any($1::text[]) and status = 'open' order by id`,
    values: [customers],
  });
  return rows;
}

type Write = readonly [Case, string];

const pack = (writes: readonly Write[]): string =>
  JSON.stringify(
    writes.map(([row, state]) => [
      row.id, row.journey, row.party.source, row.party.key, row.team, row.status, row.outcome ?? null, row.customer ?? null, row.armed,
      row.openedAt, row.version, state,
    ]),
  );

/** Inserts new cases, sorted by id; 23505 if another node was first. */
export async function insertCases(db: Queryable, writes: readonly Write[]): Promise<void> {
  await db.query({
    name: 'cases-insert',
    text: `insert into cases (id, journey, party_source, party_key, team, status, outcome, customer, armed, opened_at, version, state)
      select r->>0, r->>1, r->>2, r->>3, r->>4, r->>5, r->>6, r->>7, (r->>8)::boolean, (r->>9)::bigint, (r->>10)::integer, r->>11
      from jsonb_array_elements($1::jsonb) as r`,
    values: [pack(writes)],
  });
}

export async function updateCases(db: Queryable, writes: readonly Write[]): Promise<void> {
  await db.query({
    name: 'cases-update',
    text: `update cases set team = r->>4, status = r->>5, outcome = r->>6, customer = r->>7, armed = (r->>8)::boolean,
        version = (r->>10)::integer, state = r->>11
      from jsonb_array_elements($1::jsonb) as r where id = r->>0`,
    values: [pack(writes)],
  });
}
