import { errorEntry } from '../../shared/contract/errors.ts';
import type { Problem } from '../../shared/contract/rest.ts';

/** A refusal as it may also carry how long to wait. */
export interface Refused {
  readonly ok: false;
  readonly code: string;
  readonly rule?: string | undefined;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterMs?: number | undefined;
}

const defaultRetryMs = 1000;

/** Problem details (RFC 9457): `title` is the code again, since texts belong to whoever shows them. */
export function problemOf({ code, rule, params, retryAfterMs }: Refused): Problem {
  const { status, retry } = errorEntry(code);
  const waitMs = retryAfterMs ?? (retry === 'later' ? defaultRetryMs : undefined);
  return {
    type: `urn:baton:error:${code}`,
    title: code,
    status,
    code,
    ...(rule === undefined ? {} : { rule }),
    ...(params === undefined ? {} : { params: { ...params } }),
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
  };
}
