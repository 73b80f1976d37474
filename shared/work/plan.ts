import type { CaseState } from '../model/case.ts';
import type { Task } from '../model/task.ts';
import { routingPerson } from './commands/offer.ts';
import type { RoutingSettings } from './routing.ts';
import { route } from './routing.ts';
import type { Staffed } from './world.ts';

/** One task of a plan: to whom it should go and why, or what stands in the way for everybody. */
export type PlannedMove =
  | { readonly task: string; readonly version: number; readonly to: string; readonly because: string }
  | { readonly task: string; readonly version: number; readonly cannot: string };

export interface Plan {
  readonly moves: readonly PlannedMove[];
  /** Weight of open work before and after, by person. */
  readonly load: Readonly<Record<string, { readonly before: number; readonly after: number; readonly capacity: number }>>;
}

/**
 * Proposes where the tasks of somebody who is away go, heaviest first, so that nobody comes over capacity: each is routed over
 * what the moves before it already gave. Nothing is moved; the lead commits it as a bulk move on these versions.
 */
export function planMoves(tasks: readonly Task[], staff: readonly Staffed[], away: string, now: number, settings: RoutingSettings): Plan {
  const given = new Map<string, number>();
  const there = staff.filter(({ person }) => person.id !== away && person.role !== 'observed');
  const weightOf = (task: Task): number => task.needs?.weight ?? 1;
  const moves = [...tasks]
    .sort((a, b) => weightOf(b) - weightOf(a) || a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1))
    .map((task): PlannedMove => {
      const people = there.map((one) => routingPerson(one, given.get(one.person.id) ?? 0));
      const needs = task.needs ?? { weight: 1 };
      const routed = route({ needs, madeAt: task.madeAt, touchedBy: task.touchedBy, fourEyes: task.activity.startsWith('approve') }, people, now, settings);
      const item = { task: task.id, version: task.version };
      if (routed.to === null) return { ...item, cannot: String(routed.because.params?.['factor'] ?? 'nobody') };
      given.set(routed.to, (given.get(routed.to) ?? 0) + needs.weight);
      return { ...item, to: routed.to, because: routed.because.code };
    });
  const load = Object.fromEntries(
    there.map(({ person, load: before }) => [person.id, { before, after: before + (given.get(person.id) ?? 0), capacity: person.capacity }]),
  );
  return { moves, load };
}

/** Whether a customer is waiting on this work: only such tasks of an absent owner are brought to somebody else by themselves. */
export const isCustomerWaiting = (state: CaseState, task: Task): boolean =>
  task.customerPresent !== undefined || task.promiseDueAt !== undefined || state.case.waitsFor?.whom === 'us';
