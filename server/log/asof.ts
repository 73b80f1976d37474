import type { Task } from '../../shared/model/task.ts';
import { isOpen } from '../../shared/model/task.ts';
import type { Queryable } from '../store/queryable.ts';
import type { FoldEntry } from '../store/reads/log-fold.ts';
import { lastRecorded, readFoldEntries, readHappened } from '../store/reads/log-fold.ts';
import { Fold, factOf } from './fold.ts';
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

const pageSize = 4000;

/**
 * Folds the log up to a moment (milliseconds UTC). By `at`, entries that happened later are left out wherever they stand in the log;
 * by `recorded`, everything behind the last entry recorded by then. `db` must read one snapshot.
 */
export async function asOf(db: Queryable, moment: number, by: AsOfBy): Promise<AsOf> {
  const fold = new Fold(() => undefined);
  const upTo = by === 'recorded' ? await lastRecorded(db, moment) : 0;
  const read = (after: number): Promise<FoldEntry[]> =>
    by === 'at' ? readHappened(db, moment, after, pageSize) : readFoldEntries(db, after, upTo, pageSize);
  let next = read(0);
  for (;;) {
    const page = await next;
    const last = page.at(-1);
    if (!last) break;
    next = read(last.seq);
    // Heard when it is awaited; until then nobody listens.
    next.catch(() => undefined);
    for (const entry of page) foldOne(fold, entry);
  }
  return count(fold);
}

function foldOne(fold: Fold, entry: FoldEntry): void {
  const read = readBody(entry);
  if ('wrong' in read) throw new Error(`entry ${String(entry.seq)} cannot be folded: ${read.detail}`);
  fold.apply(factOf(entry, read.body));
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
