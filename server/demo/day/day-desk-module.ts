// Loaded by the desk's thread of a simulated day's server: its clock stands until it is set, and it can be killed at a named point.
import { getEnvironmentData } from 'node:worker_threads';
import type { DeskModule } from '../../desk-thread-messages.ts';
import { openDayClock } from './day-clock.ts';
import type { DayOrder } from './orders.ts';
import { dayChannel } from './orders.ts';

const { clock, set, look } = openDayClock(Number(getEnvironmentData(dayChannel)));
let killAt: { point: string; after: number } | undefined;
const channel = new BroadcastChannel(dayChannel);
channel.unref();
channel.onmessage = ({ data }: { data: DayOrder }) => {
  if ('setClock' in data) set(data.setClock);
  else if ('killAt' in data) killAt = data.killAt;
  else look();
  channel.postMessage('heard');
};

async function reach(point: string): Promise<void> {
  if (killAt?.point !== point) return;
  killAt = { point, after: killAt.after - 1 };
  if (killAt.after > 0) return;
  process.kill(process.pid, 'SIGKILL');
  // The signal comes in its own time; nothing may happen until then.
  await new Promise(() => undefined);
}

export const deskModule: DeskModule = { clock, reach };
