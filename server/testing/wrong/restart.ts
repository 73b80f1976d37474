import { startServerProcess } from '../proc/server-process.ts';
import type { Restart } from '../proc/kill-points.ts';

/** Wrong on purpose: what the last commands did is there after the restart, and that they were decided is forgotten. */
export const restartThatForgets: Restart = async ({ database, env }) => {
  await database.db.query({ text: `delete from ledger where id in (select input from log where input like 'c:%' order by seq desc limit 10)` });
  return startServerProcess({ env });
};
