import { must } from '../../shared/assert.ts';
import type { Journeys } from '../../shared/journey/orchestrated/journey.ts';
import type { OnEffectResult, ReportedResult } from '../../shared/work/effects/decide-result.ts';
import type { SendSettings } from '../../shared/work/effects/may-send.ts';
import type { Tried } from '../../shared/work/effects/next-try.ts';
import { afterTry, isSystemFailure } from '../../shared/work/effects/next-try.ts';
import type { EffectFailureCode, EffectOutcome, PersonalValue } from '../../shared/work/effects/result.ts';
import type { Clock } from '../clock.ts';
import { cases } from '../connectors/cases.ts';
import type { Connector } from '../connectors/connector.ts';
import type { Desk } from '../desk/desk.ts';
import type { Input } from '../desk/input.ts';
import type { Db } from '../store/db.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import { holdEffects, moveEffect } from '../store/tables/effects.ts';
import { broadcastToCases } from './broadcast-to-cases.ts';
import { Circuits } from './circuits.ts';
import { sealPersonal } from './effect-values.ts';
import type { JobQueues } from './job-queues.ts';
import type { Outbox } from './outbox.ts';
import { effectResultInput } from './result-input.ts';
import { deliverToCases } from './deliver-to-cases.ts';
import type { SendParts } from './send-effect.ts';
import { sendEffect, splitPersonal } from './send-effect.ts';
import type { InHand, TakeParts } from './take-in-hand.ts';
import { takeInHand } from './take-in-hand.ts';

export interface WorkerParts {
  /** Its own connections; the desk's are never waited for. */
  readonly db: Db;
  readonly queues: JobQueues;
  readonly outbox: Outbox;
  readonly desk: Pick<Desk, 'submit' | 'onCommit'>;
  readonly clock: Clock;
  readonly keys: KeyStore;
  readonly connectors: ReadonlyMap<string, Connector>;
  /** Where a system is; one without an address counts as switched off. */
  readonly addressOf: (connector: string) => string | undefined;
  /** Journeys whose cases hear what other cases throw; without them nobody does. */
  readonly journeys?: Journeys | undefined;
  readonly onResult: OnEffectResult;
  readonly takesInputs: () => boolean;
  readonly report: (error: unknown, context: Record<string, string>) => void;
  readonly rules?: SendSettings['rules'];
  readonly mayContact?: TakeParts['mayContact'];
  /** How often it looks for work that nobody told it of. */
  readonly everyMs?: number;
  /** How much faster than real time the clock goes. */
  readonly speed?: number;
  /** Named points where tests stop the process. */
  readonly reach?: (point: string) => Promise<void> | void;
}

export interface EffectWorker {
  readonly circuits: Circuits;
  /** Looks for work of all connectors now. */
  wake(): void;
  /** Waits for what is on its way, then stops. */
  stop(): Promise<void>;
}

const touchEveryMs = 3000;
const submitAgainMs = 500;
/**
 * Most effects in hand for each call that a connector takes at once: a system's answers wait for the desk without keeping it from the
 * next calls. Where a server that dies leaves to people what it had in hand, that is no more than its calls.
 */
const inHandPerCall = ({ idempotent }: Pick<Connector, 'idempotent'>): number => (idempotent === 'none' ? 1 : 8);
/** Calls that end close together make room for one transaction that takes several, not for one each. */
const gatherMs = 5;
/** While others are in hand, jobs that have ended are gathered for so long. */
const endJobsEveryMs = 200;
const endJobsMs = 10;

const inVain = (code: EffectFailureCode | undefined): boolean => code === 'connector_down' || code === 'connector_wrong_answer';

/** What this server does for one connector. */
class Hands {
  readonly atOnce: number;
  readonly #most: number;
  readonly jobs = new Set<string>();
  /** How many of them the system has been asked for and has not answered. */
  calls = 0;
  /** The last look found as many as there was room for. */
  hasMore = false;
  readonly ended: InHand[] = [];

  constructor(connector: Connector) {
    this.atOnce = connector.atOnce;
    this.#most = connector.atOnce * inHandPerCall(connector);
  }

