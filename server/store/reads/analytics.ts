import type { CountedEntry } from '../../../shared/work/analytics.ts';
import type { Queryable } from '../queryable.ts';

/** Entries of a team's work within (after, upTo] that are counted by day. */
export async function readTeamSpan(db: Queryable, team: string, after: number, upTo: number): Promise<CountedEntry[]> {
  const { rows } = await db.query<CountedEntry & Record<string, unknown>>({
    name: 'analytics-span',
    text: `select kind, case_id as "case", task, recorded_at as "recordedAt", case when kind = 'handOff:ended' then body::jsonb->>'how' end as how from log
      where seq > $1 and seq <= $2 and case_id is not null and scopes && array['queue:' || $3]
        and kind in ('task:made', 'task:completed', 'handOff:offered', 'handOff:accepted', 'handOff:ended') order by seq`,
    values: [after, upTo, team],
  });
  return rows;
}

/** Cases of a team, or with work of it, that moved, stalled or ended within (after, upTo], and those that are stalled now; by id. */
export async function readMovedCases(db: Queryable, team: string, after: number, upTo: number, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'analytics-cases',
    text: `select id from (
        select l.case_id as id from log l join cases c on c.id = l.case_id
          where l.seq > $1 and l.seq <= $2 and l.kind in ('case:opened', 'case:moved', 'journey:stepped', 'case:closed', 'case:stalled')
            and (c.team = $3 or l.scopes && array['queue:' || $3])
        union select case_id from tasks where team = $3 and status in ('open', 'parked') and stalled) as found order by id limit $4`,
    values: [after, upTo, team, limit],
  });
  return rows.map(({ id }) => id);
}

/** What moved, stalled and ended cases, from their beginning to `upTo`: each case in order. */
export async function readHistories(db: Queryable, cases: readonly string[], upTo: number): Promise<CountedEntry[]> {
  const { rows } = await db.query<CountedEntry & Record<string, unknown>>({
    name: 'analytics-histories',
    text: `select kind, case_id as "case", task, recorded_at as "recordedAt",
        case when kind = 'case:opened' then body::jsonb->>'journey' end as journey,
        case when kind in ('case:opened', 'case:moved') or (kind = 'journey:stepped' and strpos(body, '"stage":') > 0) then body::jsonb->>'stage' end as stage,
        case when kind = 'case:stalled' then body::jsonb->'tasks' end as stalled,
        kind in ('case:moved', 'journey:stepped', 'contact:made') or (kind <> 'case:opened' and strpos(body, '"stallAt":') > 0) as "isProgress"
      from log where case_id = any($1::text[]) and seq <= $2
        and (kind in ('case:opened', 'case:moved', 'journey:stepped', 'contact:made', 'case:closed', 'case:stalled', 'task:completed', 'task:closed', 'task:replaced')
          or strpos(body, '"stallAt":') > 0)
      order by case_id, seq`,
    values: [cases, upTo],
  });
  return rows;
}

/** Which of the tasks are, or were at their end, a team's. */
export async function tasksOfTeam(db: Queryable, tasks: readonly string[], team: string): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>({ name: 'analytics-tasks', text: 'select id from tasks where id = any($1::text[]) and team = $2', values: [tasks, team] });
  return new Set(rows.map(({ id }) => id));
}
