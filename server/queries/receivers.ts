import type { Receivers } from '../../shared/contract/rest-team.ts';
import type { Case } from '../../shared/model/case.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Task } from '../../shared/model/task.ts';
import { isOpen, ownerOf } from '../../shared/model/task.ts';
import type { HardFactor } from '../../shared/work/routing.ts';
import { isHardFactor, routingDefaults } from '../../shared/work/routing.ts';
import { cannotTakeCall } from '../../shared/work/commands/call-hand-off.ts';
import { judge, mayReceive } from '../../shared/work/plan.ts';
import type { Queryable } from '../store/queryable.ts';
import { readCaseStates } from '../store/reads/cases.ts';
import { readHandOffAnswers } from '../store/reads/hand-off-answers.ts';
import type { Reader } from '../store/reads/lists.ts';
import { listTaskStates } from '../store/reads/lists.ts';
import { countWaiting } from '../store/reads/queues.ts';
import { loadOpenTasks } from '../store/tables/tasks.ts';
import { defined } from './cases.ts';
import { readStaffed } from './staffing.ts';

/** How far back in the log it is looked how fast people answer. */
const entriesBack = 20_000;

/** To whom a task could be handed; undefined where there is no open task, or none that the reader may see. */
export async function readReceivers(db: Queryable, reader: Reader, id: string, people: ReadonlyMap<string, Person>, now: number): Promise<Receivers | undefined> {
  const [found] = await listTaskStates(db, reader, { id }, 'id', { limit: 1 });
  const task = found && (JSON.parse(found.state) as Task);
  if (!task || !isOpen(task)) return undefined;
  const candidates = [...people.values()].filter((person) => mayReceive(person) && person.id !== ownerOf(task));
  const [cases, tasks, staff, waiting, answers] = await Promise.all([
    readCaseStates(db, [task.case]), loadOpenTasks(db, [task.case]), readStaffed(db, candidates), countWaiting(db), readHandOffAnswers(db, entriesBack),
  ]);
  const state = { case: JSON.parse(cases[0]?.state ?? '{}') as Case, tasks: tasks.map((one) => JSON.parse(one.state) as Task) };
  const judged = new Map(judge({ task, state }, staff, { now, settings: routingDefaults }).candidates.map((one) => [one.person, one]));
  const byPerson = Map.groupBy(answers, ({ person }) => person);
  const rows = staff.map(({ person, load }) => {
    const candidate = judged.get(person.id);
    const isOut = candidate !== undefined && isHardFactor(candidate.factor);
    return defined<Receivers['people'][number]>({
      person: person.id, load, capacity: person.capacity, availability: person.availability,
      factor: isOut ? (candidate.factor as HardFactor) : undefined, detail: isOut && candidate.detail ? { ...candidate.detail } : undefined,
      isVoiceFree: cannotTakeCall({ task, state }, person) === undefined,
      usuallyAnswersMs: median((byPerson.get(person.id) ?? []).map(({ tookMs }) => tookMs)),
    });
  });
  rows.sort((a, b) => Number(a.factor !== undefined) - Number(b.factor !== undefined) || a.load - b.load || (a.person < b.person ? -1 : 1));
  const teams = [...new Set(candidates.map(({ team }) => team))].sort().map((team) => ({ team, waiting: waiting.get(team) ?? 0 }));
  return { people: rows, teams };
}

/** Undefined where there are fewer than three. */
function median(values: readonly number[]): number | undefined {
  if (values.length < 3) return undefined;
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
}
