import type { CaseState } from '../../shared/model/case.ts';
import type { Task } from '../../shared/model/task.ts';
import { awaitedChanges, awaitedOf } from '../../shared/work/awaited.ts';
import type { Timer } from '../../shared/work/timers.ts';
import { customerTimers, personTimers, startTimer, timerChanges, timersOf } from '../../shared/work/timers.ts';
import { canonicalJson } from '../../shared/canonical.ts';
import type { RowDigests, RowsHash } from '../log/rows-hash.ts';
import type { Queryable } from '../store/queryable.ts';
import { insertCases, updateCases } from '../store/tables/cases.ts';
import type { AwaitedRow } from '../store/tables/correlation-keys.ts';
import { deleteAwaited, insertAwaited } from '../store/tables/correlation-keys.ts';
import type { SubjectTable, SubjectWrite } from '../store/tables/subjects.ts';
import { insertSubjects, updateSubjects } from '../store/tables/subjects.ts';
import { insertTasks, updateTasks } from '../store/tables/tasks.ts';
import { deleteTimers, insertTimers } from '../store/tables/timers.ts';
import type { Loaded, WorkingSet } from './working-set.ts';

/** The rows of a batch as they are to be written, and what they change in the sum over all rows. */
export interface RowWrites {
  readonly send: (db: Queryable) => Promise<unknown>[];
  readonly addTo: (hash: RowsHash, digests: RowDigests) => void;
}

type Change = readonly [kind: string, id: string, before: string | null, after: string];

const byId = (a: readonly [{ id: string }, string], b: readonly [{ id: string }, string]): number =>
  a[0].id < b[0].id ? -1 : a[0].id > b[0].id ? 1 : 0;

/** Reads off the working set which rows changed; each table is written once, new rows sorted by id. */
export function rowWrites(set: WorkingSet, fired: ReadonlySet<string>, firstTouchMs: number): RowWrites {
  const changes: Change[] = [];
  const newCases: [CaseState['case'], string][] = [];
  const oldCases: [CaseState['case'], string][] = [];
  const tasks = new Map<string, Task>(set.ended);
  const timers = { put: [] as Timer[], drop: [] as string[] };
  const awaited = { put: [] as AwaitedRow[], drop: [] as AwaitedRow[] };
  for (const [id, { text, state, loaded }] of set.cases) {
    if (!state) continue;
    // A timer that fired is gone and may have to be set again, whatever else has changed.
    if (state === loaded && fired.size > 0) addTimers(timers, set, id, state, fired, firstTouchMs);
    if (state === loaded) continue;
    for (const task of state.tasks) tasks.set(task.id, task);
    if (state.case !== loaded?.case) {
      const after = canonicalJson(state.case);
      (text === null ? newCases : oldCases).push([state.case, after]);
      changes.push(['case', id, text, after]);
      const { put, drop } = awaitedChanges(loaded ? awaitedOf(loaded.case) : [], awaitedOf(state.case));
      for (const one of put) awaited.put.push({ ...one, case: id });
      for (const one of drop) awaited.drop.push({ ...one, case: id });
    }
    addTimers(timers, set, id, state, fired, firstTouchMs);
  }
  for (const { state, loaded } of set.people.values()) {
    if (!state || (state === loaded && fired.size === 0)) continue;
    const before = loaded ? personTimers(loaded).filter((timer) => !fired.has(timer.id)) : [];
    const { put, drop } = timerChanges(before, personTimers(state));
    timers.put.push(...put);
    timers.drop.push(...drop);
  }
  for (const { state, loaded } of set.customers.values()) {
    if (!state || (state === loaded && fired.size === 0)) continue;
    const before = loaded ? customerTimers(loaded).filter((timer) => !fired.has(timer.id)) : [];
    const { put, drop } = timerChanges(before, customerTimers(state));
    timers.put.push(...put);
    timers.drop.push(...drop);
  }
  const starts = new Map(set.entries.filter(({ kind }) => kind === 'journey:scheduled').map(({ body }) => startTimer(JSON.parse(body) as Parameters<typeof startTimer>[0])).map((timer) => [timer.id, timer]));
  for (const { dueAt, ...timer } of starts.values())
    if (dueAt !== null) timers.put.push({ ...timer, dueAt });
    else if (!fired.has(timer.id)) timers.drop.push(timer.id);
  const newTasks: [Task, string][] = [];
  const oldTasks: [Task, string][] = [];
  for (const [id, task] of tasks) {
    const text = set.taskTexts.get(id)?.text ?? null;
    if (set.taskTexts.get(id)?.task === task) continue;
    const after = canonicalJson(task);
    (text === null ? newTasks : oldTasks).push([task, after]);
    changes.push(['task', id, text, after]);
  }
  const subjects = [
    subjectWrites('people', 'person', set.people, (person) => person.team, changes),
    subjectWrites('teams', 'team', set.teams, (team) => team.id, changes),
    subjectWrites('customers', 'customer', set.customers, (customer) => customer.branch, changes),
  ];
  return {
    send: (db) => [
      ...(newCases.length > 0 ? [insertCases(db, newCases.sort(byId))] : []),
      ...(oldCases.length > 0 ? [updateCases(db, oldCases)] : []),
      ...(newTasks.length > 0 ? [insertTasks(db, newTasks.sort(byId))] : []),
      ...(oldTasks.length > 0 ? [updateTasks(db, oldTasks)] : []),
      ...subjects.flatMap((send) => send(db)),
      ...(timers.drop.length > 0 ? [deleteTimers(db, timers.drop)] : []),
      ...(timers.put.length > 0 ? [insertTimers(db, timers.put)] : []),
      ...(awaited.drop.length > 0 ? [deleteAwaited(db, awaited.drop)] : []),
      ...(awaited.put.length > 0 ? [insertAwaited(db, awaited.put)] : []),
    ],
    addTo: (hash, digests) => {
      for (const [kind, id, before, after] of changes) {
        if (before !== null) hash.take(digests.before(kind, id, before));
        hash.add(digests.after(kind, id, after));
      }
    },
  };
}

function addTimers(
  timers: { put: Timer[]; drop: string[] },
  set: WorkingSet,
  id: string,
  state: CaseState,
  fired: ReadonlySet<string>,
  firstTouchMs: number,
): void {
  const before = (set.timersBefore.get(id) ?? []).filter((timer) => !fired.has(timer.id));
  const { put, drop } = timerChanges(before, timersOf(state, firstTouchMs));
  timers.put.push(...put);
  timers.drop.push(...drop);
}

function subjectWrites<State extends { id: string; version: number }>(
  table: SubjectTable,
  kind: string,
  rows: Map<string, Loaded<State>>,
  teamOf: (state: State) => string,
  changes: Change[],
): (db: Queryable) => Promise<void>[] {
  const inserts: SubjectWrite[] = [];
  const updates: SubjectWrite[] = [];
  for (const [id, { text, state, loaded }] of rows) {
    if (!state || state === loaded) continue;
    const after = canonicalJson(state);
    (text === null ? inserts : updates).push({ id, team: teamOf(state), version: state.version, state: after });
    changes.push([kind, id, text, after]);
  }
  inserts.sort((a, b) => (a.id < b.id ? -1 : 1));
  return (db) => [
    ...(inserts.length > 0 ? [insertSubjects(db, table, inserts)] : []),
    ...(updates.length > 0 ? [updateSubjects(db, table, updates)] : []),
  ];
}
