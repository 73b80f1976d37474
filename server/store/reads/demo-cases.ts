import type { Case, CaseState } from '../../../shared/model/case.ts';
import type { Task } from '../../../shared/model/task.ts';
import type { Queryable } from '../queryable.ts';

/** A case with its open tasks as they are now, without a lock. */
export async function readCaseState(db: Queryable, id: string): Promise<CaseState | undefined> {
  const { rows } = await db.query<{ state: string; tasks: string[] }>({
    name: 'demo-case',
    text: `select state, array(select t.state from tasks t where t.case_id = c.id and t.status in ('open', 'parked') order by made_at, id) as tasks
      from cases c where id = $1`,
    values: [id],
  });
  const [row] = rows;
  return row && { case: JSON.parse(row.state) as Case, tasks: row.tasks.map((text) => JSON.parse(text) as Task) };
}

/** Every case of a journey whose source key begins so, with its open tasks. */
export async function readCaseStates(db: Queryable, journey: string, keyPrefix: string): Promise<CaseState[]> {
  const { rows } = await db.query<{ state: string; tasks: string[] }>({
    text: `select state, array(select t.state from tasks t where t.case_id = c.id and t.status in ('open', 'parked') order by made_at, id) as tasks
      from cases c where journey = $1 and starts_with(party_key, $2) order by id`,
    values: [journey, `${journey}/${keyPrefix}`],
  });
  return rows.map(({ state, tasks }) => ({ case: JSON.parse(state) as Case, tasks: tasks.map((text) => JSON.parse(text) as Task) }));
}

/**
 * How many effects are on their way: asked for, and neither answered nor left to a person. Of systems that are `down`, what has been
 * tried in vain and was asked for after `since` (ms UTC) only waits for them.
 */
export async function countUnderWay(db: Queryable, down: readonly string[], since: number): Promise<number> {
  const { rows } = await db.query<{ n: number }>({
    name: 'demo-under-way',
    text: `select count(*)::integer as n from effects where state in ('waiting', 'sending')
      and not (state = 'waiting' and connector = any($1::text[]) and progress::jsonb ? 'lastFailure' and (progress::jsonb->>'since')::bigint > $2)`,
    values: [down, since],
  });
  return rows[0]?.n ?? 0;
}
