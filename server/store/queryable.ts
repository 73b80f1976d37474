import type { QueryResultRow } from 'pg';

export interface Statement {
  /** Named statements are prepared once per connection. */
  readonly name?: string;
  readonly text: string;
  readonly values?: unknown[];
}

/** What every table module needs: a pool, a client or a transaction. */
export interface Queryable {
  query<Row extends QueryResultRow = QueryResultRow>(statement: Statement): Promise<{ rows: Row[]; rowCount: number | null }>;
}
