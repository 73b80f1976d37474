import type { Timer } from '../../shared/work/timers.ts';
import { customerTimers, personTimers, timersOf } from '../../shared/work/timers.ts';
import type { Queryable } from '../store/queryable.ts';
import type { AnyRow, RowTable } from '../store/reads/verify.ts';
import { generatedColumns, readRows, readTimers } from '../store/reads/verify.ts';
import { foldedRows, kindOf } from './folded-rows.ts';
import { RowsSum } from './rows-sum.ts';
import { columnsOf } from './verify-columns.ts';
import type { LogCheck } from './verify-log.ts';
import type { Problems } from './verify-problems.ts';

/** The rows that the log folds to: the short digest of each by table and id, their sum, and the timers that their cases need. */
export interface Expected {
  readonly rows: Readonly<Record<RowTable, Map<string, number>>>;
  readonly sum: RowsSum;
  readonly timers: Map<string, Timer>;
  /** Cases that began in a dropped part and changed since. */
  readonly unproven: ReadonlySet<string>;
  readonly hasDropped: boolean;
  readonly knowsCase: (id: string) => boolean;
}

/** What the tables hold. */
export interface Found {
  readonly counts: Record<RowTable, number>;
  /** Over all rows. */
  readonly sum: RowsSum;
  /** Over the rows of ended cases whose entries were dropped, and that nothing changed since; how many. */
  readonly carriedSum: RowsSum;
  carried: number;
}

/** Boils the fold down to what the rows are compared with. `endedSum` of the check is part of the sum. */
export function expectedRows(check: LogCheck): Expected {
  const sum = check.endedSum();
  const rows: Expected['rows'] = { cases: new Map(), tasks: check.ended, people: new Map(), teams: new Map(), customers: new Map() };
  for (const [table, id, text] of foldedRows(check.fold)) rows[table].set(id, sum.add(kindOf[table], id, text));
  const timers = new Map<string, Timer>();
  for (const state of check.fold.cases.armed()) for (const timer of timersOf(state, 0)) timers.set(timer.id, timer);
  for (const person of check.fold.people.values()) for (const timer of personTimers(person)) timers.set(timer.id, timer);
  for (const customer of check.fold.customers.values()) for (const timer of customerTimers(customer)) timers.set(timer.id, timer);
  for (const timer of check.starts.values()) timers.set(timer.id, timer);
  const { unproven, droppedTo } = check;
  return { rows, sum, timers, unproven, hasDropped: droppedTo > 0, knowsCase: (id) => check.fold.cases.has(id) };
}

/** Compares the rows of all tables with the log's. */
export async function checkTables(db: Queryable, expected: Expected, problems: Problems): Promise<Found> {
  const counts: Found['counts'] = { cases: 0, tasks: 0, people: 0, teams: 0, customers: 0 };
  const found: Found = { counts, sum: new RowsSum(), carriedSum: new RowsSum(), carried: 0 };
  const generated = await generatedColumns(db);
  for (const table of Object.keys(counts) as RowTable[]) {
    const check = (row: AnyRow): void => checkRow({ table, row, expected, found, problems, generated });
    counts[table] = await eachRow((after) => readRows(db, table, after, pageSize), check);
    // What was found was taken out.
    for (const id of expected.rows[table].keys())
      problems.add(`${table}.missing`, { row: `${table} ${id}` }, 'the log gives this row, the table does not hold it');
  }
  return found;
}

const pageSize = 2000;

async function eachRow<Row extends { readonly id: string }>(read: (after: string) => Promise<Row[]>, check: (row: Row) => void): Promise<number> {
  let rows = 0;
  for (let after = ''; ; ) {
    const page = await read(after);
    for (const row of page) check(row);
    rows += page.length;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return rows;
    after = last.id;
  }
}

interface RowCheck {
  readonly table: RowTable;
  readonly row: AnyRow;
  readonly expected: Expected;
  readonly found: Found;
  readonly problems: Problems;
  readonly generated: ReadonlySet<string>;
}

function checkRow({ table, row, expected, found, problems, generated }: RowCheck): void {
  const place = { row: `${table} ${row.id}` };
  const digest = found.sum.add(kindOf[table], row.id, row.state);
  const wanted = expected.rows[table].get(row.id);
  if (wanted === undefined) {
    const began = expected.hasDropped ? endedCaseOf(table, row) : undefined;
    if (began === undefined || expected.knowsCase(began)) problems.add(`${table}.added`, place, 'the log does not give this row');
    else if (!expected.unproven.has(began)) {
      found.carriedSum.add(kindOf[table], row.id, row.state);
      found.carried += 1;
    }
  } else if (wanted !== digest) problems.add(`${table}.changed`, place, 'its state is not what the log folds to');
  expected.rows[table].delete(row.id);
  const wrong = wrongColumn(table, row, generated);
  if (wrong !== undefined) problems.add(`${table}.column`, place, wrong);
}

/** The case of a row that may have begun and ended in a dropped part. */
function endedCaseOf(table: RowTable, row: AnyRow): string | undefined {
  if (table === 'cases') return row['status'] === 'closed' ? row.id : undefined;
  const isEnded = table === 'tasks' && row['status'] !== 'open' && row['status'] !== 'parked';
  return isEnded && typeof row['case_id'] === 'string' ? row['case_id'] : undefined;
}

function wrongColumn(table: RowTable, row: AnyRow, generated: ReadonlySet<string>): string | undefined {
  let columns: Readonly<Record<string, unknown>>;
  try {
    columns = columnsOf[table](JSON.parse(row.state) as never);
  } catch {
    return 'its state cannot be read';
  }
  for (const name in row) {
    if (name === 'state' || generated.has(`${table}.${name}`)) continue;
    if (!(name in columns)) return `the column ${name} is unknown`;
    if (columns[name] !== row[name]) return `${name} is ${JSON.stringify(row[name])}, its state says ${JSON.stringify(columns[name])}`;
  }
  return undefined;
}

/**
 * A stall that only moved later keeps its row until it fires, and the span of a first touch is a setting (0 here) that may have been
 * another when the row was written.
 */
function isDue(timer: Timer, dueAt: number): boolean {
  if (timer.kind === 'stall') return dueAt <= timer.dueAt;
  return timer.kind === 'firstTouch' ? dueAt >= timer.dueAt : dueAt === timer.dueAt;
}

/** Compares the timer rows with what the cases of the log need. When a journey begins by itself may stand in a part that was dropped. */
export async function checkTimers(db: Queryable, { timers: expected, hasDropped }: Pick<Expected, 'timers' | 'hasDropped'>, problems: Problems): Promise<void> {
  await eachRow(
    (after) => readTimers(db, after, pageSize),
    (row) => {
      const place = { row: `timers ${row.id}` };
      const timer = expected.get(row.id);
      expected.delete(row.id);
      if (!timer && row.kind === 'start' && hasDropped) return;
      if (!timer) problems.add('timers.added', place, 'no case needs this timer');
      else if (timer.kind !== row.kind || timer.case !== row.case) problems.add('timers.changed', place, `it should be a ${timer.kind} of ${timer.case}`);
      else if (!isDue(timer, row.dueAt)) problems.add('timers.changed', place, `due at ${String(row.dueAt)}, its case says ${String(timer.dueAt)}`);
    },
  );
  for (const id of expected.keys()) problems.add('timers.missing', { row: `timers ${id}` }, 'a case needs this timer, the table does not hold it');
}
