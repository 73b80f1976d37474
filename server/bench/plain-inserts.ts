import { must } from '../../shared/assert.ts';
import type { Db } from '../store/db.ts';

const tables = ['people', 'cases', 'tasks', 'ledger', 'log'] as const;
const rowsAtOnce = 500;

/** Copies the final rows of one store into an empty one by plain inserts of 500 rows, each committed. Returns the seconds of the inserts alone. */
export async function plainInserts(from: Db, to: Db): Promise<number> {
  let tookMs = 0;
  for (const table of tables) {
    const key = table === 'log' ? 'seq' : 'id';
    const columns = await columnsOf(to, table);
    let after: string | number = table === 'log' ? 0 : '';
    for (;;) {
      const { rows } = await from.query<{ last: string | number | null; page: string }>({
        name: `page-${table}`,
        text: `select max(${key}) as last, json_agg(page)::text as page from (select * from ${table} where ${key} > $1 order by ${key} limit ${String(rowsAtOnce)}) as page`,
        values: [after],
      });
      const [page] = rows;
      if (page?.last == null) break;
      after = page.last;
      const startedAt = performance.now();
      await to.query({
        name: `copy-${table}`,
        text: `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1::json)`,
        values: [page.page],
      });
      tookMs += performance.now() - startedAt;
    }
  }
  return tookMs / 1000;
}

/** The columns that are written; generated ones follow from them. */
async function columnsOf(db: Db, table: string): Promise<string> {
  const { rows } = await db.query<{ columns: string }>({
    text: `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and attgenerated = '' and not attisdropped`,
    values: [table],
  });
  return must(rows[0]?.columns, 'every table has columns');
}
