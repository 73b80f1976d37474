/** Why something did not happen: a code of the error catalogue, the rule that refused, and values for the text. */
export interface Refusal {
  readonly ok: false;
  readonly code: string;
  readonly rule?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

export function refuse(code: string, params?: Record<string, unknown>, rule?: string): Refusal {
  return {
    ok: false,
    code,
    ...(rule === undefined ? {} : { rule }),
    ...(params === undefined ? {} : { params }),
  };
}

/** Tells a refusal from any other result. */
export function isRefusal(value: object): value is Refusal {
  return 'ok' in value && value.ok === false;
}
