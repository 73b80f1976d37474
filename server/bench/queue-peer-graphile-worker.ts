import { EventEmitter } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Logger, run, runMigrations } from 'graphile-worker';
import type { Runner, WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import { must } from '../../shared/assert.ts';
import type { OpenPeer } from './queue-peer.ts';
import { peerPool } from './queue-peer.ts';

/** As many slots as there are persons: a person's claim waits for a slot's job, the slot for the person. */
const slots = 64;
const silent = new Logger(() => () => undefined);

/**
 * Runs jobs in slots and cannot be asked for one, so each slot hands its job to a person and ends when the person completes it.
 * In its favour: slots take their next job ahead of the person. It tells of a job's end before that is stored, so the end is read off
 * its own statement: a person is answered when the database has it, as everywhere else.
 */
export const openGraphileWorker: OpenPeer = async (url) => {
  const pgPool = new pg.Pool({ connectionString: url, max: peerPool });
  pgPool.on('error', () => undefined);
  const stored = new Map<string, () => void>();
  pgPool.on('connect', (client) => {
    client.on('error', () => undefined);
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
    client.query = ((...args: unknown[]) => {
      const answer = query(...args);
      const { name, values } = args[0] as Partial<pg.QueryConfig<string[]>>;
      if (name?.startsWith('complete_job/') === true) void answer.then(() => tell(must(values?.[0], 'a job is completed by its id')), () => undefined);
      return answer;
    }) as typeof client.query;
  });
  const tell = (job: string): void => {
    stored.get(job)?.();
    stored.delete(job);
  };
  const events = new EventEmitter() as WorkerEvents;
  events.setMaxListeners(0);
  const offered: string[] = [];
  const waiting: ((job: string) => void)[] = [];
  const finish = new Map<string, () => void>();
  let runner: Runner | undefined;
  let filled = 0;
  let areGone = false;
  const handOut = (job: string): Promise<void> => {
    if (areGone) return Promise.resolve();
    const person = waiting.shift();
    if (person) person(job);
    else offered.push(job);
    return new Promise((resolve) => finish.set(job, resolve));
  };
  const start = async (): Promise<Runner> =>
    run({ pgPool, events, concurrency: slots, noHandleSignals: true, pollInterval: 500, logger: silent, taskList: { work: (_, { job }) => handOut(job.id) } });
  const left = async (): Promise<number> => {
    const { rows } = await pgPool.query<{ n: string }>('select count(*) as n from graphile_worker._private_jobs');
    return Number(rows[0]?.n);
  };
  return {
    fill: async (jobs) => {
      await runMigrations({ pgPool, logger: silent });
      await pgPool.query(
        `select count(*) from graphile_worker.add_jobs((select array_agg(json_populate_record(null::graphile_worker.job_spec,
          '{"identifier":"work","payload":{"n":1}}')) from generate_series(1, $1)))`, [jobs],
      );
      filled = jobs;
      runner = await start();
    },
    claim: () => {
      const job = offered.shift();
      return job === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(job);
    },
    complete: (job) =>
      new Promise((resolve) => {
        stored.set(job, resolve);
        must(finish.get(job), 'only a claimed job is completed')();
        finish.delete(job);
      }),
    countDone: async () => filled - (await left()),
    personsLeft: async () => {
      areGone = true;
      const stopping = must(runner, 'jobs were filled in').stop();
      for (const end of finish.values()) end();
      await stopping;
    },
    drain: async (size) => {
      runner = await run({
        pgPool, events, noHandleSignals: true, logger: silent,
        preset: { worker: { concurrentJobs: 24, localQueue: { size }, completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
        taskList: { work: () => undefined },
      });
      // Its events come before the job's end is stored, so the table is asked.
      const isEmpty = async (): Promise<boolean> => (await pgPool.query('select 1 from graphile_worker._private_jobs limit 1')).rowCount === 0;
      while (!(await isEmpty())) await setTimeout(5);
    },
    stop: async () => {
      areGone = true;
      for (const end of finish.values()) end();
      await runner?.stop();
      await pgPool.end();
    },
  };
};
