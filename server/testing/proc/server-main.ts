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
import { ordersChannel } from './orders.ts';

let offsetMs = 0;
const channel = new BroadcastChannel(ordersChannel);
channel.unref();
channel.onmessage = ({ data }: { data: 'heard' | 'die' }) => {
  if (data === 'heard') process.send?.({ done: true });
  else void turn().then(() => process.kill(process.pid, 'SIGKILL'));
};

process.on('message', (order: Order) => {
  if (order.clockOffsetMs !== undefined) offsetMs = order.clockOffsetMs;
  channel.postMessage(order);
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
    config, version: 'test', logger: createLogger(process.env['BATON_LOG'] ?? 'warn'),
    clock: { ...systemClock, now: () => systemClock.now() + offsetMs },
    deskModule: new URL('desk-module.ts', import.meta.url).href,
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
