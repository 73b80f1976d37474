// A process of its own: the server as it is wired in production, on a database that the benchmark has filled.
import { defaultSocketLimits } from '../sync/client-socket.ts';
import { openBenchServer } from './bench-server.ts';
import { serveParent } from './child.ts';
import type { DeskServerReport } from './desk-server.ts';

const [url = '', keysFolder = '', commandsPerSecond = ''] = process.argv.slice(2);
// A person at a desk is held to 20; a closed loop is not a person.
const socketLimits = { commandsPerSecond: Number(commandsPerSecond || defaultSocketLimits.commandsPerSecond) };
const { address, gateway, stop } = await openBenchServer({ url, keysFolder, node: 'bench', socketLimits });

serveParent<object>(() => {
  const { user, system } = process.cpuUsage();
  const report: DeskServerReport = { address, stats: gateway.stats(), cpuSeconds: (user + system) / 1e6, rssMb: process.memoryUsage.rss() / 1024 / 1024 };
  return Promise.resolve(report);
}, stop);
