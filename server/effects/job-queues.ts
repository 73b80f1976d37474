import { PgBoss } from 'pg-boss';
import { NIL } from 'uuid';
import type { Db as BossDb, JobInsert } from 'pg-boss';
import { openDatabase } from '../store/db.ts';
import type { Queryable } from '../store/queryable.ts';
import { withStartLock } from '../store/tables/start-lock.ts';

/** The job of an effect: its row says all else. */
export interface EffectJob {
  readonly effect: string;
}

export interface TakenJob {
  readonly id: string;
  readonly effect: string;
}

/** The jobs of effects, one queue for each connector. */
export interface JobQueues {
  add(db: Queryable, connector: string, jobs: readonly { id: string; effect: string; afterMs?: number }[]): Promise<void>;
  take(db: Queryable, connector: string, most: number): Promise<TakenJob[]>;
  remove(db: Queryable, connector: string, ids: readonly string[]): Promise<void>;
  /** Says that these are still in hand. */
  touch(connector: string, ids: readonly string[]): Promise<void>;
  /** Gives back what dead servers had in hand, now instead of in a few seconds. */
  supervise(): Promise<void>;
  stop(): Promise<void>;
}

export interface JobQueuesParts {
  readonly url: string;
  readonly connectors: readonly string[];
  readonly report: (error: unknown, context: Record<string, string>) => void;
}

/** Seconds without a sign of life until a job is given to another server; the least that pg-boss takes. */
const heartbeatSeconds = 10;
/** Longer than any outage: pg-boss deletes jobs that have waited longer than this. */
const tenYearsSeconds = 10 * 365 * 24 * 3600;

const queueOf = (connector: string): string => `effects.${connector}`;

/** Statements of the batch's connection are prepared once. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `boss-${String(names.size)}`;
  names.set(text, name);
  return name;
}

const onConnection = (db: Queryable): BossDb => ({
  executeSql: (text, values) => db.query({ text, ...(values === undefined || values.length === 0 ? {} : { values, name: nameOf(text) }) }),
});

/**
 * Opens pg-boss on our database, in its own schema, which it brings forward itself; one server after the other. Jobs never end by
 * themselves: how often and when an effect is tried is not the queue's business.
 */
export async function openJobQueues({ url, connectors, report }: JobQueuesParts): Promise<JobQueues> {
  // Its own connections: it asks for what it knows of a queue beside the transactions that it is used in, and they must not wait for it.
  const db = openDatabase(url, { max: 3, applicationName: 'baton-jobs' });
  const boss = new PgBoss({
    db: { executeSql: (text, values) => db.pool.query(text, values) },
    schedule: false,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  });
  boss.on('error', (error) => report(error, { action: 'effects:queue' }));
  const queue = { heartbeatSeconds, retryLimit: 1_000_000, retryDelay: 0, expireInSeconds: 3600, retentionSeconds: tenYearsSeconds, deleteAfterSeconds: 60 };
  const stop = async (): Promise<void> => {
    await boss.stop({ graceful: false });
    await db.close();
  };
  await withStartLock(db, async () => {
    await boss.start();
    for (const connector of connectors) {
      await boss.createQueue(queueOf(connector), queue);
      // Removes nothing, and remembers the queue, so that the first batch need not ask.
      await boss.deleteJob(queueOf(connector), NIL);
    }
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    add: async (client, connector, jobs) => {
      const inserts = jobs.map(({ id, effect, afterMs }): JobInsert<EffectJob> => ({
        id, data: { effect }, ...(afterMs === undefined || afterMs <= 0 ? {} : { startAfter: `${(afterMs / 1000).toFixed(3)} seconds` }),
      }));
      await boss.insert(queueOf(connector), inserts, { db: onConnection(client) });
    },
    take: async (client, connector, most) => {
      const jobs = await boss.fetch<EffectJob>(queueOf(connector), { batchSize: most, db: onConnection(client) });
      return jobs.map(({ id, data }) => ({ id, effect: data.effect }));
    },
    remove: async (client, connector, ids) => void (await boss.deleteJob(queueOf(connector), [...ids], { db: onConnection(client) })),
    touch: async (connector, ids) => void (await boss.touch(queueOf(connector), [...ids])),
    supervise: () => boss.supervise(),
    stop,
  };
}
