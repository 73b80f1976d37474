import { PgBoss } from 'pg-boss';
import type { OpenPeer } from './queue-peer.ts';
import { peerPool } from './queue-peer.ts';

const queue = 'bench';

export const openPgBoss: OpenPeer = async (url) => {
  // Its upkeep runs once a minute and is left out, which is in its favour.
  const boss = new PgBoss({ connectionString: url, max: peerPool, supervise: false, schedule: false });
  boss.on('error', (error) => console.error(error));
  await boss.start();
  await boss.createQueue(queue);
  let filled = 0;
  return {
    fill: async (jobs) => {
      for (; filled < jobs; filled += 5000) await boss.insert(queue, Array.from({ length: Math.min(5000, jobs - filled) }, () => ({ data: { n: 1 } })));
      filled = jobs;
    },
    claim: async () => (await boss.fetch(queue))[0]?.id,
    complete: async (job) => void (await boss.complete(queue, job)),
    countDone: async () => {
      const { rows } = await boss.getDb().executeSql(`select count(*) as n from pgboss.job where name = $1 and state = 'completed'`, [queue]);
      return Number((rows as { n: unknown }[])[0]?.n);
    },
    personsLeft: () => Promise.resolve(),
    drain: async (size) => {
      const work = async (): Promise<void> => {
        for (let jobs = await boss.fetch(queue, { batchSize: size }); jobs.length > 0; jobs = await boss.fetch(queue, { batchSize: size }))
          await boss.complete(queue, jobs.map(({ id }) => id));
      };
      await Promise.all([work(), work(), work(), work()]);
    },
    stop: () => boss.stop({ graceful: false }),
  };
};
