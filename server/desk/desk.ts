import type { Answer } from '../../shared/contract/answer.ts';
import type { Entry } from '../../shared/contract/entries.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import type { Clock } from '../clock.ts';
import { RowDigests } from '../log/rows-hash.ts';
import type { Db, DbClient } from '../store/db.ts';
import type { BatchParts } from './batch.ts';
import { Outdated, runBatch } from './batch.ts';
import type { InboxLimits } from './inbox.ts';
import { defaultLimits, Inbox, keysOf } from './inbox.ts';
import type { Input, Waiting } from './input.ts';
import { Superseded } from './writer-version.ts';

export interface Desk {
  /** Puts an input in; the answer comes after the commit. */
  submit(input: Input): Promise<Answer>;
  readonly inbox: Inbox;
  /** Hears the entries of each batch after its commit, for waking readers on this node. */
  onCommit(listener: (entries: readonly Entry[]) => void): void;
  /** Waits for what has come in, then stops. */
  stop(): Promise<void>;
}

export interface DeskParts extends BatchParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly limits?: InboxLimits;
  /** A newer release has taken over: nothing more can be written, and what waits is answered `stopping`. */
  readonly onSuperseded?: (refusal: Refusal) => void;
}

type DbError = Error & { code?: string };

/** Whole batch again: serialization, deadlock, lost connection, shutdown; and a new row that another node made first. */
const retried = /^(40001|40P01|08...|57P0[123]|23505|55P03|25P0[234])$/;
/** The content of some input; halving finds it. */
const content = /^(22|23|54)/;
const lostConnection = /^(08|57P)/;

/** One waits for the database while the other is decided; more would only wait for the head. */
const batchesAtOnce = 2;

/** How many inputs make a second batch worth its round trips; fewer wait for the first to end and share the next one. */
const worthAnother = 32;

