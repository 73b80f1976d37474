import type { TaskPut } from '../../shared/contract/rows.ts';
import type { View } from '../../shared/contract/rest-team.ts';
import { ownerOf } from '../../shared/model/task.ts';

export type ViewQuery = View['query'];

/** A list of work that somebody can look at: one of the desk's own, or a saved one. */
export interface QueueView {
  readonly id: string;
  readonly query: ViewQuery;
  /** What a saved view is called; the desk's own have a text `queue.view.<id>`. */
  readonly name?: string;
  readonly isShared?: boolean;
  /** Only its author changes it. */
  readonly isOwn?: boolean;
}

/** The three tabs, and what stands under More before the saved ones. */
export const tabViews = ['mine', 'team', 'open'] as const;
export const moreViews = ['stalled', 'parked'] as const;

/** The desk's own views of a person of a team. */
export const ownViews = (team: string): readonly QueueView[] => [
  { id: 'mine', query: { owner: 'me' } },
  { id: 'team', query: { team } },
  { id: 'open', query: { team, owner: 'nobody', status: 'open' } },
  { id: 'stalled', query: { team, stalled: true } },
  { id: 'parked', query: { team, status: 'parked' } },
];

export const savedView = (view: View, person: string): QueueView => ({ id: view.id, query: view.query, name: view.name, isShared: view.isShared, isOwn: view.author === person });

/** What a filter looks through, beside the row's own fields. */
export type WordsOf = (task: TaskPut) => string;

/** Whether a task is in a view at `now`. A task that is only offered to somebody is not theirs yet. */
export function isInView(query: ViewQuery, task: TaskPut, person: string, now: number, wordsOf: WordsOf): boolean {
  const { team, owner, status, journey, activity, stalled, cause, dueWithinMs, text } = query;
  if (owner === 'me' ? ownerOf(task) !== person : owner === 'nobody' ? task.holder?.by !== 'queue' : owner !== undefined && ownerOf(task) !== owner) return false;
  if (team !== undefined && task.team !== team) return false;
  if (status !== undefined && task.status !== status) return false;
  if (journey !== undefined && task.journey !== journey) return false;
  if (activity !== undefined && task.activity !== activity) return false;
  if (stalled !== undefined && (task.stalled !== undefined) !== stalled) return false;
  if (cause !== undefined && task.stalled?.cause !== cause) return false;
  if (dueWithinMs !== undefined && !(task.clocks ?? []).some(({ dueAt, pausedSince }) => pausedSince === undefined && dueAt - now <= dueWithinMs)) return false;
  return text === undefined || hasWords(wordsOf(task), text);
}

/** Whether every word of a text begins somewhere in another; case and marks do not count. */
export function hasWords(found: string, asked: string): boolean {
  const plain = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const all = plain(found);
  return plain(asked).split(/\s+/).every((word) => all.includes(word));
}
