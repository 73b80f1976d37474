import type { Queryable } from '../store/queryable.ts';
import { countOutsideLedger, readStored } from '../store/reads/verify.ts';
import type { Head } from '../store/tables/head.ts';
import { readHead } from '../store/tables/head.ts';
import type { RowsSum } from './rows-sum.ts';
import { LogCheck } from './verify-log.ts';
import type { Problem } from './verify-problems.ts';
import { Problems } from './verify-problems.ts';
import { checkTables, checkTimers, expectedRows } from './verify-rows.ts';

export interface VerifyOptions {
  /** Entries done so far, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly pageSize?: number;
}

export interface VerifyReport {
  readonly ok: boolean;
  /** Of the head; the hash in hex. */
  readonly seq: number;
  readonly hash: string;
  readonly entries: number;
  readonly cases: number;
  readonly tasks: number;
  readonly people: number;
  readonly problems: readonly Problem[];
  readonly seconds: number;
  /** The most that the process has held, in MB. */
  readonly rssMb: number;
}

/** Ids of commands are kept for 30 days, and those of events as long as their cases. */
const ledgerRetentionMs = 30 * 24 * 60 * 60_000;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/**
 * Checks the log and everything that follows from it: no gap, the chain, the head, every entry at its version, and that `evolve` gives
 * every row. `db` must read one snapshot, as a repeatable-read transaction does. Reads only; names the first bad entry or row of each
 * kind of problem.
 */
export async function verify(db: Queryable, options: VerifyOptions = {}): Promise<VerifyReport> {
  const startedAt = performance.now();
  const problems = new Problems();
  const head = await readHead(db);
  const check = new LogCheck(problems);
  await walk(db, check, head, options);
  checkHead(head, check, problems);
  const expected = expectedRows(check);
  const { counts, sum } = await checkTables(db, expected, problems);
  checkSums(head, sum, expected.sum, problems);
  await checkTimers(db, expected.timers, problems);
  await checkLedger(db, head, problems);
  const list = problems.list();
  return {
    ok: list.length === 0,
    seq: head.seq,
    hash: hex(head.hash),
    entries: check.entries,
    cases: counts.cases,
    tasks: counts.tasks,
    people: counts.people,
    problems: list,
    seconds: Math.round(performance.now() - startedAt) / 1000,
    rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

/** Reads page after page; the next is on its way while one is checked. */
async function walk(db: Queryable, check: LogCheck, head: Head, { onProgress, pageSize = 4000 }: VerifyOptions): Promise<void> {
  let next = readStored(db, check.seq, pageSize);
  for (;;) {
    const page = await next;
    const last = page.at(-1);
    if (!last) return;
    next = readStored(db, last.seq, pageSize);
    // Heard when it is awaited; until then nobody listens.
    next.catch(() => undefined);
    for (const entry of page) check.next(entry);
    onProgress?.(check.entries, head.seq);
  }
}

function checkHead(head: Head, check: LogCheck, problems: Problems): void {
  if (check.seq < head.seq) problems.add('tail', { seq: check.seq + 1 }, `the log ends at ${String(check.seq)}, its head says ${String(head.seq)}`);
  if (check.seq > head.seq) problems.add('tail', { seq: head.seq + 1 }, `the log goes on to ${String(check.seq)}, its head says ${String(head.seq)}`);
  const wrong = (column: string, detail: string): void => problems.add(`head.${column}`, { row: 'head' }, `${column}: ${detail}`);
  if (hex(head.hash) !== check.hash) wrong('hash', 'is not that of the last entry');
  if (head.recordedAt !== check.recordedAt) wrong('recorded_at', `is ${String(head.recordedAt)}, the newest entry's is ${String(check.recordedAt)}`);
  if (head.catalogVersion !== check.catalogVersion) wrong('catalog_version', `is ${String(head.catalogVersion)}, the log gives ${String(check.catalogVersion)}`);
  if (head.rightsVersion > check.rightsEntries || (head.rightsVersion < 1 && check.rightsEntries > 0))
    wrong('rights_version', `is ${String(head.rightsVersion)} after ${String(check.rightsEntries)} changes of rights`);
}

/** The sums over the rows, over the fold and in the head must be one. */
function checkSums(head: Head, rowsSum: RowsSum, foldSum: RowsSum, problems: Problems): void {
  const [rows, fold] = [rowsSum.bytes(), foldSum.bytes()];
  if (!rows.equals(fold)) problems.add('rowsHash', { row: 'rows' }, `the rows sum to ${hex(rows)}, the log folds to ${hex(fold)}`);
  if (!head.rowsHash.equals(fold)) problems.add('head.rows_hash', { row: 'head' }, `rows_hash: is ${hex(head.rowsHash)}, the log folds to ${hex(fold)}`);
}

async function checkLedger(db: Queryable, head: Head, problems: Problems): Promise<void> {
  const { entries, firstSeq, held } = await countOutsideLedger(db, head.recordedAt - ledgerRetentionMs);
  if (firstSeq !== null) problems.add('ledger', { seq: firstSeq }, `the inputs of ${String(entries)} entries are not in the ledger`);
  if (held > 0) problems.add('held', { row: 'held_input' }, `${String(held)} held inputs are not in the ledger`);
}
