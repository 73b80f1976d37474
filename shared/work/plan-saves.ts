import type { Task } from '../model/task.ts';

/** A task that a plan moves away from somebody who is back at `backAt`. */
export interface Moved {
  readonly task: Task;
  readonly backAt: number;
}

/**
 * How much less late the work gets (milliseconds), summed over its running clocks and the promise that is due first: without the plan nothing
 * happens to a task before its owner is back, with it from now on. What is due before then is therefore late by the time from its
 * due moment, or from now if that has passed, until the owner's return. A paused clock saves nothing.
 */
export function lateSavedMs(moved: readonly Moved[], now: number): number {
  let saved = 0;
  for (const { task, backAt } of moved) {
    const dues = (task.clocks ?? []).filter(({ pausedSince }) => pausedSince === undefined).map(({ dueAt }) => dueAt);
    if (task.promiseDueAt !== undefined) dues.push(task.promiseDueAt);
    for (const dueAt of dues) saved += Math.max(0, backAt - Math.max(dueAt, now));
  }
  return saved;
}
