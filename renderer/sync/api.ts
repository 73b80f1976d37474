import type * as z from 'zod/mini';
import { problemSchema } from '../../shared/contract/rest.ts';
import type { RouteContract } from '../../shared/contract/rest.ts';
import type { Refusal } from '../../shared/model/refusal.ts';

export interface ApiParts {
  readonly url: string;
  readonly token: () => string;
  readonly fetch?: typeof fetch;
}

export interface ApiInput {
  readonly id?: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  /** Sent as it is, with its own type, in place of a body. */
  readonly file?: Blob;
}

type Outcome<R extends RouteContract> = { ok: true; value: z.infer<R['answer']> } | Refusal;

/** Asks routes of the contract; what does not come, or not as the contract says, is a refusal: `offline`, `internal`. */
export class Api {
  readonly #parts: ApiParts;

  constructor(parts: ApiParts) {
    this.#parts = parts;
  }

  async ask<R extends RouteContract>(route: R, { id, query = {}, body, file }: ApiInput = {}): Promise<Outcome<R>> {
    const { url, token } = this.#parts;
    const asked = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
    const address = `${url}${route.path.replace(':id', encodeURIComponent(id ?? ''))}${asked.size > 0 ? `?${asked.toString()}` : ''}`;
    let response: Response;
    try {
      response = await (this.#parts.fetch ?? fetch)(address, {
        method: route.method,
        headers: { ...(token() === '' ? {} : { authorization: `Bearer ${token()}` }), ...typeOf(body, file) },
        ...(file ? { body: file } : body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(file ? 120_000 : 15_000),
      });
    } catch {
      return { ok: false, code: 'offline' };
    }
    const json: unknown = await response.json().catch(() => undefined);
    if (response.ok) {
      const parsed = (route.answer as z.ZodMiniType).safeParse(json);
      return parsed.success ? { ok: true, value: parsed.data as z.infer<R['answer']> } : { ok: false, code: 'internal', params: { reference: 'answer' } };
    }
    const problem = problemSchema.safeParse(json);
    if (!problem.success) return { ok: false, code: 'internal', params: { reference: String(response.status) } };
    const { code, rule, params } = problem.data;
    return { ok: false, code, ...(rule === undefined ? {} : { rule }), ...(params === undefined ? {} : { params }) };
  }
}

/** What a browser does not know the type of is sent as plain bytes: what it is, the server says by its content. */
function typeOf(body: unknown, file: Blob | undefined): Record<string, string> {
  if (file) return { 'content-type': ['application/pdf', 'image/png', 'image/jpeg'].includes(file.type) ? file.type : 'application/octet-stream' };
  return body === undefined ? {} : { 'content-type': 'application/json' };
}
