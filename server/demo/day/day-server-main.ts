// Started by a simulated day as a process of its own: the whole server of the demo bank on a clock that stands until it is set.
import { setEnvironmentData } from 'node:worker_threads';
import { isRefusal } from '../../../shared/model/refusal.ts';
import { readConfig } from '../../config.ts';
import { fail } from '../../fail.ts';
import type { Loop } from '../../loop.ts';
import { startServer } from '../../start.ts';
import { operatorText } from '../../store/operator-text.ts';
import { createLogger } from '../../telemetry.ts';
import { seedDemoBank } from '../seed.ts';
import { demoSourceKey, demoSources } from '../source-key.ts';
import { openDayClock } from './day-clock.ts';
import type { DayOrder, DayReady, DayServerArguments } from './orders.ts';
import { dayChannel } from './orders.ts';

const { dataFolder, connectors, now: start, customers, logLevel } = JSON.parse(process.argv[2] ?? '{}') as DayServerArguments;
const { clock, set } = openDayClock(start);
setEnvironmentData(dayChannel, start);
const channel = new BroadcastChannel(dayChannel);
channel.unref();
channel.onmessage = () => void process.send?.({ done: true });

process.on('message', (order: DayOrder) => {
  if ('setClock' in order) set(order.setClock);
  channel.postMessage(order);
});

const sourceKeys: Record<string, string> = {};
async function openDayBank(loop: Loop) {
  const seeded = await seedDemoBank(loop, { customers });
  if (isRefusal(seeded)) return seeded;
  for (const { source } of demoSources(loop)) sourceKeys[source] = demoSourceKey(loop.keys, source);
  return undefined;
}

const config = readConfig({ PORT: '0', BATON_DATA: dataFolder, BATON_CONNECTORS: connectors });
if (isRefusal(config)) {
  fail(config);
} else {
  let stop = (): Promise<void> => Promise.resolve();
  const end = (status: number): void => void stop().then(() => process.exit(status), () => process.exit(1));
  process.once('SIGTERM', () => end(0));
  // A day that is gone leaves no server behind.
  process.once('disconnect', () => end(0));
  const server = await startServer({
    config, clock, deskModule: new URL('day-desk-module.ts', import.meta.url).href, fill: openDayBank, version: 'day', logger: createLogger(logLevel),
    onStop: (given) => (stop = given),
    onSuperseded: (refusal) => {
      fail(refusal.code, operatorText(refusal));
      end(1);
    },
  });
  if (isRefusal(server)) {
    fail(server.code, operatorText(server));
    end(1);
  } else process.send?.({ address: server.address, sourceKeys } satisfies DayReady);
}
