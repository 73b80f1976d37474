import type { FastifyInstance } from 'fastify';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Metrics } from '../telemetry.ts';
import { openApi } from './openapi.ts';
import { bindWorkspace } from './workspace-files.ts';

export interface Readiness {
  readonly isReady: boolean;
  readonly database: boolean;
  readonly clock: boolean;
  readonly tail: boolean;
}

export interface PlainParts {
  readonly version: string;
  readonly metrics: Metrics;
  readonly readiness: () => Promise<Readiness>;
  /** Where the bundled workspace lies; without one the status page stands in its place. */
  readonly workspace: string;
}

const page = path.join(import.meta.dirname, 'status-page');
const files = [
  ['/status', 'index.html', 'text/html; charset=utf-8'],
  ['/status.css', 'status.css', 'text/css; charset=utf-8'],
  ['/status.js', 'status.js', 'text/javascript; charset=utf-8'],
] as const;

/** What needs no sender: health, metrics, the description of the API, and the status page with exactly three files. */
export function bindPlainRoutes(app: FastifyInstance, { version, metrics, readiness, workspace }: PlainParts): void {
  const description = JSON.stringify(openApi(version));
  app.get('/openapi.json', (_request, reply) => reply.type('application/json').send(description));
  app.get('/healthz', (_request, reply) => reply.type('application/json').send('{"ok":true}'));
  app.get('/readyz', async (_request, reply) => {
    const ready = await readiness();
    return reply.code(ready.isReady ? 200 : 503).type('application/json').send(JSON.stringify(ready));
  });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()));
  for (const [url, name, type] of files) {
    const content = readFileSync(path.join(page, name));
    app.get(url, (_request, reply) => reply.type(type).send(content));
  }
  if (!bindWorkspace(app, workspace)) app.get('/', (_request, reply) => reply.redirect('/status'));
}
