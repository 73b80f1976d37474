import type { CaseState } from '../../shared/model/case.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Task } from '../../shared/model/task.ts';
import { awaitedText } from '../../shared/work/awaited.ts';
import { timersOf } from '../../shared/work/timers.ts';
import type { Footprint } from '../../shared/work/world.ts';
import type { Queryable } from '../store/queryable.ts';
import { lockCases, openCasesOf } from '../store/tables/cases.ts';
import { readAwaited } from '../store/tables/correlation-keys.ts';
import type { SealedDraft } from '../store/tables/drafts.ts';
import { readDrafts } from '../store/tables/drafts.ts';
import type { SubjectTable } from '../store/tables/subjects.ts';
import { lockSubjects } from '../store/tables/subjects.ts';
import { readSignals, signalEvent } from '../store/reads/signals.ts';
import { casesOfTasks, loadOf, loadOpenTasks } from '../store/tables/tasks.ts';
import type { Directory } from './directory.ts';
import type { Loaded, WorkingSet } from './working-set.ts';

const sorted = (ids: Iterable<string>): string[] => [...new Set(ids)].sort();

/** What loading needs beside the connection. */
export interface LoadParts {
  readonly directory: Directory;
  readonly firstTouchMs: number;
  readonly openDraft: (draft: SealedDraft) => string;
}

/** The cases of the tasks that footprints name. A task never changes its case, so this needs no lock and may run before the ledger. */
export async function resolveTasks(db: Queryable, set: WorkingSet, footprints: readonly Footprint[]): Promise<void> {
  const tasks = sorted(footprints.flatMap((f) => f.tasks ?? []));
  if (tasks.length === 0) return;
  const found = await casesOfTasks(db, tasks);
  for (const task of tasks) set.taskCases.set(task, found.get(task) ?? '');
}

/** The cases that wait for the messages of footprints. Whether they still do is asked once they are locked. */
export async function resolveAwaiting(db: Queryable, set: WorkingSet, footprints: readonly Footprint[]): Promise<void> {
  const wanted = new Map(footprints.flatMap((f) => f.awaiting ?? []).map((one) => [awaitedText(one), one]));
  if (wanted.size === 0) return;
  for (const text of wanted.keys()) set.awaiting.set(text, []);
  for (const row of await readAwaited(db, [...wanted.values()])) set.awaiting.get(awaitedText(row))?.push(row.case);
}

/** The cases of the footprints, once their tasks are resolved; by id. */
export function casesOf(set: WorkingSet, footprints: readonly Footprint[]): string[] {
  const fromTasks = footprints.flatMap((f) => f.tasks ?? []).map((task) => set.taskCases.get(task) ?? '');
  const fromKeys = footprints.flatMap((f) => f.awaiting ?? []).flatMap((one) => set.awaiting.get(awaitedText(one)) ?? []);
  return sorted([...footprints.flatMap((f) => f.cases ?? []), ...fromTasks, ...fromKeys]).filter((id) => id !== '');
}

/**
 * Locks and loads what the footprints name, always in the same order (cases, people, teams, customers; each by id), so that two
 * batches cannot wait for each other in a circle (T14). All is sent at once: a connection runs its statements one after the other,
 * and each one sees what was committed before it, so what follows a lock sees what the lock has waited for.
 */
