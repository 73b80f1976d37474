import type { EntryFact } from '../../shared/contract/entries.ts';
import type { Task } from '../../shared/model/task.ts';
import { scopesOf } from '../../shared/work/scopes.ts';
import type { Timer } from '../../shared/work/timers.ts';
import { startTimer } from '../../shared/work/timers.ts';
import type { StoredEntry } from '../store/reads/verify.ts';
import { canonicalJson } from '../../shared/canonical.ts';
import { Chain } from './chain.ts';
import { Fold, factOf } from './fold.ts';
import type { Folded } from './fold.ts';
import { foldedRows, kindOf } from './folded-rows.ts';
import { RowsSum } from './rows-sum.ts';
import { canonicalEntry } from './seal.ts';
import { readBody } from './verify-entry.ts';
import type { Problems } from './verify-problems.ts';

/** Entries that change no row, whatever their case is. */
const harmless = new Set(['event:recorded', 'refused', 'exception:raised', 'exception:resolved']);
const rightsKinds = new Set(['person:added', 'person:changed', 'team:added', 'team:changed']);

/** Checks entry after entry, and folds them. What is bad is reported and passed over, so that one bad entry does not hide the rest. */
export class LogCheck {
  readonly fold: Fold;
  /** First 6 bytes of the digest of each ended task's row, by id. */
  readonly ended = new Map<string, number>();
  readonly #endedSum = new RowsSum();
  readonly #problems: Problems;
  readonly #chain = new Chain();
  /** The seqs after which the sum over all rows is wanted, and what it was. */
  readonly #wanted: ReadonlySet<number>;
  readonly sums = new Map<number, RowsSum>();
  /** The timers of journeys that begin by themselves, by id. */
  readonly starts = new Map<string, Timer>();
  seq = 0;
  /** Of the last entry, in hex. */
  hash = '00'.repeat(32);
  entries = 0;
  /** The newest `recordedAt`. */
  recordedAt = 0;
  /** What the head's catalog version must be, and the most its rights version can be. */
  catalogVersion = 0;
  rightsEntries = 0;
  /** The last seq of the dropped parts, to be set before the first entry; the dropped cases that entries behind it changed. */
  droppedTo = 0;
  readonly unproven = new Set<string>();

  /** `sumsAt`: the seqs after which the sum over all rows is to be kept. */
  constructor(problems: Problems, sumsAt: Iterable<number> = []) {
    this.#problems = problems;
    this.#wanted = new Set(sumsAt);
    this.fold = new Fold((task: Task) => this.ended.set(task.id, this.#endedSum.add('task', task.id, canonicalJson(task))));
  }

  /** What is left of a dropped part: it has gaps, and so no chain, but what is left folds. */
  carry(entry: StoredEntry): void {
    this.entries += 1;
    this.#read(entry);
  }

  /** Goes on behind a dropped part, from its last hash in hex. */
  goOnBehind(seq: number, hash: string): void {
    [this.seq, this.hash] = [seq, hash];
    this.#chain.follow(hash);
    this.#keepSum(seq);
  }

  next(entry: StoredEntry): void {
    const { seq } = entry;
    this.entries += 1;
    const isNext = seq === this.seq + 1;
    if (!isNext) this.#problems.add('gap', { seq: this.seq + 1 }, `after ${String(this.seq)} comes ${String(seq)}`);
    // Behind a gap the chain cannot hold: that is one problem, not two.
    else if (this.#chain.next(canonicalEntry(entry)) !== entry.hash)
      this.#problems.add('chain', { seq }, 'its hash is not that of the entry before it and its columns');
    this.seq = seq;
    this.hash = entry.hash;
    this.#chain.follow(entry.hash);
    this.#read(entry);
    this.#keepSum(seq);
  }

  #read(entry: StoredEntry): void {
    this.recordedAt = Math.max(this.recordedAt, entry.recordedAt);
    this.catalogVersion = Math.max(this.catalogVersion, entry.catalog + (entry.kind === 'catalog:loaded' ? 1 : 0));
    if (rightsKinds.has(entry.kind) && !entry.subject.startsWith('person:log:')) this.rightsEntries += 1;
    const read = readBody(entry);
    if ('wrong' in read) this.#problems.add(read.wrong, { seq: entry.seq }, read.detail);
    else {
      if (entry.kind === 'journey:scheduled') this.#schedule(startTimer(read.body as Parameters<typeof startTimer>[0]));
      this.#foldOne(entry, factOf(entry, read.body));
    }
  }

  #schedule({ dueAt, ...timer }: ReturnType<typeof startTimer>): void {
    if (dueAt === null) this.starts.delete(timer.id);
    else this.starts.set(timer.id, { ...timer, dueAt });
  }

  #keepSum(seq: number): void {
    if (!this.#wanted.has(seq)) return;
    const sum = this.endedSum();
    for (const [table, id, text] of foldedRows(this.fold)) sum.add(kindOf[table], id, text);
    this.sums.set(seq, sum);
  }

  #foldOne(entry: StoredEntry, fact: EntryFact): void {
    const teamWas = fact.kind === 'person:changed' ? this.fold.people.get(fact.subject.slice('person:'.length))?.team : undefined;
    const folded = this.fold.apply(fact);
    if (folded.changedAt !== undefined && folded.changedAt > entry.recordedAt)
      this.#problems.add('time', { seq: entry.seq }, `recorded at ${String(entry.recordedAt)}, but its subject at ${String(folded.changedAt)}`);
    if (this.#beganBefore(fact, folded)) {
      if (!harmless.has(fact.kind)) this.unproven.add(fact.subject.slice('case:'.length));
    } else this.#checkScopes(entry, fact, folded, teamWas);
  }

  /** Whether the case of an entry began in a dropped part, so that its state is not known here. */
  #beganBefore(fact: EntryFact, { after }: Folded): boolean {
    return this.droppedTo > 0 && after === undefined && fact.subject.startsWith('case:');
  }

  #checkScopes(entry: StoredEntry, fact: EntryFact, { before, after }: Folded, teamWas: string | undefined): void {
    const expected = scopesOf(fact, before, after, (person) => this.fold.people.get(person)?.team);
    if (entry.scopes === arrayText(expected)) return;
    // Whoever moves to another team is heard of in the old one too.
    if (teamWas !== undefined && entry.scopes === arrayText(scopesOf(fact, before, after, () => teamWas))) return;
    this.#problems.add('scopes', { seq: entry.seq }, `stored are ${entry.scopes}, the fold gives ${arrayText(expected)}`);
  }

  /** The sum over the rows of ended tasks, to be added to. */
  endedSum(): RowsSum {
    return this.#endedSum.copy();
  }
}

const plain = /^[A-Za-z0-9:_.@/-]+$/;

/** An array as PostgreSQL writes it as text: what is not plain stands in quotes. */
const arrayText = (items: readonly string[]): string =>
  `{${items.map((item) => (plain.test(item) && item !== 'NULL' ? item : `"${item.replaceAll(/["\\]/g, '\\$&')}"`)).join(',')}}`;
