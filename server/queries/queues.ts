import type { QueueQuery, QueueRow } from '../../shared/contract/rest.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import type { Team } from '../../shared/model/team.ts';
import type { Queryable } from '../store/queryable.ts';
import type { QueueRead } from '../store/reads/queues.ts';
import { listQueues as readQueues } from '../store/reads/queues.ts';
import { defined } from './cases.ts';
import type { Page } from './page.ts';
import { pageOf, toPage } from './page.ts';

function queueRow({ state, waiting, oldestAt, held, parked }: QueueRead): QueueRow {
  const { id, version, branch, routing } = JSON.parse(state) as Team;
  return defined({ id, version, branch, routing, waiting, oldestAt: oldestAt ?? undefined, held, parked });
}

export async function listQueues(db: Queryable, query: QueueQuery): Promise<Page<QueueRow> | Refusal> {
  const page = pageOf('id', query);
  if (isRefusal(page)) return page;
  const reads = await readQueues(db, defined<{ branch?: string }>({ branch: query.branch }), page);
  return toPage('id', reads.map((read) => ({ ...read, sort: read.id })), page, queueRow);
}

export async function getQueue(db: Queryable, id: string): Promise<QueueRow | undefined> {
  const [read] = await readQueues(db, { id }, { limit: 1 });
  return read && queueRow(read);
}
