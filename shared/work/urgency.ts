/** A clock as a row carries it; UTC ms. */
export interface UrgencyClock {
  readonly id: string;
  readonly startedAt: number;
  readonly goalAt: number;
  readonly dueAt: number;
  /** A paused clock counts as it stood here. */
  readonly pausedSince?: number;
  readonly regulatory: boolean;
}

/** What a row carries for its urgency. */
export interface UrgencyInputs {
  readonly clocks?: readonly UrgencyClock[];
  /** The next promise to the customer that is still open. */
  readonly promiseDueAt?: number;
  /** Where the customer waits: counter, line, app. */
  readonly customerPresent?: string;
  readonly stalled?: boolean;
}

/** Why a part has its points, as a code of the locale files and its values. */
export interface UrgencyBecause {
  readonly code:
    | 'clock_running' | 'clock_goal_passed' | 'clock_overdue' | 'clock_paused'
    | 'promise_due' | 'promise_broken' | 'customer_present' | 'stalled';
  readonly params?: Readonly<Record<string, string | number | boolean>>;
}

export interface UrgencyPart {
  readonly part: 'clock' | 'promise' | 'customer' | 'stalled';
  readonly points: number;
  readonly because: UrgencyBecause;
}

export interface Urgency {
  readonly total: number;
  readonly parts: readonly UrgencyPart[];
}

const hourMs = 3_600_000;

/** How urgent a row is at `now`: the sum of its parts, those without points left out. Points are not rounded. */
export function urgency(inputs: UrgencyInputs, now: number): Urgency {
  const parts = [clockPart(inputs, now), promisePart(inputs, now), customerPart(inputs), stalledPart(inputs)]
    .filter((part) => part !== undefined);
  return { total: parts.reduce((sum, { points }) => sum + points, 0), parts };
}

/**
 * Points of one clock: 0 at its start, 50 at its goal, 100 at its deadline, linear between, then 1 more for each
 * percent of the span from start to deadline, up to 150. A regulatory clock counts 1.5 times, so up to 225.
 */
export function clockPoints(clock: UrgencyClock, now: number): number {
  const at = Math.min(now, clock.pausedSince ?? now);
  const { startedAt, goalAt, dueAt } = clock;
  return pointsAt(at, startedAt, goalAt, dueAt) * (clock.regulatory ? 1.5 : 1);
}

function pointsAt(at: number, startedAt: number, goalAt: number, dueAt: number): number {
  if (at >= dueAt) return 100 + (dueAt > startedAt ? Math.min(50, ((at - dueAt) / (dueAt - startedAt)) * 100) : 50);
  if (at >= goalAt) return 50 + ((at - goalAt) / (dueAt - goalAt)) * 50;
  return at <= startedAt ? 0 : ((at - startedAt) / (goalAt - startedAt)) * 50;
}

/** The nearest clock is the one with the most points; of equals the one due first, then by id. */
function clockPart({ clocks = [] }: UrgencyInputs, now: number): UrgencyPart | undefined {
  let nearest: UrgencyClock | undefined;
  let points = 0;
  for (const clock of clocks) {
    const own = clockPoints(clock, now);
    if (own > points || (nearest !== undefined && own === points && isBefore(clock, nearest))) {
      nearest = clock;
      points = own;
    }
  }
  if (nearest === undefined) return undefined;
  const { id, goalAt, dueAt, regulatory, pausedSince } = nearest;
  return { part: 'clock', points, because: { code: clockCode(nearest, now), params: {
    clock: id, goalAt, dueAt, regulatory, ...(pausedSince === undefined ? {} : { pausedSince }) } } };
}

function clockCode({ goalAt, dueAt, pausedSince }: UrgencyClock, now: number): UrgencyBecause['code'] {
  if (pausedSince !== undefined && pausedSince <= now) return 'clock_paused';
  if (now >= dueAt) return 'clock_overdue';
  return now >= goalAt ? 'clock_goal_passed' : 'clock_running';
}

function isBefore(a: UrgencyClock, b: UrgencyClock): boolean {
  return a.dueAt !== b.dueAt ? a.dueAt < b.dueAt : a.id < b.id;
}

/** A promise is broken at its due time; it is due within the hour before that. */
function promisePart({ promiseDueAt: dueAt }: UrgencyInputs, now: number): UrgencyPart | undefined {
  if (dueAt === undefined || dueAt - now > hourMs) return undefined;
  return now >= dueAt
    ? { part: 'promise', points: 60, because: { code: 'promise_broken', params: { dueAt } } }
    : { part: 'promise', points: 40, because: { code: 'promise_due', params: { dueAt } } };
}

function customerPart({ customerPresent: where }: UrgencyInputs): UrgencyPart | undefined {
  return where === undefined ? undefined : { part: 'customer', points: 80, because: { code: 'customer_present', params: { where } } };
}

function stalledPart({ stalled }: UrgencyInputs): UrgencyPart | undefined {
  return stalled === true ? { part: 'stalled', points: 10, because: { code: 'stalled' } } : undefined;
}
