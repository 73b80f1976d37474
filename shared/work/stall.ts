import { addBusiness, workingDayMs, type Calendar } from './calendar.ts';

/** Whom or what a stalled case waits for, in the order in which they are asked. */
export const stallCauses = [
  'system_error', 'approval_waiting', 'owner_absent', 'owner_over_capacity', 'third_party', 'customer',
] as const;
export type StallCause = (typeof stallCauses)[number];

/** What is known about a case that does not move. */
export type StallFacts = { readonly [Cause in Exclude<StallCause, 'customer'>]?: boolean };

/** The first cause that applies; where none does, the customer is the one who has to move. */
export function stallCause(facts: StallFacts): StallCause {
  return stallCauses.find((cause) => cause === 'customer' || facts[cause] === true) ?? 'customer';
}

/** The cause of a stall as it is now: it is told once, and its owner may have gone away since. */
export function stallCauseNow(told: string, isOwnerAway: boolean): StallCause {
  return stallCauses.find((cause) => cause === told || cause === 'customer' || (isOwnerAway && cause === 'owner_absent')) ?? 'customer';
}

/** When a case that last moved at `lastProgressAt` counts as stalled (UTC ms); `expectedWithinMs` of open time, one working day if not said. */
export function stallDueAt(calendar: Calendar, lastProgressAt: number, expectedWithinMs = workingDayMs(calendar)): number {
  return addBusiness(calendar, lastProgressAt, expectedWithinMs);
}

/** Whether the case is stalled: the stored time has come, and it is not one that later progress has made void. */
export function isStalled(lastProgressAt: number, dueAt: number, now: number): boolean {
  return now >= dueAt && lastProgressAt < dueAt;
}
