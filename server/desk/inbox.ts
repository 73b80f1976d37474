import type { Answer } from '../../shared/contract/answer.ts';
import type { Clock } from '../clock.ts';
import { BatchCost } from './batch-cost.ts';
import type { Input, Lane, Waiting } from './input.ts';

const lanes: readonly Lane[] = ['people', 'timer', 'event', 'import'];

/** Budgets of a batch and of the lanes, in milliseconds. */
export interface InboxLimits {
  /** While a command was seen in the last second. */
  readonly quickBatchMs: number;
  readonly slowBatchMs: number;
  /** From the beginning of a batch to that of the next while people and the rest are both at work. */
  readonly sharedPaceMs: number;
  readonly peopleWaitMs: number;
  /** Share of a batch's budget that commands may take. */
  readonly peopleShare: number;
  readonly restMinimum: number;
  /** Most that the rest may put into a batch while people are at work: their commands wait for all of it. */
  readonly restWithPeople: number;
  readonly maximum: number;
}

export const defaultLimits: InboxLimits = {
  quickBatchMs: 40,
  slowBatchMs: 100,
  sharedPaceMs: 30,
  peopleWaitMs: 1000,
  peopleShare: 0.75,
  restMinimum: 20,
  restWithPeople: 100,
  maximum: 1000,
};

/** So much of the rest within a second is a load of its own. */
const muchRest = 100;

/**
 * Where inputs wait between batches. Commands go first, oldest first; the rest is never refused, its sources are slowed instead.
 * Invariant: inputs of one lane leave in the order they came, so per case the order of arrival holds within a lane.
 */
export class Inbox {
  readonly #queues: Record<Lane, Waiting[]> = { people: [], timer: [], event: [], import: [] };
  readonly #clock: Clock;
  readonly #limits: InboxLimits;
  #lastCommandAt = 0;
  #rest = { since: 0, count: 0, before: 0 };
  readonly #cost = new BatchCost();
  #onInput: () => void = () => undefined;

  constructor(clock: Clock, limits: InboxLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Called whenever something came in. */
  listen(onInput: () => void): void {
    this.#onInput = onInput;
  }

  get length(): number {
    return lanes.reduce((sum, lane) => sum + this.#queues[lane].length, 0);
  }

  waiting(lane: Lane): number {
    return this.#queues[lane].length;
  }

  /**
   * How long after the beginning of a batch the next may begin. A batch costs its statements and round trips whatever it holds, so
   * where commands and a stream of events meet, small batches one behind the other would use up the machine and be the slower for it.
   * Where as much waits as a batch may take there is nothing to wait for.
   */
  get paceMs(): number {
    const now = this.#clock.now();
    const { since, count, before } = this.#rest;
    if (this.waiting('timer') + this.waiting('event') >= this.#limits.restWithPeople) return 0;
    const isMuch = now - since < 1000 && Math.max(count, before) >= muchRest;
    return isMuch && this.#isQuick(now) ? this.#limits.sharedPaceMs : 0;
  }

  /** How long a command that came now would wait, in milliseconds. */
  get peopleWaitMs(): number {
    const { quickBatchMs, peopleShare } = this.#limits;
    return this.#cost.waitMs(this.#queues.people.length, quickBatchMs) / peopleShare;
  }

  /** Takes an input, or answers `busy` at once where a command would wait too long. */
  put(input: Input): Promise<Answer> {
    const now = this.#clock.now();
    if (input.lane === 'people') {
      this.#lastCommandAt = now;
      const waitMs = this.peopleWaitMs;
      if (waitMs > this.#limits.peopleWaitMs)
        return Promise.resolve({ ok: false, code: 'busy', retryAfterMs: Math.ceil(waitMs / 2) });
    }
    return new Promise((resolve) => {
      this.#queues[input.lane].push({ input, since: now, answer: resolve, tries: 0, extra: [] });
      this.#onInput();
    });
  }

  /** Puts inputs that asked for more at the front of their lanes. */
  putBack(again: readonly Waiting[]): void {
    for (const one of again.toReversed()) this.#queues[one.input.lane].unshift(one);
  }

  /** What the last batch took, so that the next one keeps its time. */
  learn(inputs: number, tookMs: number): void {
    this.#cost.learn(inputs, tookMs);
  }

  /**
   * The next batch, of inputs that touch nothing which is `busy` in another batch; one input alone where it has asked for more three
   * times. May be empty.
   */
  take(busy: ReadonlySet<string>): Waiting[] {
    const { quickBatchMs, slowBatchMs, peopleShare, restMinimum, maximum } = this.#limits;
    const now = this.#clock.now();
    const isQuick = this.#isQuick(now);
    const room = Math.min(maximum, this.#cost.nextRoom(isQuick ? quickBatchMs : slowBatchMs));
    const alone = this.#queues.people[0];
    if (alone && alone.tries >= 3) return busy.size === 0 ? this.#queues.people.splice(0, 1) : [];
    const blocked = new Set(busy);
    const batch = this.#takeFrom('people', Math.max(1, Math.floor(room * peopleShare)), blocked);
    const restMost = isQuick ? this.#limits.restWithPeople : maximum;
    let left = Math.max(restMinimum, Math.min(restMost, room - batch.length));
    for (const lane of ['timer', 'event', 'import'] as const) {
      if (left <= 0) break;
      const taken = this.#takeFrom(lane, left, blocked);
      batch.push(...taken);
      left -= taken.length;
      this.#countRest(taken.length, now);
    }
    return batch;
  }

  #isQuick(now: number): boolean {
    return now - this.#lastCommandAt < 1000 || this.#queues.people.length > 0;
  }

  #countRest(taken: number, now: number): void {
    const { since, count } = this.#rest;
    if (now - since >= 1000) this.#rest = { since: now, count: taken, before: now - since < 2000 ? count : 0 };
    else this.#rest.count += taken;
  }

  /** Takes from the front what is free; what is passed over blocks whatever behind it touches the same, so that order holds. */
  #takeFrom(lane: Lane, most: number, blocked: Set<string>): Waiting[] {
    const queue = this.#queues[lane];
    if (queue.length === 0) return [];
    if (blocked.size === 0) return queue.splice(0, most);
    const taken: Waiting[] = [];
    const passed: Waiting[] = [];
    let seen = 0;
    for (const one of queue) {
      if (taken.length >= most || seen >= most * 4) break;
      seen += 1;
      const keys = keysOf(one);
      if (keys.some((key) => blocked.has(key))) {
        for (const key of keys) blocked.add(key);
        passed.push(one);
      } else taken.push(one);
    }
    queue.splice(0, seen, ...passed);
    return taken;
  }
}

/** What an input names and another batch must not have in hand: its cases and tasks, and people whose rows it may make. */
export function keysOf({ input, extra }: Waiting): readonly string[] {
  const { cases = [], tasks, people } = input.footprint;
  if (extra.length === 0 && tasks === undefined && people === undefined) return cases;
  return [input.footprint, ...extra].flatMap((part) => [...(part.cases ?? []), ...(part.tasks ?? []), ...(part.people ?? [])]);
}
