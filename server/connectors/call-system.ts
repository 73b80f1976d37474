import * as z from 'zod/mini';
import type { Tried } from '../../shared/work/effects/next-try.ts';
import type { Operation } from './connector.ts';
import type { HttpAnswer, HttpRequest } from './http-request.ts';
import { httpRequest } from './http-request.ts';

/** One request to a system outside. */
export interface Call {
  /** Address of the system, without a slash at its end. */
  readonly base: string;
  readonly operation: Operation;
  readonly body: Readonly<Record<string, unknown>>;
  readonly key: string;
  readonly case: string;
  readonly timeoutMs: number;
}

/** No system of ours says more than this. */
const mostBytes = 256 * 1024;

/** Steps before a connection is there: a request that failed in one of them has not left. */
const beforeConnected = new Set(['connect', 'getaddrinfo']);

/** Whoever says so has not looked at the request: a wrong address, a key that is not valid any more. */
const turnedAway = new Set([401, 403, 404, 405, 407]);
/** Refusals of the request itself, also when it is asked about later. */
const refusals = new Set([409, 422]);

/** Sends it, under its idempotency key (draft-ietf-httpapi-idempotency-key-header). Never throws: what goes wrong is what it gives. */
export async function callSystem(call: Call): Promise<Tried> {
  const { base, operation, body, key } = call;
  if (!z.safeParse(operation.request, body).success) return { how: 'refused', error: 'request_invalid' };
  const { tried } = await request(call, `${base}${operation.path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': key, 'baton-case': call.case },
  });
  return tried;
}

/** Asks what became of a request: `GET <base>/requests/<key>`, answered as the request itself was, 404 where nobody knows it. */
export async function askSystem(call: Call): Promise<Tried> {
  const { tried, status = 0, code } = await request(call, `${call.base}/requests/${encodeURIComponent(call.key)}`, { method: 'GET', headers: { 'baton-case': call.case } });
  if (status === 404 && code === 'request_unknown') return { how: 'notFound' };
  // The question was not heard, or not understood; about the request itself that says nothing.
  const saysNothing = tried.how === 'unreached' || (tried.how === 'refused' && !refusals.has(status));
  return saysNothing ? { how: 'lost' } : tried;
}

interface Heard {
  readonly tried: Tried;
  readonly status?: number;
  readonly code?: string | undefined;
}

async function request({ operation, timeoutMs }: Call, url: string, asked: Pick<HttpRequest, 'method' | 'headers' | 'body'>): Promise<Heard> {
  let answer: HttpAnswer;
  try {
    answer = await httpRequest(url, { ...asked, timeoutMs, mostBytes });
  } catch (error) {
    return { tried: { how: neverLeft(error) ? 'unreached' : 'lost' } };
  }
  const json = parse(answer.text);
  const code = isGood(answer) ? undefined : codeOf(json);
  return { tried: meaningOf(answer, json, code, operation), status: answer.status, code };
}

const isGood = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300;

function meaningOf(answer: HttpAnswer, json: unknown, code: string | undefined, operation: Operation): Tried {
  const { status } = answer;
  if (status === 202) return { how: 'pending' };
  if (isGood(answer)) {
    const understood = z.safeParse(operation.answer, json);
    return understood.success ? { how: 'answered', data: understood.data as Record<string, unknown> } : { how: 'wrong' };
  }
  if (status === 429) return { how: 'slowDown', retryAfterMs: retryAfterMs(answer) };
  if (status === 409 && code === 'in_progress') return { how: 'pending' };
  if (turnedAway.has(status)) return { how: 'unreached' };
  if (status >= 400 && status < 500 && status !== 408) return { how: 'refused', ...(code === undefined ? {} : { error: code }) };
  return { how: 'lost' };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The system's own code, of a problem (RFC 9457) or plain; only what is safe to keep in a log. */
function codeOf(json: unknown): string | undefined {
  const code = (json as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/.test(code) ? code : undefined;
}

function retryAfterMs({ headers }: HttpAnswer): number {
  const seconds = Number(headers['retry-after'] ?? 1);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 3600) * 1000 : 1000;
}

/** The error of a connection may be that of several attempts at once. */
function neverLeft(error: unknown): boolean {
  const { errors = [] } = error as { errors?: unknown[] };
  return [error, ...errors].some((one) => beforeConnected.has((one as { syscall?: string }).syscall ?? ''));
}
