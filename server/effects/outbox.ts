import { must, unreachable } from '../../shared/assert.ts';
import { effectJobOf } from '../../shared/work/effects/effect-id.ts';
import type { EffectOutcome, Idempotent } from '../../shared/work/effects/result.ts';
import type { Effect, EffectOrder } from '../../shared/work/world.ts';
import type { Clock } from '../clock.ts';
import type { Queryable } from '../store/queryable.ts';
import { setSwitch } from '../store/tables/connector-switches.ts';
import type { EffectChange, TakenRow } from '../store/tables/effects.ts';
import { closeEffects, insertEffects, keepEffects, lockEffects, openEffects, updateEffects, withdrawEffects } from '../store/tables/effects.ts';
import type { EffectProgress, EffectRequest } from './effect-record.ts';
import { progressOf, requestOf } from './effect-record.ts';
import type { JobQueues } from './job-queues.ts';

/** Where effects stand between the batch that asks for them and the worker that sends them. */
export interface Outbox {
  /** Throws on an effect whose connector, or a backup of it, nobody knows. */
  check(effects: readonly Effect[]): void;
  /** With the batch's transaction: a row and a job for each effect that was checked, and what became of earlier ones. */
  enqueue(db: Queryable, effects: readonly (Effect & { id: string })[], orders?: readonly EffectOrder[]): Promise<void>;
  /** The connectors for which the batch that has just committed may have enqueued something; asked after each commit. */
  takeNews(): string[];
  /** Makes the jobs that open effects lack, as after a restore. Returns how many effects are open. */
  refill(db: Queryable): Promise<number>;
}

export interface OutboxParts {
  readonly queues: JobQueues;
  readonly clock: Clock;
  /** How a connector takes the same twice; undefined for one that nobody knows. */
  readonly idempotentOf: (connector: string) => Idempotent | undefined;
}

type WakingOrder = Extract<EffectOrder, { do: 'send' | 'settle' | 'recall' }>;
const calledBack: EffectOutcome = { ok: false, code: 'effect_withdrawn', applied: 'no' };

const refillPage = 1000;
/** Batches overlap: what one enqueues is news until all have committed that were on their way with it. */
const commitsOfNews = 3;

export function createOutbox({ queues, clock, idempotentOf }: OutboxParts): Outbox {
  const news = new Map<string, number>();

  async function addJobs(db: Queryable, jobs: readonly { connector: string; id: string; effect: string }[]): Promise<void> {
    const byConnector = Map.groupBy(jobs, (job) => job.connector);
    for (const connector of byConnector.keys()) news.set(connector, commitsOfNews);
    // Sent one behind the other on the batch's connection, without waiting for answers in between.
    await Promise.all([...byConnector].map(([connector, all]) => queues.add(db, connector, all)));
  }

  /** A person's word: the effect is tried again, is called back where it has not left, or its journey is told what the person says. */
  async function wake(db: Queryable, orders: readonly WakingOrder[]): Promise<void> {
    const rows = await lockEffects(db, orders.map(({ effect }) => effect).sort());
    const changes = rows.flatMap((row): (TakenRow & EffectChange)[] => {
      const order = must(orders.findLast(({ effect }) => effect === row.id), 'it was just asked for');
      const progress = progressOf(row);
      const round = row.round + 1;
      if (order.do === 'recall' && (row.state !== 'waiting' || progress.tries > 0 || progress.inDoubt)) return [];
      const next = order.do === 'send' ? freshRound(row, progress, round) : { ...progress, settled: { by: order.by, outcome: order.do === 'settle' ? order.outcome : calledBack } };
      return [{ ...row, state: 'waiting', round, progress: JSON.stringify(next) }];
    });
    if (changes.length === 0) return;
    await updateEffects(db, changes);
    await addJobs(db, changes.map(({ id, connector, round }) => ({ connector, id: effectJobOf(id, round), effect: id })));
  }

  function freshRound(row: TakenRow, { settled: _, lastFailure: __, isRefused, ...kept }: EffectProgress, round: number): EffectProgress {
    const again = { ...kept, tries: 0, since: clock.now() };
    // Under the old key a system would only repeat its refusal.
    if (isRefused) return { ...again, route: 0, inDoubt: false, key: effectJobOf(row.id, round) };
    const route = [row.connector, ...(requestOf(row).backups ?? [])][kept.route] ?? row.connector;
    // What cannot be found out is decided by the person who lets it be sent again.
    return { ...again, inDoubt: kept.inDoubt && idempotentOf(route) !== 'none' };
  }

  return {
    check: (effects) => {
      for (const { connector, backups = [] } of effects)
        for (const name of [connector, ...backups]) if (idempotentOf(name) === undefined) throw new Error(`Bug: an effect for the connector ${name}, which nobody knows`);
    },
    enqueue: async (db, effects, orders = []) => {
      const [close, keep, woken]: [string[], string[], WakingOrder[]] = [[], [], []];
      const switches: Extract<EffectOrder, { do: 'switch' }>[] = [];
      const withdrawn: Extract<EffectOrder, { do: 'withdraw' }>[] = [];
      for (const order of orders)
        switch (order.do) {
          case 'close': close.push(order.effect); break;
          case 'withdraw': withdrawn.push(order); break;
          case 'keep': keep.push(order.effect); break;
          case 'switch': switches.push(order); break;
          case 'send':
          case 'recall':
          case 'settle': woken.push(order); break;
          default: unreachable(order);
        }
      const since = clock.now();
      // Sent one behind the other in one write; what is closed may have been asked for in the same batch.
      await Promise.all([
        ...(effects.length > 0 ? [insertEffects(db, effects.map((effect) => ({ id: effect.id, connector: effect.connector, case: effect.case, ...texts(effect, since) })))] : []),
        ...(keep.length > 0 ? [keepEffects(db, keep)] : []),
        ...(close.length > 0 ? [closeEffects(db, close)] : []),
        ...(withdrawn.length > 0 ? [withdrawEffects(db, withdrawn)] : []),
        ...switches.map((order) => setSwitch(db, { ...order, at: since })),
        addJobs(db, effects.map(({ id, connector }) => ({ connector, id, effect: id }))),
      ]);
      if (woken.length > 0) await wake(db, woken);
    },
    takeNews: () => {
      const taken = [...news.keys()];
      for (const [connector, commits] of news)
        if (commits > 1) news.set(connector, commits - 1);
        else news.delete(connector);
      return taken;
    },
    refill: async (db) => {
      let count = 0;
      for (let page = await openEffects(db, '', refillPage); page.length > 0; page = await openEffects(db, must(page.at(-1), 'a page has rows').id, refillPage)) {
        // One by one: this connection may be one that does not take the next statement before the last is answered.
        for (const [connector, rows] of Map.groupBy(page, (row) => row.connector))
          if (idempotentOf(connector) !== undefined) await queues.add(db, connector, rows.map(({ id, round }) => ({ id: effectJobOf(id, round), effect: id })));
        count += page.length;
      }
      return count;
    },
  };
}

function texts({ id, connector: _, case: __, ...request }: Effect & { id: string }, since: number): { request: string; progress: string } {
  const progress: EffectProgress = { route: 0, tries: 0, inDoubt: false, since, key: id };
  return { request: JSON.stringify(request satisfies EffectRequest), progress: JSON.stringify(progress) };
}
