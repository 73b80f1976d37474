// Loaded by the desk's thread of a server that tests start: it can be killed at a named point, and its clock moved.
import { setImmediate as turn } from 'node:timers/promises';
import { systemClock } from '../../clock.ts';
import type { DeskModule } from '../../desk-thread-messages.ts';
import type { Order } from './orders.ts';
import { ordersChannel } from './orders.ts';

let offsetMs = 0;
let killAt: Order['killAt'];
const reached = new Map<string, number>();
const channel = new BroadcastChannel(ordersChannel);
channel.unref();
channel.onmessage = ({ data }: { data: Order }) => {
  if (data.clockOffsetMs !== undefined) offsetMs = data.clockOffsetMs;
  if (data.killAt !== undefined) {
    reached.clear();
    killAt = data.killAt;
  }
  channel.postMessage('heard');
};

/** Counts from the order on. `betweenBatches` is when the answers have left and nothing else has begun. */
async function reach(point: string): Promise<void> {
  const count = (reached.get(point) ?? 0) + 1;
  reached.set(point, count);
  if (killAt === undefined || count < killAt.after) return;
  if (killAt.point === point) {
    process.kill(process.pid, 'SIGKILL');
    // The signal comes in its own time; nothing may happen until then.
    await new Promise(() => undefined);
  }
  // Behind the answers, which have gone to the other thread; that one sends them on and dies.
  if (killAt.point === 'betweenBatches' && point === 'afterCommit') void turn().then(() => channel.postMessage('die'));
}

export const deskModule: DeskModule = { reach, clock: { ...systemClock, now: () => systemClock.now() + offsetMs } };
