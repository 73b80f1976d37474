import type { Random } from '../random.ts';
import type { Cast, Plan, Scenario } from '../plan.ts';
import { dayMs, hourMs, minuteMs, Script } from '../plan.ts';

interface Group {
  readonly cause: 'owner_absent' | 'customer' | 'third_party' | 'owner_over_capacity' | 'approval_waiting' | 'system_error';
  readonly count: number;
  readonly activity: (number: number) => string;
  /** Who has it, or nobody. */
  readonly owner?: string;
  /** What came last, and says whom the case waits for. */
  readonly last: string;
  /** Who had it before and put it back. */
  readonly before?: (number: number) => string | undefined;
}

/** Of Ben's fourteen two need a licence to advise, and one is a second signature on what Dev has prepared. */
const bens = (number: number): string => (number <= 2 ? 'advise-on-loan' : number === 3 ? 'second-signature' : number % 2 === 0 ? 'handle-dispute' : 'call-back');

const groups: readonly Group[] = [
  { cause: 'owner_absent', count: 14, activity: bens, owner: 'ben', last: 'called', before: (number) => (number === 3 ? 'dev' : undefined) },
  { cause: 'customer', count: 9, activity: () => 'resume-application', last: 'customer-asked' },
  { cause: 'third_party', count: 6, activity: () => 'check-income-proof', owner: 'elif', last: 'third-party-asked' },
  { cause: 'owner_over_capacity', count: 5, activity: () => 'check-fraud-signal', owner: 'farid', last: 'wrote' },
  { cause: 'approval_waiting', count: 4, activity: () => 'approve-amount', last: 'approval-asked', before: (number) => (number === 1 ? 'chloe' : undefined) },
  { cause: 'system_error', count: 2, activity: () => 'repeat-booking', last: 'system-failed' },
];

/**
 * Of those whom the bank waits for, two have heard from it six times in this week, so that one more message is one too many, and one mourns.
 * They stood still after that all the same.
 */
const oftenReached = [4, 7];
const reachedAfterHours = [30, 34, 38, 50, 54, 58];
const mourner = 9;

const lengthMs = 7 * dayMs;

/** What customers were told last week that will be broken before ten o'clock: by whom, in which case, due so long after eight. */
const promises: readonly { readonly key: string; readonly by: string; readonly text: string; readonly dueInMs: number }[] = [
  { key: 'owner-absent-5', by: 'ben', text: 'We call you back on Monday before half past eight.', dueInMs: 30 * minuteMs },
  { key: 'owner-absent-7', by: 'ben', text: 'You hear from us on Monday before nine.', dueInMs: hourMs },
  { key: 'customer-2', by: 'ana', text: 'We call on Monday before a quarter to ten about your pay slip.', dueInMs: 105 * minuteMs },
];

/** Monday 08:00: forty tasks have stood still since last week, each for a reason, Ben is ill, three promises are about to break and a dispute has to be answered soon. */
export const mondayStalled: Scenario = {
  name: 'monday-stalled',
  says: 'Monday, 08:00: forty stalled tasks with their causes, and Ben is ill.',
  isHistory: true,
  plan(random, cast): Plan {
    const script = new Script();
    script.availability(lengthMs - 20 * minuteMs, 'ben', 'off', 'ill');
    const waitedFor = whomToRemind(random, cast);
    for (const group of groups)
      for (let number = 1; number <= group.count; number += 1) tell(script, random, group.cause === 'customer' ? { ...cast, customers: [waitedFor[number - 1] ?? ''] } : cast, group, number);
    for (const number of oftenReached) for (const hours of reachedAfterHours) script.act(hours * hourMs, `customer-${String(number)}`, { do: 'contact', by: 'dev', channel: 'phone' });
    for (const { key, by, text, dueInMs } of promises) script.act(4 * hourMs, key, { do: 'promise', by, text, channel: 'phone', inMs: lengthMs - 4 * hourMs + dueInMs });
    script.act(4 * hourMs, 'owner-absent-4', { do: 'clock', by: 'chloe', name: 'disputeAnswer', percent: 82 });
    const total = groups.reduce((sum, { count }) => sum + count, 0);
    const owned = Object.fromEntries(groups.flatMap(({ owner, count }) => (owner === undefined ? [] : [[owner, count]])));
    const stalled = Object.fromEntries(groups.map(({ cause, count }) => [cause, count]));
    return script.plan(lengthMs, { cases: total, outcomes: { open: total }, openTasks: total, stalled, owned });
  },
};

/** Each of the nine is somebody else, so that each can be reminded, and only the last one mourns. */
function whomToRemind(random: Random, { customers, mourning }: Cast): string[] {
  const left = customers.filter((id) => !mourning.includes(id));
  const drawn = Array.from({ length: mourner - 1 }, () => left.splice(random.between(0, left.length - 1), 1)).flat();
  return [...drawn, mourning[0] ?? left[0] ?? ''];
}

/** All of a group's tasks come to their owner in one moment, so that no timer counts a part of the owner's load. */
function tell(script: Script, random: Random, cast: Cast, group: Group, number: number): void {
  const key = `${group.cause.replaceAll('_', '-')}-${String(number)}`;
  const activity = group.activity(number);
  const at = hourMs;
  script.event(at, key, 'application-started', { data: { amount: random.between(10, 300) * 100 } });
  script.identify(at, key, random.pick(cast.customers));
  script.event(at, key, activity);
  const before = group.before?.(number);
  if (before !== undefined) {
    script.event(at + minuteMs, key, activity, { phase: 'START', by: before });
    script.event(at + 2 * minuteMs, key, activity, { phase: 'STOP', by: before });
  }
  if (group.owner !== undefined) script.event(at + 3 * minuteMs, key, activity, { phase: 'START', by: group.owner });
  script.event(at + 3 * minuteMs, key, group.last);
}
