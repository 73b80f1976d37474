import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Logger } from 'pino';
import { routes } from '../shared/contract/rest.ts';
import { isRefusal } from '../shared/model/refusal.ts';
import type { Calendar } from '../shared/work/calendar.ts';
import { loadCatalog } from './catalog/catalog.ts';
import type { JourneyCatalog } from './catalog/journeys.ts';
import type { Clock } from './clock.ts';
import type { Rules } from './decisions/load-rules.ts';
import { loadRules } from './decisions/load-rules.ts';
import { openDecisions } from './decisions/open-decisions.ts';
import type { DeskDoor } from './desk-door.ts';
import { bind } from './http/bind.ts';
import type { CasePresence } from './http/case-presence.ts';
import { CurrentDirectory } from './http/current-directory.ts';
import { CustomerReads } from './http/customer-reads.ts';
import { bindDecisionRoutes } from './http/decision-routes.ts';
import { bindReminderRoutes } from './http/reminder-routes.ts';
import { bindPlainRoutes } from './http/plain-routes.ts';
import type { Readiness } from './http/plain-routes.ts';
import { bindRoutes } from './http/routes.ts';
import { Sessions } from './http/sessions.ts';
import { SourceAccess } from './http/source-access.ts';
import { StatusBoard } from './http/status-board.ts';
import { createWebServer } from './http/web-server.ts';
import type { Db } from './store/db.ts';
import type { KeyStore } from './store/keys/key-store.ts';
import { readHead } from './store/tables/head.ts';
import { createMetrics, errorFacts } from './telemetry.ts';
import type { ClockWatchParts } from './timers/clock-watch.ts';
import { startClockWatch } from './timers/clock-watch.ts';

/** The sockets of this server. */
export interface Gateway {
  stop(): Promise<void>;
  stats(): { readonly sockets: number; readonly isStalled?: boolean };
  readonly presence: CasePresence;
}

export interface GatewayDoor {
  readonly httpServer: Server;
  /** The person of a session's token. */
  readonly auth: (token: unknown) => string | undefined;
  /** False while the clock is too far off: commands are answered `clock_off`. */
  readonly takesInputs: () => boolean;
}

export interface AppParts {
  readonly door: DeskDoor;
  /** For reads. */
  readonly db: Db;
  readonly keys: KeyStore;
  readonly clock: Clock;
  readonly newId: (prefix: string) => string;
  /** What a case's position is told by. */
  readonly journeys?: JourneyCatalog | undefined;
  /** What decides today, instead of the catalog's. */
  readonly rules?: Rules;
  readonly version: string;
  readonly logger: Logger;
  readonly host: string;
  readonly port: number;
  /** Folder of the bundled workspace; dist/renderer if absent. */
  readonly workspace?: string | undefined;
  readonly attachGateway?: (door: GatewayDoor) => Gateway;
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
  /** Ends what came in, oldest parts last; the desk stays. */
  stop(): Promise<void>;
}

/** Thousands of sockets come back in the same second; what does not fit in here is tried again by TCP after 1, 3, 7 … seconds. */
const backlog = 4096;

/** Puts the parts together, for production and tests; they are started by `listen`. */
export function createApp(parts: AppParts): App {
  const { door, db, keys, clock, newId, version, logger } = parts;
  let gateway: Gateway | undefined;
  const sockets = (): number | undefined => gateway?.stats().sockets;
  const metrics = createMetrics(door, sockets);
  const clockWatch = startClockWatch({ db, clock, ...(parts.readTime ? { readTime: parts.readTime } : {}) });
  const sessions = new Sessions(clock);
  const web = createWebServer({ logger, metrics, newId });

  const readiness = async (): Promise<Readiness> => {
    const database = await readHead(db).then(() => true, () => false);
    if (database && clockWatch.differenceMs() === undefined) await clockWatch.check();
    const tail = gateway?.stats().isStalled !== true;
    const isClockRight = clockWatch.isReady();
    return { isReady: database && isClockRight && tail, database, clock: isClockRight, tail };
  };

  // What is wrong with it the desk has refused before.
  const catalog = loadCatalog();
  const calendars = isRefusal(catalog) ? new Map<string, Calendar>() : catalog.calendars;
  const directory = new CurrentDirectory(db);
  const rules = parts.rules ?? loadRules();
  const route = bind(web, { sessions, sources: new SourceAccess(db, clock) }, metrics);
  bindRoutes(route, {
    door, db, keys, clock, journeys: parts.journeys, calendars, sessions, directory, customerReads: new CustomerReads(door, clock, newId), newId, takesInputs: clockWatch.takesInputs,
    presence: () => gateway?.presence,
  });
  const decisions = isRefusal(rules) ? undefined : openDecisions({ ...parts, door }, rules);
  if (decisions) {
    bindDecisionRoutes(route, { door, db, directory }, decisions);
    bindReminderRoutes(route, { directory, clock }, decisions);
  }
  let learning: { stop(): Promise<void> } | undefined;
  const board = new StatusBoard({ version, db, door, clock, clockWatch, sockets, isReady: () => clockWatch.isReady() && gateway?.stats().isStalled !== true });
  route(routes.getStatus, async () => ({ send: await board.read() }));
  bindPlainRoutes(web, { version, metrics, readiness, workspace: parts.workspace ?? path.join(import.meta.dirname, '../dist/renderer') });

  return {
    listen: async () => {
      await clockWatch.check();
      await web.ready();
      learning = await decisions?.learn((error) => logger.error({ action: 'learn', ...errorFacts(error) }, 'learning failed'));
      gateway = parts.attachGateway?.({ httpServer: web.server, auth: (token) => sessions.person(token), takesInputs: clockWatch.takesInputs });
      await web.listen({ host: parts.host, port: parts.port, backlog });
      const { port } = web.server.address() as AddressInfo;
      return `http://${parts.host}:${String(port)}`;
    },
    takesInputs: clockWatch.takesInputs,
    checkClock: clockWatch.check,
    stop: async () => {
      await learning?.stop();
      await gateway?.stop();
      await web.close();
      clockWatch.stop();
    },
  };
}
