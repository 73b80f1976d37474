import type { CaseDetail, CaseQuery, CaseRow } from '../../shared/contract/rest.ts';
import type { Journeys } from '../../shared/journey/orchestrated/journey.ts';
import { casePosition } from '../../shared/journey/orchestrated/position.ts';
import type { Case } from '../../shared/model/case.ts';
import type { Task } from '../../shared/model/task.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import type { Queryable } from '../store/queryable.ts';
import type { Reader } from '../store/reads/lists.ts';
import { listCaseStates } from '../store/reads/lists.ts';
import { loadOpenTasks } from '../store/tables/tasks.ts';
import type { Page } from './page.ts';
import { pageOf, toPage } from './page.ts';

/** Only what stands here leaves: a field added to a case is not shown by being added. */
export function caseRow(state: Case): CaseRow {
  const { id, version, journey, customer, party, team, branch, stage, status, outcome, lastChannel, waitsFor, openedAt, closedAt, lastProgressAt, amountMinor, currency, flags } = state;
  return defined({
    id, version, journey, customer, party, team, branch, stage, status, outcome, lastChannel, waitsFor, openedAt, closedAt, lastProgressAt, amountMinor, currency, flags,
  });
}

/** Without the fields that are undefined, as the wire has them. */
export function defined<Row>(row: { [K in keyof Row]: Row[K] | undefined }): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Row;
}

export async function listCases(db: Queryable, reader: Reader, query: CaseQuery): Promise<Page<CaseRow> | Refusal> {
  const { status = 'open', team, journey, customer, sort = 'openedAt' } = query;
  const key = sort === 'id' ? 'id' : sort;
  const page = pageOf(key, query);
  if (isRefusal(page)) return page;
  const filter = defined<Parameters<typeof listCaseStates>[2]>({ status: status === 'all' ? undefined : status, team, journey, customer, id: undefined });
  const reads = await listCaseStates(db, reader, filter, sort, page);
  return toPage(key, reads, page, ({ state }) => caseRow(JSON.parse(state) as Case));
}

/** Undefined where there is none, or none that the reader may see. Where a process drives it, with its position. */
export async function getCase(db: Queryable, reader: Reader, id: string, journeys: Journeys | undefined): Promise<CaseDetail | undefined> {
  const [read] = await listCaseStates(db, reader, { id }, 'id', { limit: 1 });
  if (!read) return undefined;
  const row = JSON.parse(read.state) as Case;
  const journey = row.process && journeys?.find(row.journey, row.journeyVersion);
  if (!journey) return caseRow(row);
  const tasks = (await loadOpenTasks(db, [id])).map(({ state }) => JSON.parse(state) as Task);
  return defined<CaseDetail>({ ...caseRow(row), position: casePosition(journey, { case: row, tasks }) });
}
