import { useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { TaskPut } from '../../../shared/contract/rows.ts';
import { useDesk } from '../../desk.ts';
import { activityName, journeyName } from '../../store/journeys.ts';
import type { JourneyInfo } from '../../../shared/contract/rest-case.ts';
import type { Move } from '../../store/plan.ts';
import { movesOf } from '../../store/plan.ts';
import { rowAnywhere } from '../../store/select.ts';

/** One task of the lead's table: as its row is now, or as it was when the list was chosen. */
export interface WorkRow {
  readonly id: string;
  readonly case: string;
  readonly customer: string | undefined;
  readonly step: string;
  readonly task: TaskPut | undefined;
  /** It has been done or has left the queues that are watched. */
  readonly isGone: boolean;
  readonly move: Move | undefined;
  /** Somebody has changed it since the plan was made: committing leaves it alone. */
  readonly isTouched: boolean;
}

export const idOfWork = ({ id }: WorkRow): string => id;

/** The nearest clock of a task that runs, else a paused one. */
export function nextClock(task: TaskPut | undefined) {
  return (task?.clocks ?? []).toSorted((a, b) => Number(a.pausedSince !== undefined) - Number(b.pausedSince !== undefined) || a.dueAt - b.dueAt)[0];
}

function stepText(books: Readonly<Record<string, JourneyInfo>>, journey: string, activity: string, name: string | undefined): string {
  const info = books[journey];
  return `${activityName(info, activity, name)} · ${journeyName(info, journey)}`;
}

/** What the work of a task of the list is called, with its journey. */
export function useStepText(id: string): string {
  const { rows, lead, data } = useDesk();
  const listed = useStore(lead, (state) => state.listed.find((task) => task.id === id));
  const task = useStore(rows, (slice) => rowAnywhere(slice, 'task', id)) ?? listed;
  const books = useStore(data.journeys.store);
  return task === undefined ? '' : stepText(books, task.journey, task.activity, task.name);
}

/** Rows of the list that was chosen, or of the plan that is there; a row is the same object as long as nothing in it changed. */
export function useWorkRows(): readonly WorkRow[] {
  const { rows, lead, data } = useDesk();
  const listed = useStore(lead, (state) => state.listed);
  const plan = useStore(lead, (state) => state.plan);
  const slice = useStore(rows);
  const books = useStore(data.journeys.store);
  const cache = useRef(new Map<string, WorkRow>());
  return useMemo(() => {
    const known = new Map(listed.map((task) => [task.id, task]));
    const made = (id: string, move: Move | undefined): WorkRow => {
      const now = rowAnywhere(slice, 'task', id);
      const task = now ?? known.get(id);
      const row: WorkRow = {
        id, task, move, isGone: now === undefined && known.has(id),
        case: task?.case ?? move?.case ?? '', customer: task?.customer ?? move?.customer,
        step: stepText(books, task?.journey ?? move?.journey ?? '', task?.activity ?? move?.activity ?? '', task?.name ?? move?.name),
        isTouched: now !== undefined && move !== undefined && now.version !== move.version,
      };
      const before = cache.current.get(id);
      if (before && (Object.keys(row) as (keyof WorkRow)[]).every((key) => before[key] === row[key])) return before;
      cache.current.set(id, row);
      return row;
    };
    return plan?.preview ? movesOf(plan).map((move) => made(move.task, move)) : listed.map(({ id }) => made(id, undefined));
  }, [listed, plan, slice, books]);
}