export function load(db: Queryable, set: WorkingSet, footprints: readonly Footprint[], parts: LoadParts): Promise<unknown>[] {
  const { directory, firstTouchMs, openDraft } = parts;
  const staffTeams = sorted(footprints.flatMap((f) => f.staffOf ?? []));
  const staff = [...directory.people.values()].filter((person) => staffTeams.includes(person.team)).map((person) => person.id);
  const people = sorted([...footprints.flatMap((f) => f.people ?? []), ...staff]);
  const drafted = sorted(footprints.flatMap((f) => f.drafts ?? []).map((draft) => draft.case));
  const sent: Promise<unknown>[] = [loadCases(db, set, casesOf(set, footprints), firstTouchMs)];
  const locked = loadSubjects(db, 'people', set.people, people);
  sent.push(locked);
  sent.push(loadSubjects(db, 'teams', set.teams, sorted([...footprints.flatMap((f) => f.teams ?? []), ...staffTeams])));
  const holders = sorted(footprints.flatMap((f) => f.openCasesOf ?? []));
  const heard = sorted(footprints.flatMap((f) => f.signalsOf ?? []));
  sent.push(loadSubjects(db, 'customers', set.customers, sorted([...footprints.flatMap((f) => f.customers ?? []), ...holders, ...heard])));
  if (heard.length > 0) sent.push(loadSignals(db, set, heard));
  if (holders.length > 0) sent.push(loadOpenCases(db, set, holders));
  if (staffTeams.length > 0) sent.push(loadStaff(db, set, staffTeams, staff, locked));
  if (drafted.length > 0) sent.push(loadDrafts(db, set, drafted, openDraft));
  return sent;
}

async function loadOpenCases(db: Queryable, set: WorkingSet, customers: readonly string[]): Promise<void> {
  for (const customer of customers) set.openCases.set(customer, []);
  for (const { id, journey, customer } of await openCasesOf(db, customers)) set.openCases.get(customer)?.push({ id, journey });
}

async function loadSignals(db: Queryable, set: WorkingSet, customers: readonly string[]): Promise<void> {
  for (const customer of customers) set.signals.set(customer, []);
  for (const { customer, at, body } of await readSignals(db, customers)) set.signals.get(customer)?.push(signalEvent(at, body));
}

async function loadDrafts(db: Queryable, set: WorkingSet, drafted: readonly string[], openDraft: LoadParts['openDraft']): Promise<void> {
  for (const draft of await readDrafts(db, drafted))
    set.drafts.set(`${draft.case} ${draft.field} ${draft.author}`, { ...draft, value: openDraft(draft) });
  for (const id of drafted) set.draftsLoaded.add(id);
}

async function loadCases(db: Queryable, set: WorkingSet, cases: readonly string[], firstTouchMs: number): Promise<void> {
  if (cases.length === 0) return;
  // Tasks after the lock: what another batch has just written must be seen.
  const [locked, tasks] = await Promise.all([lockCases(db, cases), loadOpenTasks(db, cases)]);
  const byCase = new Map<string, Task[]>();
  for (const { id, caseId, state } of tasks) {
    const task = JSON.parse(state) as Task;
    set.taskTexts.set(id, { text: state, task });
    set.taskCases.set(id, caseId);
    const list = byCase.get(caseId) ?? [];
    list.push(task);
    byCase.set(caseId, list);
  }
  for (const { id, state: text } of locked) {
    const state: CaseState = { case: JSON.parse(text) as CaseState['case'], tasks: byCase.get(id) ?? [] };
    set.cases.set(id, { text, loaded: state, state });
    set.timersBefore.set(id, timersOf(state, firstTouchMs));
  }
  for (const id of cases) if (!set.cases.has(id)) set.cases.set(id, { text: null, loaded: null, state: null });
}

async function loadSubjects<State>(
  db: Queryable,
  table: SubjectTable,
  rows: Map<string, Loaded<State>>,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  for (const { id, state: text } of await lockSubjects(db, table, ids)) {
    const state = JSON.parse(text) as State;
    rows.set(id, { text, loaded: state, state });
  }
  for (const id of ids) if (!rows.has(id)) rows.set(id, { text: null, loaded: null, state: null });
}

async function loadStaff(db: Queryable, set: WorkingSet, teams: readonly string[], staff: readonly string[], peopleLocked: Promise<void>): Promise<void> {
  const [loads] = await Promise.all([loadOf(db, staff), peopleLocked]);
  for (const team of teams) {
    const people = staff.map((id) => set.people.get(id)?.state).filter((person): person is Person => person?.team === team);
    set.staff.set(
      team,
      people.map((person) => ({ person, load: loads.get(person.id) ?? 0, idleSince: person.availabilitySince })),
    );
  }
}
