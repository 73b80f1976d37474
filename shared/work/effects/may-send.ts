import type { Refusal } from '../../model/refusal.ts';
import { refuse } from '../../model/refusal.ts';

/** What rules may look at before something leaves the bank. */
export interface Sending {
  readonly connector: string;
  readonly operation: string;
  readonly case: string;
  readonly customer?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** How things are in the transaction that marks an effect as being sent. */
export interface SendSettings {
  /** Connectors that somebody has switched off. */
  readonly switchedOff: ReadonlySet<string>;
  /** The customer's data is erased: nothing may be told about them any more. */
  readonly isErased: boolean;
  /** Consent, contact policy and whatever else a bank asks; the first that refuses counts. */
  readonly rules?: readonly ((sending: Sending) => Refusal | undefined)[];
}

/** Whether an effect may leave now: undefined, or `connector_off {connector}`, which passes, or a refusal for good. */
export function maySend(sending: Sending, { switchedOff, isErased, rules = [] }: SendSettings): Refusal | undefined {
  if (isErased) return refuse('effect_forbidden', { connector: sending.connector }, 'effect.erased');
  for (const rule of rules) {
    const refusal = rule(sending);
    if (refusal) return refusal;
  }
  return switchedOff.has(sending.connector) ? refuse('connector_off', { connector: sending.connector }, 'effect.switch') : undefined;
}