/** The one write path: takes what waits, runs it in one transaction, answers, and again. */
export function createDesk(parts: DeskParts): Desk {
  const inbox = new Inbox(parts.clock, parts.limits ?? defaultLimits);
  const listeners: ((entries: readonly Entry[]) => void)[] = [];
  const digests = new RowDigests();
  let running: Promise<void> | undefined;
  let isStopping = false;
  /** The last batch, in milliseconds of a steady clock. */
  let begunAt = -Infinity;
  let arrived = (): void => undefined;
  const nextArrival = (): Promise<void> => new Promise((resolve) => (arrived = resolve));

  const wake = (): void => {
    // One turn later, so that what comes in the same turn is in the same batch.
    running ??= new Promise<void>((resolve) => setImmediate(resolve)).then(drain).finally(() => {
      running = undefined;
      if (inbox.length > 0) wake();
    });
  };
  inbox.listen(() => {
    wake();
    arrived();
  });

  /** While one batch waits for the database the next is decided; they never touch the same case. */
  async function drain(): Promise<void> {
    const flying = new Set<Promise<void>>();
    const busy = new Set<string>();
    while (inbox.length > 0 || flying.size > 0) {
      const { paceMs } = inbox;
      const early = begunAt + paceMs - performance.now();
      if (flying.size === 0 && early > 1) await pause(early);
      const mayFly = flying.size === 0 || (paceMs === 0 && flying.size < batchesAtOnce && inbox.length >= worthAnother);
      const batch = mayFly ? inbox.take(busy) : [];
      if (batch.length === 0) {
        // What waits and is blocked stays blocked until a flight ends; only what is yet to come may change that sooner.
        const isBlocked = mayFly && inbox.length > 0;
        await Promise.race([...flying, ...(isBlocked || flying.size >= batchesAtOnce ? [] : [nextArrival()])]);
        continue;
      }
      begunAt = performance.now();
      const keys = batch.flatMap(keysOf);
      for (const key of keys) busy.add(key);
      const flight = timed(batch, flying.size + 1).finally(() => {
        flying.delete(flight);
        for (const key of keys) busy.delete(key);
      });
      flying.add(flight);
      // Lets what has just arrived join the next batch.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  /** Two that fly together share the time. */
  async function timed(batch: readonly Waiting[], together: number): Promise<void> {
    const startedAt = performance.now();
    await runWhole(batch);
    inbox.learn(batch.length, (performance.now() - startedAt) / together);
  }

  async function runWhole(batch: readonly Waiting[], attempt = 0): Promise<void> {
    let error: DbError;
    try {
      return await once(batch);
    } catch (caught) {
      error = caught as DbError;
    }
    if (error instanceof Superseded) return yieldTo(error, batch);
    const code = error.code ?? '';
    const isRetried = error instanceof Outdated || retried.test(code) || isLost(error);
    if (isRetried && attempt < retriesFor(error)) {
      await pause(Math.min(1000, 5 * 2 ** attempt) * (0.5 + (attempt % 3) / 4));
      return runWhole(batch, attempt + 1);
    }
    if (content.test(code) && batch.length > 1) {
      const middle = Math.ceil(batch.length / 2);
      await runWhole(batch.slice(0, middle));
      return runWhole(batch.slice(middle));
    }
    await refuseAlone(batch, error);
  }

  function yieldTo({ refusal }: Superseded, batch: readonly Waiting[]): void {
    if (!isStopping) parts.onSuperseded?.(refusal);
    isStopping = true;
    for (const one of batch) one.answer({ ok: false, code: 'stopping', retryAfterMs: 1000 });
  }

  const isLost = (error: DbError): boolean => lostConnection.test(error.code ?? '') || /ECONN|terminated|EPIPE|timeout/i.test(`${error.code ?? ''} ${error.message}`);
  /** A database that is away comes back; a stop does not wait for it for ever. */
  const retriesFor = (error: DbError): number => (isLost(error) ? (isStopping ? 5 : 120) : 8);

  async function once(batch: readonly Waiting[]): Promise<void> {
    const client = await parts.db.client();
    let isBroken = false;
    try {
      const { outcomes, entries } = await runBatch(client, batch, parts, digests);
      if (entries.length > 0) for (const listener of listeners) listener(entries);
      settleOutcomes(batch, outcomes);
    } catch (error) {
      isBroken = await rollback(client);
      throw error;
    } finally {
      client.release(isBroken);
    }
  }

  function settleOutcomes(batch: readonly Waiting[], outcomes: readonly (Answer | { again: Waiting['input']['footprint'] })[]): void {
    const again: Waiting[] = [];
    for (const [index, one] of batch.entries()) {
      const outcome = outcomes[index];
      if (outcome === undefined) continue;
      if ('again' in outcome) {
        one.tries += 1;
        one.extra.push(outcome.again);
        again.push(one);
      } else one.answer(outcome);
    }
    if (again.length > 0) inbox.putBack(again);
  }

  /** One input that the database refuses is treated as one that threw; anything else is nobody's input and is told to all. */
  async function refuseAlone(batch: readonly Waiting[], error: DbError): Promise<void> {
    const [only] = batch;
    const reference = parts.newId('x');
    parts.report(error, { reference, action: only?.input.action ?? '', input: only?.input.id ?? '' });
    if (batch.length === 1 && only && !only.input.id.startsWith('g:') && content.test(error.code ?? '')) {
      const guilty = only.input;
      const throwing: Input = { ...guilty, decide: () => { throw error; } };
      try {
        return await once([{ ...only, input: throwing }]);
      } catch (again) {
        parts.report(again, { reference, action: guilty.action, input: guilty.id });
      }
    }
    for (const one of batch) one.answer({ ok: false, code: 'unavailable', params: { reference }, retryAfterMs: 1000 });
  }

  return {
    inbox,
    submit: (input) => (isStopping ? Promise.resolve({ ok: false, code: 'stopping', retryAfterMs: 1000 }) : inbox.put(input)),
    onCommit: (listener) => listeners.push(listener),
    stop: async () => {
      isStopping = true;
      while (running) await running;
    },
  };
}

async function rollback(client: DbClient): Promise<boolean> {
  try {
    await client.query({ text: 'ROLLBACK' });
    return false;
  } catch {
    return true;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
