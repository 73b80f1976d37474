import type { CommandOf } from '../../contract/commands.ts';
import { consentKey } from '../../policy/consent.ts';
import type { Context, Decision, World } from '../world.ts';
import { done } from '../world.ts';
import { customerFor } from './customer-for.ts';
import type { Rules } from './rule.ts';

type Kind = 'consent:give' | 'consent:withdraw';

/** What the customer says about being contacted; the same again is no entry. */
function decideConsent(world: World, { type, customer: id, channel, purpose }: CommandOf<Kind>, ctx: Context): Decision {
  const customer = customerFor(world, ctx, type, id);
  if ('needs' in customer || 'ok' in customer) return customer;
  const isGiven = type === 'consent:give';
  if (customer.consents?.[consentKey(channel, purpose)]?.isGiven === isGiven) return done();
  return done({ kind: isGiven ? 'consent:given' : 'consent:withdrawn', subject: `customer:${id}`, customer: id, body: { channel, purpose } });
}

export const consentRules: Rules<Kind> = {
  'consent:give': { footprint: ({ customer }) => ({ customers: [customer] }), decide: decideConsent },
  'consent:withdraw': { footprint: ({ customer }) => ({ customers: [customer] }), decide: decideConsent },
};
