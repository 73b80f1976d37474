import type { Db } from '../store/db.ts';

const tables = ['people', 'cases', 'tasks', 'ledger', 'log'] as const;
const rowsAtOnce = 500;

/** Copies the final rows of one store into an empty one by plain inserts of 500 rows, each committed. Returns the seconds of the inserts alone. */
export async function plainInserts(from: Db, to: Db): Promise<number> {
  let tookMs = 0;
  for (const table of tables) {
    const key = table === 'log' ? 'seq' : 'id';
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
        text: `insert into ${table} select * from json_populate_recordset(null::${table}, $1::json)`,
        values: [page.page],
      });
      tookMs += performance.now() - startedAt;
    }
  }
  return tookMs / 1000;
}
