import pino from 'pino';
import type { Logger } from 'pino';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { DeskDoor } from './desk-door.ts';

/** The server's own log: codes, ids and durations, never contents. */
export function createLogger(level: string, destination?: pino.DestinationStream): Logger {
  const options: pino.LoggerOptions = { level, base: { service: 'baton' }, timestamp: pino.stdTimeFunctions.isoTime };
  return destination ? pino(options, destination) : pino(options, pino.destination(2));
}

/** What may be written of an error: its kind and code, and the stack of a bug; a database error's message may quote values. */
export function errorFacts(error: unknown): Record<string, unknown> {
  const { name, code, stack, message } = error as { name?: string; code?: string; stack?: string; message?: string };
  const frames = stack?.split('\n').filter((line) => line.trimStart().startsWith('at ')).slice(0, 8).map((line) => line.trim());
  const isOurs = message?.startsWith('Bug: ') === true;
  return { error: name, ...(code === undefined ? {} : { code }), ...(isOurs ? { message } : {}), ...(frames ? { frames } : {}) };
}

export interface Metrics {
  readonly registry: Registry;
  answered(route: string, status: number, seconds: number): void;
  refused(code: string): void;
}

/** Metrics in Prometheus' form, of this process only. */
export function createMetrics(door: Pick<DeskDoor, 'onCommit' | 'waiting'>, sockets: () => number | undefined): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answers = new Histogram({
    name: 'baton_http_seconds', help: 'Time to answer a request', labelNames: ['route', 'status'], buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 1, 5], registers: [registry],
  });
  const refusals = new Counter({ name: 'baton_refusals_total', help: 'Messages refused before they were inputs', labelNames: ['code'], registers: [registry] });
  const entries = new Counter({ name: 'baton_entries_total', help: 'Entries written by this server', registers: [registry] });
  door.onCommit((written) => entries.inc(written.length));
  new Gauge({
    name: 'baton_inbox_waiting', help: 'Inputs that wait for a batch', labelNames: ['lane'], registers: [registry],
    collect() {
      for (const [lane, count] of Object.entries(door.waiting())) this.set({ lane }, count);
    },
  });
  new Gauge({
    name: 'baton_sockets', help: 'Sockets connected to this server', registers: [registry],
    collect() {
      this.set(sockets() ?? 0);
    },
  });
  return {
    registry,
    answered: (route, status, seconds) => answers.observe({ route, status: String(status) }, seconds),
    refused: (code) => refusals.inc({ code }),
  };
}
