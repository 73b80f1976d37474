import type { Logger } from 'pino';
import type { Refusal } from '../shared/model/refusal.ts';
import { isRefusal } from '../shared/model/refusal.ts';
import type { App } from './app.ts';
import { createApp } from './app.ts';
import { loadJourneys } from './catalog/journeys.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { startLogKeeper } from './desk/checkpoint.ts';
import { noteCatalog } from './desk/note-catalog.ts';
import { repeatErasures } from './desk/repeat-erasures.ts';
import { timerInput } from './desk/timer-input.ts';
import { connectors } from './connectors/all.ts';
import type { Effects } from './effects/open-effects.ts';
import { openEffects } from './effects/open-effects.ts';
import type { Loop } from './loop.ts';
import { newId, openLoop } from './loop.ts';
import { startRouter } from './routing/router.ts';
import { openStore } from './store/open-store.ts';
import { readHead } from './store/tables/head.ts';
import { attachGateway } from './sync/gateway.ts';
import { errorFacts } from './telemetry.ts';

export interface StartParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly version: string;
  /** Runs before anybody can connect; what it refuses ends the start. */
  readonly fill?: (loop: Loop) => Promise<Refusal | undefined>;
  /** A newer release has taken over the writing: this server can only stop. */
  readonly onSuperseded: (refusal: Refusal) => void;
  /** Gets the server's stop as soon as there is something to stop, which is long before it is ready. */
  readonly onStop: (stop: () => Promise<void>) => void;
  /** Named points of a batch where tests stop the process. */
  readonly reach?: (point: string) => Promise<void> | void;
  readonly clock?: Clock;
  /** How much faster than real time that clock goes. */
  readonly speed?: number;
  /** Addresses of systems outside by connector, instead of the configured ones. */
  readonly systems?: ReadonlyMap<string, string>;
}

export interface Server {
  readonly ok: true;
  /** Address with protocol and port. */
  readonly address: string;
}

/** The whole server, from the store to the open port. Refuses what its parts refuse, and with `port_in_use` or `listen_failed`. */
export async function startServer({ config, logger, version, fill, onSuperseded, onStop, reach, clock, speed, systems }: StartParts): Promise<Server | Refusal> {
  const journeys = await loadJourneys();
  if (isRefusal(journeys)) return journeys;
  const store = await openStore(config, { log: (message) => logger.info(message), mayJoin: false });
  if (isRefusal(store)) return store;
  const report = (error: unknown, context: Record<string, string>): void => logger.error({ ...context, ...errorFacts(error) }, 'an input threw');
  const effects = await openEffects({ url: store.url, clock: clock ?? systemClock, connectors, report }).catch(async (error: unknown) => {
    await store.stop();
    throw error;
  });
  const loop = openLoop({
    url: store.url,
    journeys,
    enqueue: effects.outbox.enqueue,
    keysFolder: config.keysFolder,
    report,
    onSuperseded,
    ...(config.masterKey === undefined ? {} : { masterKey: config.masterKey }),
    ...(reach ? { reach } : {}),
    ...(clock ? { clock } : {}),
  });
  if (isRefusal(loop)) {
    await effects.stop();
    await store.stop();
    return loop;
  }
  const node = newId('n');
  const app = createApp({
    loop, version, logger, host: config.host, port: config.port, timerInput,
    attachGateway: (door) =>
      attachGateway({ ...door, runCommand: loop.command, desk: loop.desk, db: loop.db, databaseUrl: store.url, node, now: loop.clock.now, report }),
  });
  const beside: (() => Promise<void>)[] = [];
  let stopping: Promise<void> | undefined;
  // In order: what takes, then the desk with what it has taken, then the store.
  const stop = (): Promise<void> =>
    (stopping ??= (async () => {
      for (const stopOne of beside) await stopOne();
      await app.stop();
      await loop.stop();
      await effects.stop();
      await store.stop();
    })());
  onStop(stop);

  // A key whose erasure was committed before a crash must not live on.
  await repeatErasures(loop.db, loop.keys);
  const refused = await fill?.(loop);
  if (refused !== undefined) {
    await stop();
    return refused;
  }
  await loop.directory.reload(loop.db, (await readHead(loop.db)).rightsVersion);
  await noteCatalog(loop.desk, loop.db, loop.catalog.mappings, loop.journeys);
  beside.push(startRouter({ ...loop, report }).stop, startLogKeeper(loop.desk, loop.db, (error) => report(error, { action: 'log:keep' })));
  try {
    const address = await app.listen();
    beside.push(startSending(effects, loop, app, { addresses: systems ?? config.connectors, speed, reach }));
    return { ok: true, address };
  } catch (error) {
    await stop();
    const { code = 'unknown' } = error as { code?: string };
    return { ok: false, code: code === 'EADDRINUSE' ? 'port_in_use' : 'listen_failed', params: { port: config.port, because: code } };
  }
}

interface SendingParts {
  readonly addresses: ReadonlyMap<string, string> | undefined;
  readonly speed: number | undefined;
  readonly reach: StartParts['reach'];
}

/** Starts what sends effects. Returns its stop. */
function startSending(effects: Effects, { desk, keys, onEffectResult }: Loop, app: App, { addresses, speed, reach }: SendingParts): () => Promise<void> {
  const worker = effects.start({
    desk, keys, onResult: onEffectResult, addressOf: (connector) => addresses?.get(connector), takesInputs: app.takesInputs,
    ...(speed === undefined ? {} : { speed }),
    ...(reach ? { reach } : {}),
  });
  return worker.stop;
}
