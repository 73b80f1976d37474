import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from '../../../shared/contract/answer.ts';
import type { Entry, EntryDraft } from '../../../shared/contract/entries.ts';
import { expectThat } from '../../../shared/testing/suite.ts';
import type { SuiteReport } from '../../../shared/testing/suite.ts';
import { entryColumns, readLog } from '../../store/tables/log.ts';
import { caseWith, person, team } from '../loop.ts';
import type { Node, Nodes } from '../nodes.ts';

export interface TrapOptions {
  readonly runs: number;
}

/** Repeats a scenario; interleavings come from the machine, so the run's number stands for a seed. */
export async function repeat(suite: string, traps: string, { runs }: TrapOptions, run: (index: number) => Promise<void>): Promise<SuiteReport> {
  for (let index = 0; index < runs; index += 1)
    await run(index).catch((error: unknown) => {
      throw new Error(`${suite} (${traps}) failed in run ${String(index + 1)}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    });
  return { suite, traps, runs, seed: 0 };
}

/** The node of an index, in turn. */
export function nodeAt({ all }: Nodes, index: number): Node {
  const node = all[index % all.length];
  if (!node) throw new Error('no node');
  return node;
}

export const people = (...ids: readonly string[]): EntryDraft[] => ids.map((id) => person(id));
export const bank = (...more: readonly EntryDraft[]): EntryDraft[] => [team('north'), team('south'), person('lead', { role: 'teamLead' }), person('chief', { role: 'teamLead' }), ...more];

let made = 0;
/** A case of its own with tasks in the queue of north. */
export async function newCase(nodes: Nodes, tasks = 1): Promise<{ caseId: string; tasks: string[]; task: string }> {
  made += 1;
  const ids = Array.from({ length: tasks }, (_, i) => `t${String(made)}-${String(i)}`);
  await nodes.enter(...caseWith(`k${String(made)}`, ids));
  return { caseId: `k${String(made)}`, tasks: ids, task: ids[0] ?? '' };
}

export function fenceOf(answer: Answer): number {
  expectThat(answer.ok, `refused: ${answer.ok ? '' : `${answer.code} ${JSON.stringify(answer.params)}`}`);
  return Number(answer.result?.['fence']);
}

/** A case's entries in their order. */
export async function entriesOf({ db }: Nodes, caseId: string): Promise<Entry[]> {
  const { rows } = await db.query<Entry & Record<string, unknown>>({ text: `select ${entryColumns} from log where case_id = $1 order by seq`, values: [caseId] });
  return rows;
}

export const wholeLog = ({ db }: Nodes): Promise<Entry[]> => readLog(db, 0, 1_000_000);

/** The answer, or an error where none comes in time: a wrong desk may never answer. */
export async function within<T>(ms: number, what: string, answer: Promise<T>): Promise<T> {
  const late = new AbortController();
  const tooLate = wait(ms, undefined, { signal: late.signal, ref: false }).then(
    () => Promise.reject(new Error(`${what}: no answer within ${String(ms)} ms`)),
    () => new Promise<never>(() => undefined),
  );
  return Promise.race([answer, tooLate]).finally(() => late.abort());
}

/** Holds each transaction a moment before its commit, so that two of them meet more often. */
export const lingering = (point: string): Promise<void> | undefined => (point === 'beforeCommit' ? wait(1) : undefined);
