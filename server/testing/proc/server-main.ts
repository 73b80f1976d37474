// Started by tests as a process of its own: the whole server, which its parent can kill at a named point and whose clock it can move.
import { setImmediate as turn } from 'node:timers/promises';
import { isRefusal } from '../../../shared/model/refusal.ts';
import { systemClock } from '../../clock.ts';
import { readConfig } from '../../config.ts';
import { fail } from '../../fail.ts';
import { startServer } from '../../start.ts';
import { operatorText } from '../../store/operator-text.ts';
import { createLogger } from '../../telemetry.ts';
import type { Order } from './orders.ts';

let offsetMs = 0;
let killAt: { point: string; after: number } | undefined;
const reached = new Map<string, number>();
const die = (): void => void process.kill(process.pid, 'SIGKILL');

/** Counts from the order on. `betweenBatches` is when the answers have left and nothing else has begun. */
async function reach(point: string): Promise<void> {
  const count = (reached.get(point) ?? 0) + 1;
  reached.set(point, count);
  if (killAt === undefined || count < killAt.after) return;
  if (killAt.point === point) {
    die();
    // The signal comes in its own time; nothing may happen until then.
    await new Promise(() => undefined);
  }
  if (killAt.point === 'betweenBatches' && point === 'afterCommit') void turn().then(die);
}

process.on('message', (order: Order) => {
  if (order.clockOffsetMs !== undefined) offsetMs = order.clockOffsetMs;
  if (order.killAt !== undefined) {
    reached.clear();
    killAt = order.killAt;
  }
  process.send?.({ done: true });
});

const config = readConfig(process.env);
if (isRefusal(config)) {
  fail(config);
} else {
  let stop = (): Promise<void> => Promise.resolve();
  const end = (status: number): void => void stop().then(() => process.exit(status), () => process.exit(1));
  process.once('SIGTERM', () => end(0));
  // A test that is gone leaves no server behind.
  process.once('disconnect', () => end(0));
  const server = await startServer({
    config, reach, version: 'test', logger: createLogger(process.env['BATON_LOG'] ?? 'warn'),
    clock: { ...systemClock, now: () => systemClock.now() + offsetMs },
    onStop: (given) => (stop = given),
    onSuperseded: (refusal) => {
      fail(refusal.code, operatorText(refusal));
      end(1);
    },
  });
  if (isRefusal(server)) {
    fail(server.code, operatorText(server));
    end(1);
  } else process.stdout.write(`running at ${server.address}\n`);
}