  get room(): number {
    return Math.min(this.atOnce - this.calls, this.#most - this.jobs.size);
  }
}

/**
 * Sends effects whose batch has committed and puts what became of them into the inbox. Invariants: nothing is sent but by who has
 * marked it as being sent; a job ends only after its result is committed; whatever dies in between is found by the job's heartbeat.
 */
export function startEffectWorker(parts: WorkerParts): EffectWorker {
  const { db, queues, outbox, desk, clock, keys, connectors, addressOf, onResult, takesInputs, report, everyMs = 2000, speed = 1 } = parts;
  const circuits = new Circuits(clock);
  const realMs = (ms: number): number => clock.realMs?.(ms) ?? ms / speed;
  const takeParts = {
    db, queues, clock, connectors, circuits, rules: parts.rules, mayContact: parts.mayContact, realMs, hasAddress: (connector: string) => connector === cases.name || addressOf(connector) !== undefined,
  };
  const allHands = new Map([...connectors].map(([name, connector]) => [name, new Hands(connector)]));
  const handsOf = (name: string): Hands => must(allHands.get(name), 'every connector has its queue');
  const pumping = new Map<string, Promise<void>>();
  const repeated = new Set<string>();
  const flying = new Set<Promise<void>>();
  const wakers = new Set<NodeJS.Timeout>();
  const toCases = { db, desk, clock, journeys: parts.journeys };
  const deliver: SendParts['deliver'] = (from, key, thrown) => ('signal' in thrown ? broadcastToCases(toCases, from, key, thrown) : deliverToCases(toCases, from, key, thrown));
  let isStopped = false;

  function pump(name: string): void {
    if (isStopped) return;
    // It may have looked before what is new was there.
    if (pumping.has(name)) return void repeated.add(name);
    const pumped = take(name).catch((error: unknown) => report(error, { action: 'effects:take', connector: name })).finally(() => {
      pumping.delete(name);
      if (repeated.delete(name)) pump(name);
    });
    pumping.set(name, pumped);
  }

  /** Takes as many as there is room for, until there are none or the room is used up. */
  async function take(name: string): Promise<void> {
    const hands = handsOf(name);
    for (let { room } = hands; !isStopped && takesInputs() && room > 0; { room } = hands) {
      const { taken, waits } = await takeInHand(takeParts, name, room);
      hands.hasMore = taken.length + waits.length >= room;
      for (const one of taken) {
        hands.jobs.add(one.job);
        const flight = run(name, one).catch((error: unknown) => report(error, { action: 'effects:send', connector: name, effect: one.row.id })).finally(() => {
          hands.jobs.delete(one.job);
          flying.delete(flight);
          takeMore(name);
        });
        flying.add(flight);
      }
      for (const waitMs of waits) wakeIn(name, waitMs);
      if (!hands.hasMore) return;
    }
  }

  function takeMore(name: string): void {
    const hands = handsOf(name);
    if (!hands.hasMore || hands.room <= 0) return;
    if (hands.room >= hands.atOnce / 2) return pump(name);
    hands.hasMore = false;
    wakeIn(name, 0);
  }

  function wakeIn(name: string, waitMs: number): void {
    // What is due later than this is found by looking.
    if (isStopped || waitMs > 10 * everyMs) return;
    const timer = setTimeout(() => {
      wakers.delete(timer);
      pump(name);
    }, waitMs + gatherMs);
    wakers.add(timer);
  }

  async function run(queue: string, one: InHand): Promise<void> {
    const { plan, progress, row, next } = one;
    if (next.do === 'end') {
      await parts.reach?.('marked');
      return finish(queue, one, next.outcome);
    }
    const route = must(plan.routes[progress.route], 'the route is one of the plan').connector;
    const tried = await call(queue, one);
    await parts.reach?.('sent');
    if (isSystemFailure(tried)) circuits.failed(route);
    else circuits.answered(route);
    const after = afterTry(plan, progress, tried, clock.now());
    if ('outcome' in after) return finish(queue, one, after.outcome);
    await db.transaction(async (tx) => {
      if (!(await moveEffect(tx, row.id, row.attempts, 'waiting', JSON.stringify({ ...progress, ...after.progress })))) return;
      await queues.remove(tx, queue, [one.job]);
      await queues.add(tx, queue, [{ id: one.job, effect: row.id, afterMs: realMs(after.waitMs) }]);
    });
    wakeIn(queue, realMs(after.waitMs));
  }

  async function call(queue: string, one: InHand): Promise<Tried> {
    const hands = handsOf(queue);
    // At once, so that whoever takes more sees it.
    hands.calls += 1;
    try {
      await parts.reach?.('marked');
      return await sendEffect({ db, keys, connectors, addressOf, deliver }, one);
    } finally {
      hands.calls -= 1;
      takeMore(queue);
    }
  }

  async function finish(queue: string, one: InHand, outcome: EffectOutcome): Promise<void> {
    const { row, progress } = one;
    if (!outcome.ok) {
      const failed = { ...progress, lastFailure: outcome.code, inDoubt: outcome.applied === 'maybe', isRefused: outcome.code === 'connector_refused' };
      // Whoever has taken it since knows better than this failure; a success is one whoever reports it.
      if (!(await moveEffect(db, row.id, row.attempts, row.state, JSON.stringify(failed)))) return;
    }
    const { reported, body } = reportOf(one, outcome);
    if (!(await submit(() => effectResultInput(reported, onResult, body)))) return;
    await parts.reach?.('answered');
    endJob(queue, one);
  }

  function reportOf({ row, request, progress, plan }: InHand, outcome: EffectOutcome): { reported: ReportedResult; body: () => string } {
    const route = must(plan.routes[progress.route], 'the route is one of the plan').connector;
    const fields = connectors.get(route)?.operations[request.operation]?.personal;
    const split: { outcome: EffectOutcome; personal: PersonalValue[] } = { outcome, personal: [] };
    if (outcome.ok) {
      const { data, personal } = splitPersonal(outcome.data, fields);
      Object.assign(split, { outcome: { ok: true, data }, personal });
    }
    const reported: ReportedResult = {
      result: {
        effect: row.id, case: row.case, connector: row.connector, operation: request.operation, route, attempts: row.attempts, round: row.round, outcome: split.outcome,
        ...(request.ref === undefined ? {} : { ref: request.ref }),
        ...(progress.settled ? { by: progress.settled.by } : {}),
        ...(inVain(outcome.ok ? progress.lastFailure : outcome.code) ? { failedFrom: progress.since } : {}),
      },
      personal: split.personal,
      connectorOwner: connectors.get(row.connector)?.owner ?? 'administrator',
      ...(request.owner === undefined ? {} : { owner: request.owner }),
    };
    const holder = row.customer ?? row.case;
    const body = (): string => JSON.stringify({ ...reported, personal: [], holder, sealed: sealPersonal(keys, holder, row.id, split.personal) });
    return { reported, body };
  }

  /** True when the batch has committed; false where this server stops first: then the next one does it again. */
  async function submit(input: () => Input): Promise<boolean> {
    for (;;) {
      const answer = await desk.submit(input());
      if (answer.ok || isStopped) return answer.ok;
      await new Promise((resolve) => setTimeout(resolve, submitAgainMs));
    }
  }

  /** Jobs that end close together are removed together. An effect whose result was decided is not in hand any more; else its result is held. */
  function endJob(queue: string, one: InHand): void {
    const { ended, jobs } = handsOf(queue);
    if (ended.push(one) > 1) return;
    const gathered = async (): Promise<void> => {
      for (let ms = 0; !isStopped && ms < endJobsEveryMs && (ms === 0 || jobs.size > 0); ms += endJobsMs) await new Promise((resolve) => setTimeout(resolve, endJobsMs));
    };
    const removed = gathered().then(async () => {
      const all = ended.splice(0);
      await Promise.all([holdEffects(db, all.map(({ row }) => row)), queues.remove(db, queue, all.map(({ job }) => job))]);
    });
    const flight = removed.catch((error: unknown) => report(error, { action: 'effects:end', connector: queue })).finally(() => flying.delete(flight));
    flying.add(flight);
  }

  const wakeAll = (): void => {
    for (const name of connectors.keys()) pump(name);
  };
  desk.onCommit(() => {
    for (const name of outbox.takeNews()) pump(name);
  });
  const unlisten = clock.onSet?.(wakeAll);
  const looking = setInterval(wakeAll, everyMs);
  const touching = setInterval(() => {
    for (const [name, { jobs }] of allHands)
      if (jobs.size > 0) queues.touch(name, [...jobs]).catch((error: unknown) => report(error, { action: 'effects:touch', connector: name }));
  }, touchEveryMs);
  wakeAll();

  return {
    circuits,
    wake: wakeAll,
    stop: async () => {
      isStopped = true;
      unlisten?.();
      clearInterval(looking);
      for (const timer of wakers) clearTimeout(timer);
      await Promise.all(pumping.values());
      while (flying.size > 0) await Promise.all(flying);
      clearInterval(touching);
    },
  };
}
