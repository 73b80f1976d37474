import { isRefusal } from '../../shared/model/refusal.ts';
import { createApp } from '../app.ts';
import { systemClock } from '../clock.ts';
import { startDeskThread } from '../desk-thread.ts';
import { newId } from '../loop.ts';
import { openDatabase } from '../store/db.ts';
import { openKeyStore } from '../store/keys/key-store.ts';
import type { SocketLimits } from '../sync/client-socket.ts';
import { defaultSocketLimits } from '../sync/client-socket.ts';
import type { Gateway } from '../sync/gateway.ts';
import { attachGateway } from '../sync/gateway.ts';
import { createLogger } from '../telemetry.ts';

export interface BenchServer {
  readonly address: string;
  readonly gateway: Gateway;
  stop(): Promise<void>;
}

interface Options {
  readonly url: string;
  readonly keysFolder: string;
  readonly node: string;
  readonly socketLimits?: Partial<SocketLimits>;
  /** Address of a module for the desk's thread. */
  readonly module?: string;
}

/** The server as it is wired in production, in two threads, on a database that the benchmark has filled; without timers of its own. */
export async function openBenchServer({ url, keysFolder, node, socketLimits, module }: Options): Promise<BenchServer> {
  const report = (error: unknown, context?: Record<string, string>): void => console.error(error, context ?? {});
  const clock = systemClock;
  const keys = openKeyStore({ folder: keysFolder, masterKey: undefined, clock });
  if (isRefusal(keys)) throw new Error(JSON.stringify(keys));
  const db = openDatabase(url, { max: 8, applicationName: 'baton-read' });
  const thread = startDeskThread({ url, keysFolder, isTimed: false, report, onSuperseded: report, ...(module === undefined ? {} : { module }) });
  const refusal = await thread.opened;
  if (refusal) throw new Error(JSON.stringify(refusal));
  const { door } = thread;
  let gateway: Gateway | undefined;
  const app = createApp({
    door, db, keys, clock, newId, version: 'bench', logger: createLogger('warn'), host: '127.0.0.1', port: 0,
    attachGateway: (given) =>
      (gateway = attachGateway({
        ...given, runCommand: door.command, desk: door, db, databaseUrl: url, node, now: clock.now, report,
        limits: { socket: { ...defaultSocketLimits, ...socketLimits } },
      })),
  });
  const address = await app.listen();
  if (!gateway) throw new Error('Bug: the gateway is attached while listening');
  await gateway.ready;
  return {
    address, gateway,
    stop: async () => {
      await app.stop();
      await thread.stop();
      await db.close();
      keys.close();
    },
  };
}
