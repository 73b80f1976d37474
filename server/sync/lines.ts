import type { TailEntry } from '../store/reads/tail.ts';

/**
 * What to read again, as `kind id`: `tasks` are all open tasks of a case, `drafts` all drafts of a case. `caseTask` is a task that is
 * read with those of its case, and has ended where it is not among them.
 */
export type LineKey = `${'task' | 'caseTask' | 'tasks' | 'case' | 'person' | 'team' | 'customer' | 'entry' | 'drafts' | 'teamCount' | 'load'} ${string}`;

const after = (text: string): string => text.slice(text.indexOf(':') + 1);

/**
 * The scopes that hear of an entry, by full name, and for each what may have changed there. `isWatched` saves the work for the many
 * scopes that nobody looks at.
 */
export function* linesOf(entry: TailEntry, isWatched: (scope: string) => boolean): Generator<readonly [scope: string, keys: LineKey[]]> {
  for (const scope of entry.scopes) {
    if (isWatched(scope)) yield [scope, keysIn(scope, entry)];
    // A team's counts hold what waits in its queue, which nobody owns.
    if (scope.startsWith('queue:')) {
      const team = `team:${after(scope)}`;
      if (isWatched(team)) yield [team, [`teamCount ${after(scope)}`]];
    }
  }
}

function keysIn(scope: string, entry: TailEntry): LineKey[] {
  const id = after(scope);
  const keys: LineKey[] = [];
  // One entry may touch the other tasks of its case (progress takes off the mark of a stall), so they are looked at too.
  if (entry.subject.startsWith('case:')) {
    if (entry.task !== null) keys.push(`caseTask ${entry.task}`);
    keys.push(`tasks ${after(entry.subject)}`);
  } else if (entry.task !== null) keys.push(`task ${entry.task}`);
  switch (scope.slice(0, scope.indexOf(':'))) {
    case 'queue':
      return keys;
    case 'me':
      return entry.subject === `person:${id}` ? [...keys, `person ${id}`] : keys;
    case 'case':
      return [...keys, `case ${id}`, `entry ${String(entry.seq)}`, ...(entry.kind.startsWith('draft:') ? [`drafts ${id}` as const] : [])];
    case 'customer':
      return entry.subject.startsWith('case:') ? [`case ${after(entry.subject)}`] : [`customer ${id}`];
    case 'team':
      return inTeam(entry);
    default:
      return [];
  }
}

function inTeam(entry: TailEntry): LineKey[] {
  const subject = after(entry.subject);
  const owners = entry.scopes.filter((scope) => scope.startsWith('me:')).map((scope): LineKey => `load ${after(scope)}`);
  if (entry.subject.startsWith('person:')) return [`person ${subject}`, ...owners];
  if (entry.subject.startsWith('team:')) return [`team ${subject}`, `teamCount ${subject}`];
  return owners;
}
