// A process of its own: the server as it is wired in production, which notes when batches were committed and what scopes heard when.
import { createApp } from '../app.ts';
import { timerInput } from '../desk/timer-input.ts';
import type { Gateway, GatewayStats } from '../sync/gateway.ts';
import { attachGateway } from '../sync/gateway.ts';
import { Scope } from '../sync/scope.ts';
import { createLogger } from '../telemetry.ts';
import { startPoller } from '../timers/poller.ts';
import { openBenchLoop } from './bank.ts';
import { serveParent } from './child.ts';
import { wallNow } from './load-wire.ts';

export type ServerMessage = { readonly startTimers: true } | { readonly forget: true } | { readonly look: true } | { readonly report: true };

export interface ServerReport {
  readonly address: string;
  readonly stats: GatewayStats;
  readonly waiting: { readonly people: number; readonly rest: number };
  readonly cpuSeconds: number;
  readonly rssMb: number;
  /** Each batch: its first and last seq, and when its commit was known (milliseconds of the wall clock). */
  readonly commits: readonly (readonly [first: number, last: number, at: number])[];
  /** For each scope the first seq of every time that something was to be told anew. */
  readonly heard: Readonly<Record<string, readonly number[]>>;
  /** The longest times that the event loop stood still, in milliseconds. */
  readonly pausesMs: readonly number[];
}

const [url = '', keysFolder = '', node = 'bench'] = process.argv.slice(2);
let commits: [number, number, number][] = [];
let heard = new Map<string, number[]>();
let pausesMs: number[] = [];

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

const loop = openBenchLoop(url, keysFolder);
// Before the gateway, so that the time is that of the commit and not of what follows it.
loop.desk.onCommit((entries) => {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first && last) commits.push([first.seq, last.seq, wallNow()]);
});
const report = (error: unknown, context?: Record<string, string>): void => console.error(error, context ?? {});
let gateway: Gateway | undefined;
const app = createApp({
  loop, version: 'bench', logger: createLogger('warn'), host: '127.0.0.1', port: 0,
  attachGateway: (door) =>
    (gateway = attachGateway({ ...door, runCommand: loop.command, desk: loop.desk, db: loop.db, databaseUrl: url, node, now: loop.clock.now, report })),
});
const address = await app.listen();
await gateway?.ready;
let stopPoller: (() => Promise<void>) | undefined;

let lookedAt = performance.now();
const lookEveryMs = 5;
const looks = setInterval(() => {
  const now = performance.now();
  if (now - lookedAt > lookEveryMs * 5) pausesMs.push(now - lookedAt);
  lookedAt = now;
}, lookEveryMs);

serveParent<ServerMessage>(
  (message) => {
    if (!gateway) throw new Error('Bug: the gateway is attached while listening');
    if ('forget' in message) {
      commits = [];
      heard = new Map();
      pausesMs = [];
    } else if ('startTimers' in message)
      stopPoller ??= startPoller({ db: loop.db, desk: loop.desk, clock: loop.clock, timerInput, takesInputs: () => true, report });
    const { user, system } = process.cpuUsage();
    const { inbox } = loop.desk;
    const answer: ServerReport = {
      address, stats: gateway.stats(), waiting: { people: inbox.waiting('people'), rest: inbox.length - inbox.waiting('people') },
      cpuSeconds: (user + system) / 1e6, rssMb: process.memoryUsage.rss() / 1024 / 1024,
      ...('report' in message ? { commits, heard: Object.fromEntries(heard), pausesMs } : { commits: [], heard: {}, pausesMs: [] }),
    };
    return Promise.resolve(answer);
  },
  async () => {
    clearInterval(looks);
    await stopPoller?.();
    await app.stop();
    await loop.stop();
  },
);
