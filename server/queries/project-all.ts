import type { Person } from '../../shared/model/person.ts';
import type { ScopeRows } from '../store/reads/scope-rows.ts';
import type { ProjectedRow } from './project.ts';
import {
  projectCall, projectCase, projectCustomer, projectDraft, projectEntry, projectLoad, projectPerson, projectTask, projectTeam, projectTeamCount,
} from './project.ts';

/** Projects what was read, each row once. `teams` and the people read get their counts also where they have no task. */
export function projectAll(found: ScopeRows, teams: readonly string[]): ProjectedRow[] {
  const once = new Map<string, ProjectedRow>();
  const add = (row: ProjectedRow): void => void once.set(`${row.kind} ${row.id}`, row);
  // A task may be asked for by its own id and by its case.
  const texts = new Map<string, string>();
  for (const { id, state } of found.tasks) {
    if (texts.get(id) === state) continue;
    texts.set(id, state);
    add(projectTask(state));
  }
  for (const { state } of found.cases) add(projectCase(state));
  for (const { state } of found.teams) add(projectTeam(state));
  for (const { state } of found.customers) add(projectCustomer(state));
  for (const entry of found.entries) add(projectEntry(entry));
  for (const draft of found.drafts) add(projectDraft(draft));
  const counts = new Map(found.counts.map((row) => [row.id, row]));
  for (const team of teams) add(projectTeamCount(team, counts.get(team)));
  const loads = new Map(found.loads.map((row) => [row.id, row]));
  for (const { id, state } of found.people) {
    const person = JSON.parse(state) as Person;
    add(projectPerson(person));
    add(projectCall(person));
    add(projectLoad(id, person.team, loads.get(id)));
  }
  return [...once.values()];
}
