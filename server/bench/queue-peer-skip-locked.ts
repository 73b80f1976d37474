import { openDatabase } from '../store/db.ts';
import type { OpenPeer } from './queue-peer.ts';
import { peerPool } from './queue-peer.ts';

/** The bare thing: one table, `FOR UPDATE SKIP LOCKED`, nothing authorised, logged or pushed. */
export const openSkipLocked: OpenPeer = async (url) => {
  const db = openDatabase(url, { max: peerPool, applicationName: 'baton-bench-skip-locked' });
  await db.query(`create table bench_jobs (id bigint generated always as identity primary key, state text not null default 'ready', body text not null)
    with (fillfactor = 80)`);
  await db.query(`create index on bench_jobs (id) where state = 'ready'`);
  const take = async (size: number): Promise<string[]> => {
    const { rows } = await db.query<{ id: number }>({
      name: 'take',
      text: `update bench_jobs set state = 'active' where id in
        (select id from bench_jobs where state = 'ready' order by id limit $1 for update skip locked) returning id`,
      values: [size],
    });
    return rows.map(({ id }) => String(id));
  };
  const finish = async (ids: readonly string[]): Promise<void> => {
    await db.query({ name: 'finish', text: `update bench_jobs set state = 'done' where id = any($1::bigint[]) and state = 'active'`, values: [ids] });
  };
  return {
    fill: async (jobs) => {
      await db.query({ text: `insert into bench_jobs (body) select '{"n":1}' from generate_series(1, $1)`, values: [jobs] });
      await db.query('vacuum analyze bench_jobs');
    },
    claim: async () => (await take(1))[0],
    complete: (job) => finish([job]),
    countDone: async () => {
      const { rows } = await db.query<{ n: number }>(`select count(*) as n from bench_jobs where state = 'done'`);
      return rows[0]?.n ?? 0;
    },
    personsLeft: () => Promise.resolve(),
    drain: async (size) => {
      const work = async (): Promise<void> => {
        for (let jobs = await take(size); jobs.length > 0; jobs = await take(size)) await finish(jobs);
      };
      await Promise.all([work(), work(), work(), work()]);
    },
    stop: () => db.close(),
  };
};
