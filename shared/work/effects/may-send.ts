import type { Refusal } from '../../model/refusal.ts';
import { refuse } from '../../model/refusal.ts';
import type { Customer } from '../../model/customer.ts';
import { contactChannels } from '../../model/customer.ts';
import type { ContactFor } from '../../policy/consent.ts';
import { consentGate, hasConsent } from '../../policy/consent.ts';

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
  /** The customer as they are behind their lock; undefined where nobody is identified. */
  readonly customer?: Pick<Customer, 'consents'> | undefined;
  /** Contact policy and whatever else a bank asks; the first that refuses counts. */
  readonly rules?: readonly ((sending: Sending) => Refusal | undefined)[];
}

/** How and why an effect turns to the customer; undefined where it does not. What names no purpose belongs to the customer's own business. */
export function contactOf({ connector, operation, body }: Pick<Sending, 'connector' | 'operation' | 'body'>): ContactFor | undefined {
  if (connector !== 'messages' || operation !== 'send') return undefined;
  const channel = contactChannels.find((one) => one === body['channel']);
  return channel && { channel, purpose: typeof body['purpose'] === 'string' ? body['purpose'] : 'service' };
}

/** Whether an effect may leave now: undefined, or `connector_off {connector}`, which passes, or a refusal for good. */
export function maySend(sending: Sending, { switchedOff, isErased, customer, rules = [] }: SendSettings): Refusal | undefined {
  if (isErased) return refuse('effect_forbidden', { connector: sending.connector }, 'effect.erased');
  const contact = contactOf(sending);
  if (contact && customer && !hasConsent(customer, contact)) return refuse('effect_forbidden', { connector: sending.connector, gate: consentGate(contact) }, 'effect.consent');
  for (const rule of rules) {
    const refusal = rule(sending);
    if (refusal) return refusal;
  }
  return switchedOff.has(sending.connector) ? refuse('connector_off', { connector: sending.connector }, 'effect.switch') : undefined;
}
