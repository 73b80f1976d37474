import { must } from '../../shared/assert.ts';
import type { Answer } from '../../shared/contract/answer.ts';
import type { Command } from '../../shared/contract/commands.ts';
import type { Entry, EntryFact } from '../../shared/contract/entries.ts';
import type { CaseState } from '../../shared/model/case.ts';
import type { Task } from '../../shared/model/task.ts';
import { expectSame, expectThat } from '../../shared/testing/suite.ts';
import { TaskModel } from '../../shared/testing/task-model.ts';
import { dropEnded, evolveCase } from '../../shared/work/evolve-case.ts';
import { Chain } from '../log/chain.ts';
import { canonicalEntry } from '../log/seal.ts';
import { verify } from '../log/verify.ts';
import type { Queryable } from '../store/queryable.ts';
import { readLog } from '../store/tables/log.ts';
import type { Nodes } from './nodes.ts';

const factOf = (entry: Entry): EntryFact => {
  const { at, recordedAt, kind, subject, case: caseId, customer, task, actor } = entry;
  return {
    at, recordedAt, kind, subject, actor, body: JSON.parse(entry.body) as object,
    ...(caseId === null ? {} : { case: caseId }), ...(customer === null ? {} : { customer }), ...(task === null ? {} : { task }),
  } as EntryFact;
};

/** The rows of cases as the desk would load them. */
export async function readCases(db: Queryable, prefix: string): Promise<CaseState[]> {
  const cases = await db.query<{ id: string; state: string }>({ text: 'select id, state from cases where id >= $1 and id < $2 order by id', values: [prefix, `${prefix}~`] });
  const tasks = await db.query<{ state: string }>({ text: `select state from tasks where case_id = any($1::text[]) and status in ('open', 'parked') order by made_at, id`, values: [cases.rows.map(({ id }) => id)] });
  const byCase = Map.groupBy(tasks.rows.map(({ state }) => JSON.parse(state) as Task), (task) => task.case);
  return cases.rows.map(({ state }) => {
    const row = JSON.parse(state) as CaseState['case'];
    return { case: row, tasks: byCase.get(row.id) ?? [] };
  });
}

/**
 * Reads what a run has written and holds it against what was said and answered. Invariants: 1 and 2 by the model, 3 (every input
 * answered once and found once), 9 (the fold is the rows), and the chain without gap or fork (T45).
 */
export class History {
  readonly said = new Map<string, Command>();
  readonly answers = new Map<string, Answer>();
  readonly #model: TaskModel;
  readonly #cases = new Map<string, CaseState>();
  readonly #entries = new Map<string, Entry[]>();
  readonly #chain: Chain;
  #seq: number;

  constructor(start: { seq: number; hash: Buffer }, teamOf: (person: string) => string | undefined) {
    this.#model = new TaskModel(teamOf);
    this.#seq = start.seq;
    this.#chain = new Chain(start.hash.toString('hex'));
  }

  /** Takes an answer; a repeated command must be answered as the first time. */
  answered(id: string, answer: Answer): void {
    const before = this.answers.get(id);
    if (before) expectSame(answer, before, `the answer of ${id} when it was repeated`);
    else this.answers.set(id, answer);
  }

  /** At a barrier, with nothing on its way. */
  async check({ db }: Pick<Nodes, 'db'>, prefix: string): Promise<void> {
    for (const entry of await readLog(db, this.#seq, 1_000_000)) this.#follow(entry);
    const rows = await readCases(db, prefix);
    expectSame(rows, [...this.#cases.values()].filter((state) => state.case.id.startsWith(prefix)).sort((a, b) => (a.case.id < b.case.id ? -1 : 1)), 'the fold of the log and the rows');
    this.#model.agrees(rows.flatMap((state) => state.tasks));
    for (const [id, answer] of this.answers) this.#wasDone(id, answer);
    const ledger = await db.query<{ id: string }>({ text: 'select id from ledger where id >= $1 and id < $2', values: [`c:${prefix}`, `c:${prefix}~`] });
    expectSame(ledger.rows.map(({ id }) => id.slice(2)).sort(), [...this.answers.keys()].sort(), 'the ledger and the answers');
  }

  #follow(entry: Entry): void {
    expectThat(entry.seq === this.#seq + 1, `seq ${String(entry.seq)} after ${String(this.#seq)}`);
    const link = this.#chain.next(canonicalEntry(entry));
    expectThat(link === Buffer.from(entry.hash).toString('hex'), `the chain forks at ${String(entry.seq)}`);
    this.#seq = entry.seq;
    this.#chain.follow(link);
    const fact = factOf(entry);
    this.#entries.set(entry.input, [...(this.#entries.get(entry.input) ?? []), entry]);
    this.#model.follow(fact, this.said.get(entry.input.slice(2)));
    if (!fact.subject.startsWith('case:')) return;
    const id = fact.subject.slice(5);
    const after = evolveCase(this.#cases.get(id), fact);
    if (after) this.#cases.set(id, dropEnded(after));
  }

  #wasDone(id: string, answer: Answer): void {
    const entries = this.#entries.get(`c:${id}`) ?? [];
    const kinds = entries.map(({ kind }) => kind);
    if (answer.ok) {
      expectThat(answer.seq === (entries.at(-1)?.seq ?? 0), `${id} was told seq ${String(answer.seq)}, and the log has ${String(entries.at(-1)?.seq)}`);
      expectThat(new Set(entries.map((entry) => entry.recordedAt)).size <= 1, `${id} was done in two transactions`);
    } else {
      expectSame(kinds, ['refused'], `what ${id}, answered ${answer.code}, left in the log`);
      expectSame((JSON.parse(must(entries[0], 'there is one').body) as { code: string }).code, answer.code, `why ${id} was refused`);
    }
  }
}

/** The whole log against the whole store. */
export async function expectVerified({ db }: Pick<Nodes, 'db'>): Promise<void> {
  const report = await db.transaction((client) => verify(client), 'repeatable read, read only');
  expectThat(report.ok, `verify: ${JSON.stringify(report.problems)}`);
}
