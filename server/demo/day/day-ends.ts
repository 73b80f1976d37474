import { casePosition } from '../../../shared/journey/orchestrated/position.ts';
import type { Case } from '../../../shared/model/case.ts';
import type { Task } from '../../../shared/model/task.ts';
import { ownerOf } from '../../../shared/model/task.ts';
import type { JourneyCatalog } from '../../catalog/journeys.ts';
import type { ChangedCase } from '../../store/reads/simulated-day.ts';
import type { RunningSystem } from '../systems/system.ts';

/** How a case stands when the day is over. */
export interface CaseEnd {
  readonly id: string;
  /** Its journey and its key at its source: the same in every run. */
  readonly key: string;
  readonly journey: string;
  readonly isOpen: boolean;
  /** The outcome, or where it stands. */
  readonly end: string;
  /** Of an open case, whom it waits for: persons, teams, the customer, others outside, dates. Empty for nobody, which must not be. */
  readonly waitsFor: readonly string[];
  readonly exceptions: readonly { readonly code: string; readonly owner: string }[];
  /** What systems have done for it: system and operation, with how often. */
  readonly effects: readonly string[];
}

export function endsOf(rows: readonly ChangedCase[], journeys: JourneyCatalog, systems: readonly RunningSystem[]): CaseEnd[] {
  const applied = new Map<string, string[]>();
  for (const system of systems)
    for (const { case: id, path, times } of system.applied()) applied.set(id, [...(applied.get(id) ?? []), `${system.name} ${path}${times === 1 ? '' : ` ${String(times)} times`}`]);
  return rows.flatMap(({ id, state, tasks }) => {
    const row = JSON.parse(state) as Case;
    const journey = journeys.find(row.journey, row.journeyVersion);
    if (!journey) return [];
    const work = tasks.map((task) => JSON.parse(task) as Task);
    const standing = row.status === 'closed' ? [] : (casePosition(journey, { case: row, tasks: work })?.standing ?? []);
    const exceptions = (row.exceptions ?? []).map(({ code, owner }) => ({ code, owner }));
    const waitsFor = new Set<string>();
    for (const task of work) waitsFor.add(ownerOf(task) === undefined ? `team ${task.team}` : `person ${String(ownerOf(task))}`);
    for (const { waits, dueAt } of standing) {
      if (waits === 'customer' || waits === 'thirdParty') waitsFor.add(waits);
      if (waits === 'system' && exceptions.length === 0) waitsFor.add('system');
      if (dueAt !== undefined && waits !== 'staff') waitsFor.add(waits === 'time' || waits === 'others' ? `a date (team ${row.team})` : `${waits}, until a date`);
    }
    if (row.status === 'open') for (const { owner } of exceptions) waitsFor.add(owner.startsWith('team:') ? `team ${owner.slice(5)}` : `role ${owner}`);
    const places = standing.map(({ element, waits }) => `${element} (${waits})`).sort();
    return [{
      id, key: `${row.journey}/${row.party.key}`, journey: row.journey, isOpen: row.status === 'open', exceptions, waitsFor: [...waitsFor].sort(),
      end: row.status === 'closed' ? (row.outcome ?? 'closed') : `at ${[...places, ...exceptions.map(({ code }) => code)].join(', ')}`,
      effects: (applied.get(id) ?? []).sort(),
    }];
  });
}

/** What differs between two runs of the same day, as one line for each case; `aside` names cases that may. */
export function differencesOf(one: readonly CaseEnd[], other: readonly CaseEnd[], aside: ReadonlySet<string>): string[] {
  const lines = (ends: readonly CaseEnd[]): Map<string, string> => new Map(ends.map(({ key, end, effects }) => [key, `${end} | ${effects.join('; ')}`]));
  const [first, second] = [lines(one), lines(other)];
  return [...new Set([...first.keys(), ...second.keys()])]
    .filter((key) => !aside.has(key) && first.get(key) !== second.get(key))
    .sort()
    .map((key) => `${key}: ${first.get(key) ?? 'is not there'}  ≠  ${second.get(key) ?? 'is not there'}`);
}
