import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { unreachable } from '../../shared/assert.ts';
import { invalid } from '../../shared/contract/invalid.ts';
import type { Access, RouteContract } from '../../shared/contract/rest.ts';
import type { Metrics } from '../telemetry.ts';
import type { Refused } from './problem.ts';
import type { Sessions } from './sessions.ts';
import type { SourceAccess } from './source-access.ts';
import { parseStrictJson } from './strict-json.ts';
import { MAX_BODY_BYTES, sendProblem } from './web-server.ts';

/** A call that has passed its schema and whose sender is known. */
export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** As its schema has parsed it. */
  readonly body: unknown;
  /** The person of a session, or the source of a key (`source:` and its id where both may call); empty where anybody may. */
  readonly sender: string;
  readonly token: string;
  readonly request: FastifyRequest;
}

/** What is sent, or why not. */
export type Outcome = { readonly send: unknown } | { readonly file: FileAnswer } | Refused;

/** A file to be saved, never to be shown: `content` yields as many bytes as it says. */
export interface FileAnswer {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly content: AsyncIterable<Buffer>;
}
export type Handler = (call: Call) => Promise<Outcome> | Outcome;

export interface RouteOptions {
  readonly maxBytes?: number;
  /** Most bytes of a media type, where it is less. */
  readonly maxBytesOf?: Readonly<Record<string, number>>;
  /** Brings a body into one of the contract's forms before its schema is asked. */
  readonly prepare?: (mediaType: string, headers: IncomingHttpHeaders, value: unknown) => { mediaType: string; value: unknown };
}

export interface Senders {
  readonly sessions: Sessions;
  readonly sources: SourceAccess;
}

const isRefused = (value: object): value is Refused => 'ok' in value && value.ok === false;

/** The one wrapper of every route: schema, session and rights, handler, answer. What a handler throws becomes `internal` in the error handler. */
export function bind(app: FastifyInstance, senders: Senders, metrics: Metrics) {
  return (contract: RouteContract, handler: Handler, options: RouteOptions = {}): void => {
    app.route({
      method: contract.method,
      url: contract.path,
      bodyLimit: options.maxBytes ?? MAX_BODY_BYTES,
      handler: async (request, reply) => {
        const outcome = await run(contract, handler, options, senders, request);
        if (isRefused(outcome)) return sendProblem(request, reply, outcome, metrics);
        if ('file' in outcome) return sendFile(reply, outcome.file);
        return reply.code(contract.status).type('application/json').send(JSON.stringify(outcome.send));
      },
    });
  };
}

async function run(contract: RouteContract, handler: Handler, options: RouteOptions, senders: Senders, request: FastifyRequest): Promise<Outcome> {
  const token = bearer(request.headers);
  const asked = (): Promise<string | Refused> => senderOf(contract.access, senders, request.headers, token);
  // What people send, and large texts of anybody, is for those who are known; others do not even hear what a route asks for.
  const first = contract.access === 'session' || contract.text !== undefined ? await asked() : '';
  if (typeof first !== 'string') return first;
  const params = check(contract.params, request.params, 'path');
  if (isRefused(params)) return params;
  const query = check(contract.query, request.query, 'query');
  if (isRefused(query)) return query;
  const text = contract.text === undefined ? undefined : readText(contract.text, request);
  const body = text ?? readFile(contract, options, request) ?? (contract.body ? readBody(contract.body, options, request) : { value: undefined });
  if (isRefused(body)) return body;
  const sender = first === '' ? await asked() : first;
  if (typeof sender !== 'string') return sender;
  return handler({
    params: params.value as Record<string, string>, query: query.value as Record<string, string>, body: body.value, sender, token, request,
  });
}

type Schema = NonNullable<RouteContract['query']>;

function check(schema: Schema | undefined, value: unknown, place: string): { value: unknown } | Refused {
  // A route that takes no query has none to misread.
  if (!schema) return { value: {} };
  const parsed = parse(schema, value);
  return parsed.success ? { value: parsed.data } : invalid(parsed.error, [place]);
}

type Parsed = { success: true; data: unknown } | { success: false; error: Parameters<typeof invalid>[0] };
/** Every schema of `zod/mini` has it; the contract holds them by their widest type. */
const parse = (schema: Schema, value: unknown): Parsed => (schema as unknown as { safeParse(value: unknown): Parsed }).safeParse(value);

function readBody(schemas: NonNullable<RouteContract['body']>, options: RouteOptions, request: FastifyRequest): { value: unknown } | Refused {
  const given = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (request.body instanceof Readable) return { ok: false, code: 'unsupported_media' };
  if (!Buffer.isBuffer(request.body)) return { ok: false, code: given === '' ? 'unsupported_media' : 'bad_json', params: { because: 'empty' } };
  if (request.body.length > (options.maxBytesOf?.[given] ?? Infinity)) return { ok: false, code: 'too_large', params: { limit: options.maxBytesOf?.[given] } };
  const json = parseStrictJson(request.body);
  if (!json.ok) return json;
  const { mediaType, value } = options.prepare?.(given, request.headers, json.value) ?? { mediaType: given, value: json.value };
  const schema = Object.hasOwn(schemas, mediaType) ? schemas[mediaType] : undefined;
  if (!schema) return { ok: false, code: 'unsupported_media' };
  const parsed = parse(schema, value);
  return parsed.success ? { value: parsed.data } : invalid(parsed.error);
}

/** A file piece by piece, where the route takes one; how long it is, whoever reads it finds out. Who stops early can still be answered. */
function readFile({ bytes }: RouteContract, { maxBytes = MAX_BODY_BYTES }: RouteOptions, { body, headers }: FastifyRequest): { value: AsyncIterable<Buffer> } | Refused | undefined {
  if (!bytes) return undefined;
  const given = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!bytes.includes(given) || !(body instanceof Readable)) return { ok: false, code: 'unsupported_media' };
  return Number(headers['content-length'] ?? 0) > maxBytes ? { ok: false, code: 'too_large', params: { limit: maxBytes } } : { value: body.iterator({ destroyOnReturn: false }) };
}

function sendFile(reply: FastifyReply, { name, type, bytes, content }: FileAnswer): FastifyReply {
  return reply
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('content-length', String(bytes))
    .type(type)
    .send(Readable.from(content));
}

/** A text as it came. */
function readText(mediaType: string, request: FastifyRequest): { value: string } | Refused {
  const given = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (given !== mediaType || !Buffer.isBuffer(request.body)) return { ok: false, code: 'unsupported_media' };
  const { body } = request;
  if (isUtf8(body)) return { value: body.toString('utf8') };
  return { ok: false, code: 'bad_text' };
}

async function senderOf(access: Access, { sessions, sources }: Senders, headers: IncomingHttpHeaders, token: string): Promise<string | Refused> {
  switch (access) {
    case 'open':
      return '';
    case 'session':
      return sessions.person(token) ?? { ok: false, code: 'no_session' };
    case 'source':
      return (await sources.sourceOf(headers['x-baton-key'] ?? token)) ?? { ok: false, code: 'key_refused' };
    case 'known': {
      if (headers['x-baton-key'] === undefined) return sessions.person(token) ?? { ok: false, code: 'no_session' };
      const source = await sources.sourceOf(headers['x-baton-key']);
      return source === undefined ? { ok: false, code: 'key_refused' } : `source:${source}`;
    }
    default:
      return unreachable(access);
  }
}

const bearer = ({ authorization }: IncomingHttpHeaders): string => /^Bearer ([A-Za-z0-9._~+/=-]{1,512})$/i.exec(authorization ?? '')?.[1] ?? '';
