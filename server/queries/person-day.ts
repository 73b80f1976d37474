import type { PersonDay } from '../../shared/contract/rest-team.ts';
import type { Case } from '../../shared/model/case.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';
import type { Task } from '../../shared/model/task.ts';
import type { Team } from '../../shared/model/team.ts';
import { ledTeams } from '../../shared/policy/leads.ts';
import { pausedSince } from '../../shared/work/clock.ts';
import type { Queryable } from '../store/queryable.ts';
import { seqBefore } from '../store/reads/log-span.ts';
import { readDayCases, readOwnDrafts } from '../store/reads/person-day.ts';
import { readOwnedStates } from '../store/reads/plan-tasks.ts';
import { defined } from './cases.ts';

/** Promises of cases that somebody has not touched for longer are found with the tasks of their cases. */
const lookBackMs = 14 * 86_400_000;
const mostTasks = 500;
const mostCases = 1000;

/** What somebody still holds, for themselves and for who leads them; `not_found` for an unknown person, `forbidden` for a colleague's. */
export async function readPersonDay(db: Queryable, reader: Person, id: string, people: ReadonlyMap<string, Person>, teams: ReadonlyMap<string, Team>, now: number): Promise<PersonDay | Refusal> {
  const person = people.get(id);
  if (person === undefined || person.role === 'observed') return refuse('not_found', { person: id });
  if (reader.id !== id && !ledTeams(reader, teams.values()).includes(person.team)) return refuse('forbidden', { action: 'person:day', role: reader.role }, `role.${reader.role}.personDay`);
  const after = await seqBefore(db, now - lookBackMs);
  const [tasks, cases, drafts] = await Promise.all([readOwnedStates(db, id, mostTasks), readDayCases(db, id, after, mostCases), readOwnDrafts(db, id)]);
  const rows = new Map(cases.map((text) => JSON.parse(text) as Case).map((row) => [row.id, row]));
  const promises = [...rows.values()].flatMap((row) =>
    row.promises.flatMap(({ id: promise, dueAt, channel, owner, state }) => (owner === id && (state === 'open' || state === 'broken') ? [{ case: row.id, promise, dueAt, channel, state }] : [])));
  return {
    person: id,
    now,
    tasks: tasks.map(({ state }) => JSON.parse(state) as Task).map((task) => dayTask(task, rows.get(task.case))),
    promises: promises.sort((a, b) => a.dueAt - b.dueAt || (a.promise < b.promise ? -1 : 1)),
    drafts,
  };
}

/** With the clocks of the case that are the task's own or nobody's in particular. */
function dayTask(task: Task, row: Case | undefined): PersonDay['tasks'][number] {
  const { id, version, fence, customer, journey, activity, name, status, parked, stalled } = task;
  const clocks = (row?.clocks ?? []).filter((clock) => clock.metAt === undefined && (clock.task === undefined || clock.task === id));
  return defined<PersonDay['tasks'][number]>({
    task: id, version, fence, case: task.case, customer, journey, activity, name, status: status === 'parked' ? 'parked' : 'open', parkedUntil: parked?.until, stalled,
    clocks: clocks.map((clock) => ({ id: clock.id, name: clock.name, kind: clock.kind, dueAt: clock.dueAt, isPaused: pausedSince(clock) !== undefined })),
  });
}
