import fastify from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { errorFacts } from '../telemetry.ts';
import type { Metrics } from '../telemetry.ts';
import type { Refused } from './problem.ts';
import { problemOf } from './problem.ts';
import { isLoopbackHost, securityHeaders } from './security.ts';

export interface WebParts {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly newId: (prefix: string) => string;
}

/** Largest body of anything that is no batch of events. */
export const MAX_BODY_BYTES = 65_536;

/** A fastify instance that answers errors as problem details, with the security headers on every answer. Bodies stay bytes: the wrapper parses. */
export function createWebServer({ logger, metrics, newId }: WebParts): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: 10_000,
    keepAliveTimeout: 5_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: 256, ignoreTrailingSlash: false },
    frameworkErrors: (_error, request, reply) => {
      for (const [name, value] of Object.entries(securityHeaders)) reply.header(name, value);
      sendProblem(request as FastifyRequest, reply as unknown as FastifyReply, { ok: false, code: 'bad_request' }, metrics);
    },
    clientErrorHandler: answerBroken,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^application\/(?:json|cloudevents\+json|cloudevents-batch\+json)\s*(?:;|$)/i, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.addContentTypeParser('application/bpmn+xml', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  // Files come as a stream: only their own route reads it, when it knows who sends.
  app.addContentTypeParser(['application/pdf', 'image/png', 'image/jpeg', 'application/octet-stream'], (_request, payload, done) => done(null, payload));

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    if (!isLoopbackHost(request.headers.host)) return sendProblem(request, reply, { ok: false, code: 'host_refused' }, metrics);
  });
  app.addHook('onResponse', async (request, reply) => {
    metrics.answered(request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, { ok: false, code: 'not_found' }, metrics));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const code = codeOf(error);
    if (code === 'unavailable') logger.warn({ route: request.routeOptions.url, ...errorFacts(error) }, 'the database does not answer');
    if (code !== 'internal') return sendProblem(request, reply, { ok: false, code }, metrics);
    const reference = newId('x');
    logger.error({ reference, route: request.routeOptions.url, ...errorFacts(error) }, 'a request threw');
    return sendProblem(request, reply, { ok: false, code, params: { reference } }, metrics);
  });
  return app;
}

/** Connections that break or cannot be had, servers that start or stop, and statements that take too long. */
const isAway = /^(?:08...|57P0[123]|57014|53300|ECONN[A-Z]+|EPIPE|ETIMEDOUT|ENOTFOUND)$/;

function codeOf(error: FastifyError): string {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return 'too_large';
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return 'unsupported_media';
    default:
      if (isAway.test(error.code ?? '')) return 'unavailable';
      return error.statusCode !== undefined && error.statusCode < 500 ? 'bad_request' : 'internal';
  }
}

/** Sends a refusal and counts it. */
export function sendProblem(_request: FastifyRequest, reply: FastifyReply, refused: Refused, metrics: Metrics): FastifyReply {
  const problem = problemOf(refused);
  metrics.refused(problem.code);
  if (problem.retryAfterMs !== undefined) reply.header('retry-after', String(Math.ceil(problem.retryAfterMs / 1000)));
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** What cannot be read as a request at all: bad framing, headers that are too long, a request that never ends. */
function answerBroken(error: Error & { code?: string }, socket: import('node:net').Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const line = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
  const body = JSON.stringify({ ...problemOf({ ok: false, code: 'bad_request' }), status: Number(line.slice(0, 3)) });
  const headers = { ...securityHeaders, 'content-type': 'application/problem+json', 'content-length': String(Buffer.byteLength(body)), connection: 'close' };
  socket.end(`HTTP/1.1 ${line}\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`);
}
