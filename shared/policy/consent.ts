import type { ContactChannel, Customer } from '../model/customer.ts';
import { contactChannels } from '../model/customer.ts';

/** Why the bank turns to a customer by itself. */
export interface ContactFor {
  readonly channel: ContactChannel;
  /** `duty` must be said, `service` belongs to what the customer has with the bank, everything else is asked for first. */
  readonly purpose: string;
}

export const consentKey = (channel: string, purpose: string): string => `${channel}.${purpose}`;

/**
 * Whether a customer may be contacted: a duty always, service unless it was withdrawn, anything else only where it was given and is not
 * withdrawn.
 */
export function hasConsent({ consents = {} }: Pick<Customer, 'consents'>, { channel, purpose }: ContactFor): boolean {
  if (purpose === 'duty') return true;
  const said = consents[consentKey(channel, purpose)];
  return said?.isGiven ?? purpose === 'service';
}

/** Ways in which the bank may write to a customer for a purpose; what is quickest for the customer comes first, and nobody is called by a message. */
export const writtenWays = (customer: Pick<Customer, 'consents'>, purpose: string): ContactChannel[] =>
  contactChannels.filter((channel) => channel !== 'phone' && hasConsent(customer, { channel, purpose })).toReversed();

const gatePrefix = 'consent.';

/** What an effect that is held back for want of a consent is told to fail by. */
export const consentGate = (contact: ContactFor): string => gatePrefix + consentKey(contact.channel, contact.purpose);

/** The consent that is missing where this gate said no; undefined where it is another. */
export function missingConsent(gate: string | undefined): ContactFor | undefined {
  if (gate?.startsWith(gatePrefix) !== true) return undefined;
  const [name, ...purpose] = gate.slice(gatePrefix.length).split('.');
  const channel = contactChannels.find((one) => one === name);
  return channel && purpose.length > 0 ? { channel, purpose: purpose.join('.') } : undefined;
}
