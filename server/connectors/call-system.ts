import * as z from 'zod/mini';
import type { Tried } from '../../shared/work/effects/next-try.ts';
import type { Operation } from './connector.ts';

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

/** Errors of a connection that was never made: the request has not left. */
const neverLeft = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

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

async function request({ operation, timeoutMs }: Call, url: string, init: RequestInit): Promise<Heard> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    text = await limited(response);
  } catch (error) {
    return { tried: { how: codesOf(error).some((code) => neverLeft.has(code)) ? 'unreached' : 'lost' } };
  }
  const json = parse(text);
  const code = response.ok ? undefined : codeOf(json);
  return { tried: meaningOf(response, json, code, operation), status: response.status, code };
}

function meaningOf(response: Response, json: unknown, code: string | undefined, operation: Operation): Tried {
  const { status } = response;
  if (status === 202) return { how: 'pending' };
  if (response.ok) {
    const answer = z.safeParse(operation.answer, json);
    return answer.success ? { how: 'answered', data: answer.data as Record<string, unknown> } : { how: 'wrong' };
  }
  if (status === 429) return { how: 'slowDown', retryAfterMs: retryAfterMs(response) };
  if (status === 409 && code === 'in_progress') return { how: 'pending' };
  if (turnedAway.has(status)) return { how: 'unreached' };
  if (status >= 400 && status < 500 && status !== 408) return { how: 'refused', ...(code === undefined ? {} : { error: code }) };
  return { how: 'lost' };
}

/** The body, unless it is longer than any answer of ours. */
async function limited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).length;
    if (size > mostBytes) throw new Error('the answer is too long');
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString();
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

function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get('retry-after') ?? 1);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 3600) * 1000 : 1000;
}

/** Codes of an error of `fetch`, whose cause may be several attempts at once. */
function codesOf(error: unknown): string[] {
  const { cause } = error as { cause?: { code?: string; errors?: { code?: string }[] } };
  return [cause?.code, ...(cause?.errors ?? []).map(({ code }) => code)].filter((code) => code !== undefined);
}
