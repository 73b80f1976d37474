import type { CaseState } from '../../shared/model/case.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Task } from '../../shared/model/task.ts';
import { timersOf } from '../../shared/work/timers.ts';
import type { Footprint } from '../../shared/work/world.ts';
import type { Queryable } from '../store/queryable.ts';
import { lockCases } from '../store/tables/cases.ts';
import type { SealedDraft } from '../store/tables/drafts.ts';
import { readDrafts } from '../store/tables/drafts.ts';
import type { SubjectTable } from '../store/tables/subjects.ts';
import { lockSubjects } from '../store/tables/subjects.ts';
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

/**
 * Locks and loads what the footprints name, always in the same order (cases, people, teams, customers; each by id), so that two
 * batches cannot wait for each other in a circle (T14).
 */
export async function load(db: Queryable, set: WorkingSet, footprints: readonly Footprint[], parts: LoadParts): Promise<void> {
  const { directory, firstTouchMs, openDraft } = parts;
  await resolveTasks(db, set, sorted(footprints.flatMap((f) => f.tasks ?? [])));
  const fromTasks = footprints.flatMap((f) => f.tasks ?? []).map((task) => set.taskCases.get(task) ?? '');
  const cases = sorted([...footprints.flatMap((f) => f.cases ?? []), ...fromTasks]).filter((id) => id !== '');
  await loadCases(db, set, cases, firstTouchMs);
  const staffTeams = sorted(footprints.flatMap((f) => f.staffOf ?? []));
  const staff = [...directory.people.values()].filter((person) => staffTeams.includes(person.team)).map((person) => person.id);
  const people = sorted([...footprints.flatMap((f) => f.people ?? []), ...staff]);
  await loadSubjects(db, 'people', set.people, people);
  await loadSubjects(db, 'teams', set.teams, sorted([...footprints.flatMap((f) => f.teams ?? []), ...staffTeams]));
  await loadSubjects(db, 'customers', set.customers, sorted(footprints.flatMap((f) => f.customers ?? [])));
  if (staffTeams.length > 0) await loadStaff(db, set, staffTeams, staff);
  const drafted = sorted(footprints.flatMap((f) => f.drafts ?? []).map((draft) => draft.case));
  if (drafted.length === 0) return;
  for (const draft of await readDrafts(db, drafted))
    set.drafts.set(`${draft.case} ${draft.field} ${draft.author}`, { ...draft, value: openDraft(draft) });
  for (const id of drafted) set.draftsLoaded.add(id);
}

async function resolveTasks(db: Queryable, set: WorkingSet, tasks: readonly string[]): Promise<void> {
  if (tasks.length === 0) return;
  const found = await casesOfTasks(db, tasks);
  for (const task of tasks) set.taskCases.set(task, found.get(task) ?? '');
}

async function loadCases(db: Queryable, set: WorkingSet, cases: readonly string[], firstTouchMs: number): Promise<void> {
  if (cases.length === 0) return;
  const locked = await lockCases(db, cases);
  // Only after the lock: what another batch has just written must be seen.
  const tasks = locked.length === 0 ? [] : await loadOpenTasks(db, locked.map((row) => row.id));
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

async function loadStaff(db: Queryable, set: WorkingSet, teams: readonly string[], staff: readonly string[]): Promise<void> {
  const loads = await loadOf(db, staff);
  for (const team of teams) {
    const people = staff.map((id) => set.people.get(id)?.state).filter((person): person is Person => person?.team === team);
    set.staff.set(
      team,
      people.map((person) => ({ person, load: loads.get(person.id) ?? 0, idleSince: person.availabilitySince })),
    );
  }
}
