import { must } from '../../assert.ts';
import type { ContactChannel } from '../../model/customer.ts';
import { hasConsent, writtenWays } from '../../policy/consent.ts';
import type { Bundle, CompiledAction } from '../action/bundle.ts';
import type { GateKind } from '../action/gate.ts';
import type { Facts } from '../gather/facts.ts';
import { featuresOf } from '../gather/features.ts';
import { Reading } from '../gate/reading.ts';

/** What contact policy says about turning to a customer now. `gate` is the gate of the catalog that says no, or `consent`. */
export type ContactVerdict =
  /** They may be written to, by these ways; the first is quickest for them. */
  | { readonly is: 'write'; readonly ways: readonly ContactChannel[] }
  /** No more messages: somebody may call. From `freeAt` on (milliseconds UTC) they may be written to again, where time alone brings that. */
  | { readonly is: 'call'; readonly gate: string; readonly freeAt?: number }
  /** They are left alone. */
  | { readonly is: 'none'; readonly gate: string };

const spansMs = [1, 7, 30].map((days) => days * 86_400_000);

/** The action of the catalog whose message this is; undefined where no action sends it, so that no contact policy is about it. */
export const actionSending = ({ actions }: Pick<Bundle, 'actions'>, message: string): CompiledAction | undefined =>
  [...actions.values()].find(({ definition: { does } }) => does?.kind === 'send' && does.message === message);

/**
 * How a customer may be reminded, from the gates of the action that sends the message: who is quiet is left alone; who has heard from the bank
 * often enough is called instead; each way of writing needs its consent. A gate that cannot be told counts as shut.
 */
export function contactVerdict(bundle: Bundle, { definition, gates }: CompiledAction, facts: Facts): ContactVerdict {
  const purpose = must(definition.does?.kind === 'send' ? definition.does.purpose : undefined, 'it is the action of a message');
  const shut = (kind: GateKind, at: Facts = facts): string | undefined => {
    const reading = new Reading(bundle, featuresOf(at));
    return gates.find((gate) => gate.definition.kind === kind && reading.answer(gate.condition) !== true)?.definition.id;
  };
  const quiet = shut('quiet');
  if (quiet !== undefined) return { is: 'none', gate: quiet };
  const capped = shut('contact');
  const ways = writtenWays(facts.customer, purpose);
  if (capped === undefined && ways.length > 0) return { is: 'write', ways };
  const gate = capped ?? 'consent';
  if (!hasConsent(facts.customer, { channel: 'phone', purpose })) return { is: 'none', gate };
  const freeAt = capped === undefined || ways.length === 0 ? undefined : freeFrom(facts, (now) => shut('contact', { ...facts, now }) === undefined);
  return { is: 'call', gate, ...(freeAt === undefined ? {} : { freeAt }) };
}

/** The first moment at which enough contacts have grown old. */
function freeFrom({ contacts, now }: Facts, isOpen: (now: number) => boolean): number | undefined {
  const moments = contacts.flatMap(({ at }) => spansMs.map((spanMs) => at + spanMs)).filter((at) => at > now);
  return [...new Set(moments)].sort((a, b) => a - b).find(isOpen);
}
