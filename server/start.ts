import type { Logger } from 'pino';
import type { Refusal } from '../shared/model/refusal.ts';
import { isRefusal } from '../shared/model/refusal.ts';
import { createApp } from './app.ts';
import type { JourneyCatalog } from './catalog/journeys.ts';
import { loadJourneys } from './catalog/journeys.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import type { DeskDoor } from './desk-door.ts';
import { startDeskThread } from './desk-thread.ts';
import type { Loop } from './loop.ts';
import { newId, openLoop } from './loop.ts';
import type { Db } from './store/db.ts';
import { openDatabase } from './store/db.ts';
import { openKeyStore } from './store/keys/key-store.ts';
import { openStore } from './store/open-store.ts';
import { attachGateway } from './sync/gateway.ts';
import { endVisit } from './sync/end-visit.ts';
import { errorFacts } from './telemetry.ts';

export interface StartParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly version: string;
  /** Runs before anybody can connect, on a loop of its own (and with the store's address, which holds a password); what it refuses ends the start. */
  readonly fill?: (loop: Loop, url: string) => Promise<Refusal | undefined>;
  /** Starts what uses the running server as the outside does; gives its stop. */
  readonly beside?: (running: Running) => (() => Promise<void>) | undefined;
  /** A newer release has taken over the writing: this server can only stop. */
  readonly onSuperseded: (refusal: Refusal) => void;
  /** Gets the server's stop as soon as there is something to stop, which is long before it is ready. */
  readonly onStop: (stop: () => Promise<void>) => void;
  readonly clock?: Clock;
  /** Addresses of systems outside by connector, instead of the configured ones. */
  readonly systems?: ReadonlyMap<string, string>;
  /** Address of a module for the desk's thread, with its clock and the points where tests stop the process. */
  readonly deskModule?: string;
}

/** What stands beside a running server may use of it. */
export interface Running {
  readonly door: DeskDoor;
  readonly db: Db;
  readonly journeys: JourneyCatalog;
  readonly clock: Clock;
}

export interface Server {
  readonly ok: true;
  /** Address with protocol and port. */
  readonly address: string;
}

/** The whole server, from the store to the open port. Refuses what its parts refuse, and with `port_in_use` or `listen_failed`. */
export async function startServer(parts: StartParts): Promise<Server | Refusal> {
  const { config, logger, version, fill, beside, onSuperseded, onStop, clock = systemClock, systems = config.connectors, deskModule } = parts;
  const store = await openStore(config, { log: (message) => logger.info(message), mayJoin: false });
  if (isRefusal(store)) return store;
  const { url } = store;
  const { keysFolder, masterKey } = config;
  const report = (error: unknown, context: Record<string, string>): void => logger.error({ ...context, ...errorFacts(error) }, 'an input threw');
  const stops: (() => Promise<void>)[] = [store.stop];
  let stopping: Promise<void> | undefined;
  // The other way round than they were started: what takes, then the desk with what it has taken, then the store.
  const stop = (): Promise<void> =>
    (stopping ??= (async () => {
      for (let one = stops.pop(); one !== undefined; one = stops.pop()) await one();
    })());
  const refused = async (refusal: Refusal): Promise<Refusal> => {
    await stop();
    return refusal;
  };
  onStop(stop);

  const journeys = await loadJourneys();
  if (isRefusal(journeys)) return refused(journeys);
  const keys = openKeyStore({ folder: keysFolder, masterKey, clock });
  if (isRefusal(keys)) return refused(keys);
  const db = openDatabase(url, { max: 8, applicationName: 'baton-read' });
  stops.push(async () => {
    await db.close();
    keys.close();
  });
  const desk = { url, keysFolder, ...(masterKey === undefined ? {} : { masterKey }) };
  if (fill) {
    const loop = openLoop({ ...desk, journeys, report, onSuperseded, clock });
    if (isRefusal(loop)) return refused(loop);
    const refusal = await fill(loop, url).finally(() => loop.stop());
    if (refusal) return refused(refusal);
  }
  const thread = startDeskThread({
    ...desk, isTimed: true, report, onSuperseded,
    ...(systems ? { systems } : {}),
    ...(deskModule === undefined ? {} : { module: deskModule }),
  });
  stops.push(thread.stop);
  const refusal = await thread.opened;
  if (refusal) return refused(refusal);
  const { door } = thread;
  const node = newId('n');
  const app = createApp({
    door, db, keys, clock, newId, journeys, version, logger, host: config.host, port: config.port, workspace: config.workspace,
    attachGateway: (given) => attachGateway({
      ...given, runCommand: door.command, desk: door, db, databaseUrl: url, node, now: clock.now, report, onCustomerGone: endVisit(door, newId, report),
    }),
  });
  stops.push(app.stop);
  try {
    const address = await app.listen();
    const stopBeside = beside?.({ door, db, journeys, clock });
    if (stopBeside) stops.push(stopBeside);
    return { ok: true, address };
  } catch (error) {
    const { code = 'unknown' } = error as { code?: string };
    return refused({ ok: false, code: code === 'EADDRINUSE' ? 'port_in_use' : 'listen_failed', params: { port: config.port, because: code } });
  }
}
