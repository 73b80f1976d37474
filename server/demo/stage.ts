import type { Clock } from '../clock.ts';
import type { Plan, Scenario } from './plan.ts';

/** Where a plan's moments lie in real time. */
export interface Stage {
  /** Milliseconds UTC of a moment of the plan. */
  timeOf(atMs: number): number;
  /** Resolves when the moment has come. */
  reach(atMs: number): Promise<void>;
  /** When the plan ends. */
  readonly endsAt: number;
  /** What staff do is decided at its moment of the plan, as what sources report is, and not now. */
  readonly isPast: boolean;
}

/**
 * With `speed` N the plan begins now and runs N times as fast as the day it tells. Without it, and for history, it is told at once and
 * ends now.
 */
export function stageOf(plan: Plan, { isHistory }: Pick<Scenario, 'isHistory'>, clock: Clock, speed?: number): Stage {
  const startedAt = clock.now();
  if (isHistory || speed === undefined)
    return { timeOf: (atMs) => startedAt - plan.durationMs + atMs, reach: () => Promise.resolve(), endsAt: startedAt, isPast: isHistory };
  const timeOf = (atMs: number): number => startedAt + Math.round(atMs / speed);
  return {
    timeOf,
    endsAt: timeOf(plan.durationMs),
    isPast: false,
    reach: async (atMs) => {
      const waitMs = timeOf(atMs) - clock.now();
      if (waitMs > 0) await new Promise<void>((resolve) => setTimeout(resolve, waitMs));
    },
  };
}
