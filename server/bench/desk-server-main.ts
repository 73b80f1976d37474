// A process of its own: the server as it is wired in production, on a database that the benchmark has filled.
import { createApp } from '../app.ts';
import { defaultSocketLimits } from '../sync/client-socket.ts';
import { attachGateway } from '../sync/gateway.ts';
import type { Gateway } from '../sync/gateway.ts';
import { createLogger } from '../telemetry.ts';
import { openBenchLoop } from './bank.ts';
import { serveParent } from './child.ts';
import type { DeskServerReport } from './desk-server.ts';

const [url = '', keysFolder = '', commandsPerSecond = ''] = process.argv.slice(2);
const loop = openBenchLoop(url, keysFolder);
let gateway: Gateway | undefined;
const app = createApp({
  loop, version: 'bench', logger: createLogger('warn'), host: '127.0.0.1', port: 0,
  attachGateway: (door) =>
    (gateway = attachGateway({
      ...door, runCommand: loop.command, desk: loop.desk, db: loop.db, databaseUrl: url, node: 'bench', now: loop.clock.now,
      report: (error, context) => console.error(error, context),
      // A person at a desk is held to 20; a closed loop is not a person.
      limits: { socket: { ...defaultSocketLimits, commandsPerSecond: Number(commandsPerSecond || defaultSocketLimits.commandsPerSecond) } },
    })),
});
const address = await app.listen();
await gateway?.ready;

serveParent<object>(
  () => {
    if (!gateway) throw new Error('Bug: the gateway is attached while listening');
    const { user, system } = process.cpuUsage();
    const report: DeskServerReport = { address, stats: gateway.stats(), cpuSeconds: (user + system) / 1e6, rssMb: process.memoryUsage.rss() / 1024 / 1024 };
    return Promise.resolve(report);
  },
  async () => {
    await app.stop();
    await loop.stop();
  },
);
