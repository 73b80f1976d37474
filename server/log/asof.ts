import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';
import type { Task } from '../../shared/model/task.ts';
import { isOpen } from '../../shared/model/task.ts';
import type { Queryable } from '../store/queryable.ts';
import type { FoldEntry } from '../store/reads/log-fold.ts';
import { lastRecorded, readFoldEntries, readHappened } from '../store/reads/log-fold.ts';
import type { ArchiveRow } from '../store/tables/log-archive.ts';
import { readArchives } from '../store/tables/log-archive.ts';
import { Fold, factOf } from './fold.ts';
import { archivePages, pages, wrongArchive } from './log-pages.ts';
import { readBody } from './verify-entry.ts';

/** The open work at a moment of the past. */
export interface AsOf {
  readonly open: number;
  /** Of the open ones, those that are in no queue. */
  readonly held: number;
  readonly heldByPerson: number;
  /** Cases with open tasks. */
  readonly cases: number;
}

/** `at`: what had happened by then. `recorded`: what Baton knew by then. */
export type AsOfBy = 'at' | 'recorded';

const pageSize = 1000;

/**
 * Folds the log up to a moment (milliseconds UTC). By `at`, entries that happened later are left out wherever they stand in the log;
 * by `recorded`, everything behind the last entry recorded by then. Refuses with `log_archived {upTo}` where a part was dropped and its
 * archive is not in the folder. `db` must read one snapshot.
 */
export async function asOf(db: Queryable, moment: number, by: AsOfBy, archives?: string): Promise<AsOf | Refusal> {
  const dropped = (await readArchives(db)).filter((row) => row.isDropped);
  for (const row of dropped) {
    const wrong = archives === undefined ? 'the folder is not given' : await wrongArchive(archives, row);
    if (wrong !== undefined) return refuse('log_archived', { upTo: row.lastSeq, file: row.file, because: wrong });
  }
  const archived = (): AsyncGenerator<FoldEntry[]> => archivedPages(archives ?? '', dropped);
  const droppedTo = dropped.at(-1)?.lastSeq ?? 0;
  const fold = new Fold(() => undefined);
  if (by === 'at') {
    for await (const page of archived()) foldAll(fold, page.filter((entry) => entry.at <= moment));
    for await (const page of pages((after) => readHappened(db, moment, after, pageSize), droppedTo)) foldAll(fold, page);
    return count(fold);
  }
  const inDatabase = await lastRecorded(db, moment);
  const upTo = inDatabase > droppedTo ? inDatabase : await lastOf(archived(), moment);
  for await (const page of archived()) foldAll(fold, page.filter(({ seq }) => seq <= upTo));
  for await (const page of pages((after) => readFoldEntries(db, after, upTo, pageSize), droppedTo)) foldAll(fold, page);
  return count(fold);
}

async function* archivedPages(folder: string, rows: readonly ArchiveRow[]): AsyncGenerator<FoldEntry[]> {
  for (const row of rows) yield* archivePages(folder, row, pageSize);
}

async function lastOf(all: AsyncIterable<FoldEntry[]>, moment: number): Promise<number> {
  let last = 0;
  for await (const page of all) for (const { seq, recordedAt } of page) if (recordedAt <= moment) last = seq;
  return last;
}

function foldAll(fold: Fold, entries: readonly FoldEntry[]): void {
  for (const entry of entries) {
    const read = readBody(entry);
    if ('wrong' in read) throw new Error(`entry ${String(entry.seq)} cannot be folded: ${read.detail}`);
    fold.apply(factOf(entry, read.body));
  }
}

function count(fold: Fold): AsOf {
  let [open, held, heldByPerson, cases] = [0, 0, 0, 0];
  for (const { tasks } of fold.cases.states()) {
    const work: readonly Task[] = tasks.filter(isOpen);
    const away = work.filter((task) => task.holder?.by !== 'queue');
    open += work.length;
    held += away.length;
    heldByPerson += away.filter((task) => task.holder?.by === 'person').length;
    cases += work.length > 0 ? 1 : 0;
  }
  return { open, held, heldByPerson, cases };
}
