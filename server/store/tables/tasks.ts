import type { Task } from '../../../shared/model/task.ts';
import { ownerOf } from '../../../shared/model/task.ts';
import type { Queryable } from '../queryable.ts';
import type { StateRow } from './cases.ts';

/** The case of each task. A task never changes its case, so this needs no lock. */
export async function casesOfTasks(db: Queryable, tasks: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; caseId: string }>({
    name: 'tasks-cases',
    text: 'select id, case_id as "caseId" from tasks where id = any($1::text[])',
    values: [tasks],
  });
  return new Map(rows.map((row) => [row.id, row.caseId]));
}

/** The open tasks of locked cases, in the order they were made. */
export async function loadOpenTasks(db: Queryable, cases: readonly string[]): Promise<(StateRow & { caseId: string })[]> {
  const { rows } = await db.query<{ id: string; caseId: string; state: string }>({
    name: 'tasks-load',
    text: `select id, case_id as "caseId", state from tasks
      where case_id = any($1::text[]) and status in ('open', 'parked') order by made_at, id`,
    values: [cases],
  });
  return rows;
}

type Write = readonly [Task, string];

const pack = (writes: readonly Write[]): string =>
  JSON.stringify(
    writes.map(([row, state]) => [
      row.id, row.case, row.team, row.status, row.holder?.by ?? null, ownerOf(row) ?? null, row.activity, row.needs?.weight ?? 1,
      row.madeAt, row.fence, row.version, state,
    ]),
  );

export async function insertTasks(db: Queryable, writes: readonly Write[]): Promise<void> {
  await db.query({
    name: 'tasks-insert',
    text: `insert into tasks (id, case_id, team, status, holder, owner, activity, weight, made_at, fence, version, state)
      select r->>0, r->>1, r->>2, r->>3, r->>4, r->>5, r->>6, (r->>7)::integer, (r->>8)::bigint, (r->>9)::integer, (r->>10)::integer, r->>11
      from jsonb_array_elements($1::jsonb) as r`,
    values: [pack(writes)],
  });
}

export async function updateTasks(db: Queryable, writes: readonly Write[]): Promise<void> {
  await db.query({
    name: 'tasks-update',
    text: `update tasks set team = r->>2, status = r->>3, holder = r->>4, owner = r->>5, weight = (r->>7)::integer,
        fence = (r->>9)::integer, version = (r->>10)::integer, state = r->>11
      from jsonb_array_elements($1::jsonb) as r where id = r->>0`,
    values: [pack(writes)],
  });
}

/** Weight of the open work of each owner among the people, in one read. */
export async function loadOf(db: Queryable, people: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await db.query<{ owner: string; load: number }>({
    name: 'tasks-load-of',
    text: `select owner, sum(weight)::integer as load from tasks
      where owner = any($1::text[]) and status = 'open' group by owner`,
    values: [people],
  });
  return new Map(rows.map((row) => [row.owner, row.load]));
}
