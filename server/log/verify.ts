import type { Queryable } from '../store/queryable.ts';
import type { StoredEntry } from '../store/reads/verify.ts';
import { countOutsideLedger } from '../store/reads/verify.ts';
import type { Head } from '../store/tables/head.ts';
import { readHead } from '../store/tables/head.ts';
import type { ArchiveRow } from '../store/tables/log-archive.ts';
import { readArchives } from '../store/tables/log-archive.ts';
import type { Checkpoint } from './checkpoints.ts';
import { listCheckpoints } from './checkpoints.ts';
import { archivePages, storedPages, wrongArchive } from './log-pages.ts';
import { checkAwaited } from './verify-awaited.ts';
import { LogCheck } from './verify-log.ts';
import type { Problem } from './verify-problems.ts';
import { Problems } from './verify-problems.ts';
import type { Expected, Found } from './verify-rows.ts';
import { checkTables, checkTimers, expectedRows } from './verify-rows.ts';

export interface VerifyOptions {
  /** Entries done so far, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly pageSize?: number;
  /** The folder of archives, to begin at 1 where parts of the log were dropped. */
  readonly archives?: string;
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
  /**
   * Where parts of the log were dropped and no archives are given: the first entry of the chain, the rows that only a checkpoint vouches
   * for, and the cases of which an entry behind the dropped part changed something, which then nothing vouches for.
   */
  readonly from?: number;
  readonly carried?: number;
  readonly unproven?: number;
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
  const checkpoints = await listCheckpoints(db);
  const check = new LogCheck(problems, checkpoints.map(({ of }) => of));
  await walk(db, check, head, problems, options);
  checkHead(head, check, problems);
  const expected = expectedRows(check);
  const found = await checkTables(db, expected, problems);
  checkSums(head, found, expected, problems);
  checkCheckpoints(checkpoints, check, found, problems);
  await checkTimers(db, expected, problems);
  await checkAwaited(db, check.fold.cases.armed(), problems);
  await checkLedger(db, head, problems);
  const { counts, carried } = found;
  const list = problems.list();
  return {
    ok: list.length === 0,
    seq: head.seq,
    hash: hex(head.hash),
    entries: check.entries,
    cases: counts.cases,
    tasks: counts.tasks,
    people: counts.people,
    ...(check.droppedTo > 0 ? { from: check.droppedTo + 1, carried, unproven: check.unproven.size } : {}),
    problems: list,
    seconds: Math.round(performance.now() - startedAt) / 1000,
    rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

/** Takes the check through the log: what was dropped from its archives, or from what is left of it, and the rest from the database. */
async function walk(db: Queryable, check: LogCheck, head: Head, problems: Problems, options: VerifyOptions): Promise<void> {
  const { archives, onProgress, pageSize = 1000 } = options;
  const tell = (): void => onProgress?.(check.entries, head.seq);
  const dropped = (await readArchives(db)).filter((row) => row.isDropped);
  const after = dropped.at(-1)?.lastSeq ?? 0;
  const isWhole = archives !== undefined && (await checkArchives(archives, dropped, problems));
  if (!isWhole) check.droppedTo = after;
  for (const row of dropped)
    if (isWhole) for await (const page of archivePages(archives, row, pageSize)) takeAll(check, page, tell);
    else await carry(db, check, row, pageSize);
  for await (const page of storedPages(db, after, pageSize)) takeAll(check, page, tell);
}

async function checkArchives(folder: string, dropped: readonly ArchiveRow[], problems: Problems): Promise<boolean> {
  let isWhole = true;
  for (const row of dropped) {
    const wrong = await wrongArchive(folder, row);
    if (wrong === undefined) continue;
    problems.add('archive', { row: `log_archive ${row.file}` }, wrong);
    isWhole = false;
  }
  return isWhole;
}

function takeAll(check: LogCheck, page: readonly StoredEntry[], tell: () => void): void {
  for (const entry of page) check.next(entry);
  tell();
}

async function carry(db: Queryable, check: LogCheck, { firstSeq, lastSeq, lastHash }: ArchiveRow, pageSize: number): Promise<void> {
  for await (const page of storedPages(db, firstSeq - 1, pageSize, lastSeq)) for (const entry of page) check.carry(entry);
  check.goOnBehind(lastSeq, hex(lastHash));
}

function checkHead(head: Head, check: LogCheck, problems: Problems): void {
  if (check.seq < head.seq) problems.add('tail', { seq: check.seq + 1 }, `the log ends at ${String(check.seq)}, its head says ${String(head.seq)}`);
  if (check.seq > head.seq) problems.add('tail', { seq: head.seq + 1 }, `the log goes on to ${String(check.seq)}, its head says ${String(head.seq)}`);
  const wrong = (column: string, detail: string): void => problems.add(`head.${column}`, { row: 'head' }, `${column}: ${detail}`);
  if (hex(head.hash) !== check.hash) wrong('hash', 'is not that of the last entry');
  // The newest of a dropped part may have been newer than all that came behind it on other servers.
  if (head.recordedAt !== check.recordedAt && (check.droppedTo === 0 || head.recordedAt < check.recordedAt)) wrong('recorded_at', `is ${String(head.recordedAt)}, the newest entry's is ${String(check.recordedAt)}`);
  if (head.catalogVersion !== check.catalogVersion) wrong('catalog_version', `is ${String(head.catalogVersion)}, the log gives ${String(check.catalogVersion)}`);
  if (head.rightsVersion > check.rightsEntries || (head.rightsVersion < 1 && check.rightsEntries > 0))
    wrong('rights_version', `is ${String(head.rightsVersion)} after ${String(check.rightsEntries)} changes of rights`);
}

/** The sums over the rows, over the fold and in the head must be one; with a dropped part, over the rows and in the head. */
function checkSums(head: Head, found: Found, expected: Expected, problems: Problems): void {
  const [rows, fold] = [found.sum.bytes(), expected.sum.bytes()];
  const right = expected.hasDropped ? rows : fold;
  if (!rows.equals(right)) problems.add('rowsHash', { row: 'rows' }, `the rows sum to ${hex(rows)}, the log folds to ${hex(fold)}`);
  if (!head.rowsHash.equals(right)) problems.add('head.rows_hash', { row: 'head' }, `rows_hash: is ${hex(head.rowsHash)}, not ${hex(right)}`);
}

/** Each checkpoint against the fold as it then was and the rows that were carried over from a dropped part. */
function checkCheckpoints(checkpoints: readonly Checkpoint[], check: LogCheck, { carriedSum }: Found, problems: Problems): void {
  for (const { seq, of, rowsHash } of checkpoints) {
    if (seq <= check.droppedTo || (of < check.droppedTo && of > 0)) continue;
    const sum = check.sums.get(of);
    if (!sum || of >= seq) problems.add('checkpoint', { seq }, `it speaks of ${String(of)}, which is no entry before it`);
    else if (check.unproven.size === 0) {
      sum.addDigest(carriedSum.bytes());
      if (hex(sum.bytes()) !== rowsHash) problems.add('checkpoint', { seq }, `it says ${rowsHash}, the rows then summed to ${hex(sum.bytes())}`);
    }
  }
}

async function checkLedger(db: Queryable, head: Head, problems: Problems): Promise<void> {
  const { entries, firstSeq, held } = await countOutsideLedger(db, head.recordedAt - ledgerRetentionMs);
  if (firstSeq !== null) problems.add('ledger', { seq: firstSeq }, `the inputs of ${String(entries)} entries are not in the ledger`);
  if (held > 0) problems.add('held', { row: 'held_input' }, `${String(held)} held inputs are not in the ledger`);
}
