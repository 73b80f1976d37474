import type { TaskQuery, TaskRow } from '../../shared/contract/rest.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import type { Task } from '../../shared/model/task.ts';
import { ownerOf } from '../../shared/model/task.ts';
import type { Queryable } from '../store/queryable.ts';
import type { Reader, TaskFilter } from '../store/reads/lists.ts';
import { listTaskStates } from '../store/reads/lists.ts';
import { defined } from './cases.ts';
import type { Page } from './page.ts';
import { pageOf, toPage } from './page.ts';

/** Only what stands here leaves. */
export function taskRow(state: Task): TaskRow {
  const { id, version, customer, journey, activity, team, status, fence, madeAt, endedAt, stalled, parked } = state;
  return defined({
    id, version, case: state.case, customer, journey, activity, team, status, owner: ownerOf(state), fence, madeAt, endedAt, stalled, parkedUntil: parked?.until,
  });
}

const statuses = { open: 'open', parked: 'parked', ended: 'ended', all: undefined, notEnded: 'notEnded' } as const;

export async function listTasks(db: Queryable, reader: Reader, query: TaskQuery): Promise<Page<TaskRow> | Refusal> {
  const { status = 'notEnded', team, owner, sort = 'madeAt' } = query;
  const page = pageOf(sort, query);
  if (isRefusal(page)) return page;
  const filter = defined<TaskFilter>({ status: statuses[status], team, owner, case: query.case, id: undefined });
  const reads = await listTaskStates(db, reader, filter, sort, page);
  return toPage(sort, reads, page, ({ state }) => taskRow(JSON.parse(state) as Task));
}

/** Undefined where there is none, or none that the reader may see. */
export async function getTask(db: Queryable, reader: Reader, id: string): Promise<TaskRow | undefined> {
  const [read] = await listTaskStates(db, reader, { id }, 'id', { limit: 1 });
  return read && taskRow(JSON.parse(read.state) as Task);
}
