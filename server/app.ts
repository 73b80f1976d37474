import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { routes } from '../shared/contract/rest.ts';
import type { Input } from './desk/input.ts';
import { bind } from './http/bind.ts';
import { CurrentDirectory } from './http/current-directory.ts';
import { CustomerReads } from './http/customer-reads.ts';
import { bindPlainRoutes } from './http/plain-routes.ts';
import type { Readiness } from './http/plain-routes.ts';
import { bindRoutes } from './http/routes.ts';
import { Sessions } from './http/sessions.ts';
import { SourceAccess } from './http/source-access.ts';
import { StatusBoard } from './http/status-board.ts';
import { createWebServer } from './http/web-server.ts';
import { createIntake } from './intake/cloud-events.ts';
import type { Loop } from './loop.ts';
import { readHead } from './store/tables/head.ts';
import type { DueTimer } from './store/tables/timers.ts';
import { createMetrics, errorFacts } from './telemetry.ts';
import type { ClockWatchParts } from './timers/clock-watch.ts';
import { startClockWatch } from './timers/clock-watch.ts';
import { startPoller } from './timers/poller.ts';

/** The sockets of this server. */
export interface Gateway {
  stop(): Promise<void>;
  stats(): { readonly sockets: number; readonly isStalled?: boolean };
}

export interface GatewayDoor {
  readonly httpServer: Server;
  /** The person of a session's token. */
  readonly auth: (token: unknown) => string | undefined;
  /** False while the clock is too far off: commands are answered `clock_off`. */
  readonly takesInputs: () => boolean;
}

export interface AppParts {
  readonly loop: Loop;
  readonly version: string;
  readonly logger: Logger;
  readonly host: string;
  readonly port: number;
  readonly attachGateway?: (door: GatewayDoor) => Gateway;
  readonly timerInput?: (timer: DueTimer) => Input;
  /** The database's clock, where tests have one of their own. */
  readonly readTime?: ClockWatchParts['readTime'];
}

export interface App {
  /** Address with protocol and port. */
  listen(): Promise<string>;
  /** False while the clock is too far off. */
  takesInputs(): boolean;
  /** Compares the clocks now, besides every five seconds. */
  checkClock(): Promise<void>;
  /** Ends what came in, oldest parts last; the loop stays. */
  stop(): Promise<void>;
}

/** Thousands of sockets come back in the same second; what does not fit in here is tried again by TCP after 1, 3, 7 … seconds. */
const backlog = 4096;

/** Puts the parts together, for production and tests; they are started by `listen`. */
export function createApp(parts: AppParts): App {
  const { loop, version, logger } = parts;
  const { db, desk, clock } = loop;
  let gateway: Gateway | undefined;
  const sockets = (): number | undefined => gateway?.stats().sockets;
  const metrics = createMetrics(desk, sockets);
  const clockWatch = startClockWatch({ db, clock, ...(parts.readTime ? { readTime: parts.readTime } : {}) });
  const sessions = new Sessions(clock);
  const intake = createIntake({
    desk, clock, mappings: loop.catalog.mappings, ...(loop.journeys ? { journeys: loop.journeys } : {}),
    // A source may report what its own mapping was made for; which source that is, its key says.
    mayReport: (source) => [...loop.catalog.mappings.values()].some(({ definition }) => definition.source === source) || (loop.journeys?.all.some(({ file }) => file.sources.includes(source)) ?? false),
  });
  const web = createWebServer({ logger, metrics, newId: loop.newId });

  const readiness = async (): Promise<Readiness> => {
    const database = await readHead(db).then(() => true, () => false);
    if (database && clockWatch.differenceMs() === undefined) await clockWatch.check();
    const tail = gateway?.stats().isStalled !== true;
    const isClockRight = clockWatch.isReady();
    return { isReady: database && isClockRight && tail, database, clock: isClockRight, tail };
  };

  const route = bind(web, { sessions, sources: new SourceAccess(db, clock) }, metrics);
  bindRoutes(route, {
    loop, intake, sessions, directory: new CurrentDirectory(db), customerReads: new CustomerReads(desk, clock, loop.newId), takesInputs: clockWatch.takesInputs,
  });
  const board = new StatusBoard({ version, db, desk, clock, clockWatch, sockets, isReady: () => clockWatch.isReady() && gateway?.stats().isStalled !== true });
  route(routes.getStatus, async () => ({ send: await board.read() }));
  bindPlainRoutes(web, { version, metrics, readiness });

  let stopPoller: (() => Promise<void>) | undefined;
  return {
    listen: async () => {
      await clockWatch.check();
      await web.ready();
      gateway = parts.attachGateway?.({ httpServer: web.server, auth: (token) => sessions.person(token), takesInputs: clockWatch.takesInputs });
      if (parts.timerInput) {
        const report = (error: unknown): void => logger.error(errorFacts(error), 'timers could not be read');
        stopPoller = startPoller({ db, desk, clock, timerInput: parts.timerInput, takesInputs: clockWatch.takesInputs, report });
      }
      await web.listen({ host: parts.host, port: parts.port, backlog });
      const { port } = web.server.address() as AddressInfo;
      return `http://${parts.host}:${String(port)}`;
    },
    checkClock: clockWatch.check,
    takesInputs: clockWatch.takesInputs,
    stop: async () => {
      await stopPoller?.();
      await gateway?.stop();
      await web.close();
      clockWatch.stop();
    },
  };
}
