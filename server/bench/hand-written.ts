import { randomBytes, randomUUID } from 'node:crypto';
import type { Db, DbClient } from '../store/db.ts';
import type { Statement } from '../store/queryable.ts';
import { caseId, taskId } from './bank.ts';

/** What one writes by hand to claim or complete a task and keep a log of it: nothing is decided, checked, hashed or told. */
export interface HandWritten {
  /** Statement after statement. */
  stepwise(action: Action, task: number): Promise<void>;
  /** The reads at once, then the writes at once: the fewest round trips there are. */
  pipelined(action: Action, task: number): Promise<void>;
  close(): Promise<void>;
}

export type Action = 'claim' | 'complete';

interface Row extends Record<string, unknown> {
  readonly state: string;
}

/** Works on a store that `openBank` filled, as one person of the first team. `plain` and `inPipeline` are pools on it. */
export async function openHandWritten(plain: Db, inPipeline: Db): Promise<HandWritten> {
  const [one, other] = [await plain.client(), await inPipeline.client()];
  return {
    stepwise: async (action, task) => {
      const read: Row[][] = [];
      await one.query('BEGIN');
      for (const statement of reads(task)) read.push((await one.query<Row>(statement)).rows);
      for (const statement of writes(action, task, read)) await one.query(statement);
      await one.query('COMMIT');
    },
    pipelined: async (action, task) => {
      const [, ...read] = await other.sendAll([{ text: 'BEGIN' }, ...reads(task)]);
      await other.sendAll([...writes(action, task, read.map(({ rows }) => rows as Row[])), { text: 'COMMIT' }]);
    },
    close: async () => {
      for (const client of [one, other] satisfies DbClient[]) client.release();
      await plain.close();
      await inPipeline.close();
    },
  };
}

const reads = (task: number): Statement[] => [
  { name: 'hand-case', text: 'select state from cases where id = $1 for update', values: [caseId(0, task)] },
  { name: 'hand-task', text: 'select state from tasks where id = $1 for update', values: [taskId(0, task)] },
];

const scopes = ['queue:team-0', 'case:k-0-0', 'me:p-0-0', 'team:team-0'];

function writes(action: Action, task: number, [cases = [], tasks = []]: readonly Row[][]): Statement[] {
  const [caseState, taskState] = [cases[0]?.state, tasks[0]?.state];
  if (caseState === undefined || taskState === undefined) throw new Error('Bug: the bank has no such task');
  const [id, at] = [caseId(0, task), 1_795_266_399_715];
  const timers = [`${id}:stall`, `${taskId(0, task)}:firstTouch`];
  const timerWrite: Statement = action === 'claim'
    ? { name: 'hand-timers', text: `insert into timers values ($1, $3, 'stall', $4, '{}'), ($2, $3, 'firstTouch', $4, '{}')`, values: [...timers, at, id] }
    : { name: 'hand-timers-drop', text: 'delete from timers where id in ($1, $2)', values: timers };
  const [status, holder] = action === 'claim' ? ['open', 'person'] : ['done', null];
  return [
    { name: 'hand-ledger', text: 'insert into ledger values ($1, $2, $3, $4)', values: [`c:${randomUUID()}`, 'p-0-0', randomBytes(16), at] },
    { name: 'hand-case-write', text: 'update cases set version = version + 1, state = $2 where id = $1', values: [id, caseState] },
    { name: 'hand-task-write', text: 'update tasks set version = version + 1, fence = fence + 1, status = $2, holder = $3, owner = $4, state = $5 where id = $1', values: [taskId(0, task), status, holder, holder && 'p-0-0', taskState] },
    timerWrite,
    {
      name: 'hand-log',
      text: `with next as (update head set seq = seq + 1, hash = $1, rows_hash = $1, recorded_at = $2 returning seq)
        insert into log select seq, $2, $2, $3, 1, $4, $5, null, $6, 'p-0-0', null, 'p-0-0-desk', $7, 0, $8, $9, $1 from next`,
      values: [randomBytes(32), at, `task:${action}ed`, `case:${id}`, id, taskId(0, task), `c:${randomUUID()}`, scopes, JSON.stringify({ because: 'chosen', by: 'p-0-0', fence: 1, stallAt: at, version: 2 })],
    },
  ];
}
