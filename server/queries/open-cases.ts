import type { OpenCaseRow } from '../../shared/contract/rest-case.ts';
import type { Case } from '../../shared/model/case.ts';
import type { Task } from '../../shared/model/task.ts';
import { ownerOf } from '../../shared/model/task.ts';
import type { Queryable } from '../store/queryable.ts';
import { openCaseStates } from '../store/reads/sheet.ts';
import { loadOpenTasks } from '../store/tables/tasks.ts';
import { defined } from './cases.ts';

/** An open case of a customer, with who is accountable for its work. */
export interface OpenCase {
  readonly case: Case;
  readonly row: OpenCaseRow;
}

/** Open cases by customer, those that moved last first. */
export async function readOpenCases(db: Queryable, customers: readonly string[]): Promise<ReadonlyMap<string, readonly OpenCase[]>> {
  const found = new Map<string, OpenCase[]>(customers.map((id) => [id, []]));
  const states = await openCaseStates(db, customers);
  if (states.length === 0) return found;
  const owners = new Map<string, string>();
  for (const { caseId, state } of await loadOpenTasks(db, states.map(({ id }) => id))) {
    const owner = ownerOf(JSON.parse(state) as Task);
    if (owner !== undefined && !owners.has(caseId)) owners.set(caseId, owner);
  }
  for (const { customer, state } of states) {
    const one = JSON.parse(state) as Case;
    found.get(customer)?.push({ case: one, row: openCaseRow(one, owners.get(one.id)) });
  }
  for (const cases of found.values()) cases.sort((a, b) => b.row.lastProgressAt - a.row.lastProgressAt || (a.row.id < b.row.id ? -1 : 1));
  return found;
}

function openCaseRow({ id, journey, stage, status, waitsFor, lastChannel, lastProgressAt }: Case, owner: string | undefined): OpenCaseRow {
  return defined({ id, journey, stage, status, waitsFor, lastChannel, lastProgressAt, owner });
}
