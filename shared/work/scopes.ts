import type { EntryFact } from '../contract/entries.ts';
import type { CaseState } from '../model/case.ts';
import type { Task } from '../model/task.ts';
import { isOpen, ownerOf } from '../model/task.ts';

const isObserved = (person: string): boolean => person.startsWith('log:');

/** Entries of a case that change every open task's row, and not only the one they name. */
const caseWide = new Set<string>([
  'case:identified', 'case:stalled', 'case:closed', 'promise:made', 'promise:ended', 'customer:arrived', 'customer:left',
  'clock:started', 'clock:paused', 'clock:resumed', 'clock:met', 'clock:breached', 'clock:changed',
]);

/** Whether every open task row of the entry's case may have changed. */
export const touchesAllTasks = (kind: string): boolean => caseWide.has(kind);

function addTask(scopes: Set<string>, task: Task | undefined, teamOf: (person: string) => string | undefined): void {
  if (!task) return;
  scopes.add(`queue:${task.team}`);
  if (task.handOff?.toPerson !== undefined) scopes.add(`me:${task.handOff.toPerson}`);
  if (task.handOff?.toTeam !== undefined) scopes.add(`queue:${task.handOff.toTeam}`);
  if (task.offer) scopes.add(`me:${task.offer.to}`);
  const owner = ownerOf(task);
  if (owner === undefined || isObserved(owner)) return;
  scopes.add(`me:${owner}`);
  const team = teamOf(owner);
  if (team !== undefined) scopes.add(`team:${team}`);
}

/**
 * Every scope that must hear of an entry, also those that its row left: computed from the states before and after. Sorted.
 * `teamOf` gives a person's team at that moment.
 */
export function scopesOf(
  fact: EntryFact,
  before: CaseState | undefined,
  after: CaseState | undefined,
  teamOf: (person: string) => string | undefined,
): string[] {
  const scopes = new Set<string>();
  const [kind, id] = split(fact.subject);
  if (kind === 'case') {
    scopes.add(fact.subject);
    const customer = after?.case.customer ?? before?.case.customer;
    if (customer !== undefined) scopes.add(`customer:${customer}`);
    // One entry may touch tasks it does not name: progress takes off the mark of a stall from all of its case.
    for (const [state, other] of [[before, after], [after, before]] as const)
      for (const task of state?.tasks ?? [])
        if (task.id === fact.task || (touchesAllTasks(fact.kind) && isOpen(task)) || other?.tasks.includes(task) === false) addTask(scopes, task, teamOf);
    if (fact.kind === 'case:stalled' || fact.kind === 'case:escalated') scopes.add(`team:${after?.case.team ?? ''}`);
    if (fact.kind === 'case:escalated' && fact.body.to.includes(':') === false) scopes.add(`me:${fact.body.to}`);
  } else if (kind === 'person') {
    if (!isObserved(id)) {
      scopes.add(`me:${id}`);
      const team = fact.kind === 'person:added' ? fact.body.person.team : teamOf(id);
      if (team !== undefined) scopes.add(`team:${team}`);
      if (fact.kind === 'person:changed' && fact.body.team !== undefined) scopes.add(`team:${fact.body.team}`);
    }
  } else if (kind === 'team') {
    scopes.add(fact.subject);
    scopes.add(`queue:${id}`);
  } else if (kind === 'customer') scopes.add(fact.subject);
  if (fact.kind === 'refused' && !isObserved(fact.actor) && !fact.actor.includes(':')) scopes.add(`me:${fact.actor}`);
  return [...scopes].sort();
}

function split(subject: string): [string, string] {
  const colon = subject.indexOf(':');
  return [subject.slice(0, colon), subject.slice(colon + 1)];
}
