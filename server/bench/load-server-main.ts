// A process of its own: the server as it is wired in production, which notes when batches were committed and what scopes heard when.
import { once } from 'node:events';
import type { GatewayStats } from '../sync/gateway.ts';
import { Scope } from '../sync/scope.ts';
import { openBenchServer } from './bench-server.ts';
import { serveParent } from './child.ts';
import type { DeskOrder, DeskReport } from './desk-orders.ts';
import { deskOrders } from './desk-orders.ts';
import { startPauseWatch } from './pause-watch.ts';

export type ServerMessage = { readonly startTimers: true } | { readonly forget: true } | { readonly look: true } | { readonly report: true };

export interface ServerReport extends DeskReport {
  readonly address: string;
  readonly stats: GatewayStats;
  readonly cpuSeconds: number;
  readonly rssMb: number;
  /** For each scope the first seq of every time that something was to be told anew. */
  readonly heard: Readonly<Record<string, readonly number[]>>;
}

const [url = '', keysFolder = '', node = 'bench'] = process.argv.slice(2);
let heard = new Map<string, number[]>();

// What is pending when a scope hears of an entry is told together with it, so the oldest of it is what waits longest.
const hear = Scope.prototype.hear;
Scope.prototype.hear = function (this: Scope, ...[seq, keys]: Parameters<typeof hear>) {
  if (this.pending.size === 0) {
    const seqs = heard.get(this.name);
    if (seqs) seqs.push(seq);
    else heard.set(this.name, [seq]);
  }
  hear.call(this, seq, keys);
};

const { address, gateway, stop } = await openBenchServer({ url, keysFolder, node, module: new URL('desk-module.ts', import.meta.url).href });
const pauses = startPauseWatch();
const channel = new BroadcastChannel(deskOrders);

async function askDesk(order: DeskOrder): Promise<DeskReport> {
  const heardOf = once(channel, 'message') as Promise<[{ data: DeskReport }]>;
  channel.postMessage(order);
  return (await heardOf)[0].data;
}

serveParent<ServerMessage>(
  async (message) => {
    const order: DeskOrder = 'forget' in message ? 'forget' : 'startTimers' in message ? 'startTimers' : 'report' in message ? 'report' : 'look';
    const desk = await askDesk(order);
    if (order === 'forget') {
      heard = new Map();
      pauses.forget();
    }
    const { user, system } = process.cpuUsage();
    const answer: ServerReport = {
      address, stats: gateway.stats(), cpuSeconds: (user + system) / 1e6, rssMb: process.memoryUsage.rss() / 1024 / 1024, commits: desk.commits,
      ...(order === 'report' ? { heard: Object.fromEntries(heard), pausesMs: [...pauses.all(), ...desk.pausesMs] } : { heard: {}, pausesMs: [] }),
    };
    return answer;
  },
  async () => {
    channel.close();
    await stop();
  },
);
