import { existsSync, readFileSync } from 'node:fs';
import type { Db } from '../store/db.ts';

/** Clock ticks per second in /proc; 100 on every Linux that Node runs on. */
const ticks = 100;

/** Processor seconds that the processes of PostgreSQL have used until now; undefined where the machine does not tell. */
export async function postgresCpuSeconds(db: Db): Promise<number | undefined> {
  if (!existsSync('/proc/self/stat')) return undefined;
  const { rows } = await db.query<{ pid: number }>({ text: 'select pid from pg_stat_activity' });
  let seconds = 0;
  for (const { pid } of rows) {
    try {
      const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      seconds += (Number(fields[11]) + Number(fields[12])) / ticks;
    } catch {
      // It has ended between the two looks.
    }
  }
  return seconds;
}
