import type { CommandOf } from '../../contract/commands.ts';
import { refuse } from '../../model/refusal.ts';
import { can } from '../../policy/can.ts';
import { consentKey } from '../../policy/consent.ts';
import type { Context, Decision, World } from '../world.ts';
import { done } from '../world.ts';
import type { Rules } from './rule.ts';
import { actorOf } from './rule.ts';

type Kind = 'consent:give' | 'consent:withdraw';

/** What the customer says about being contacted; the same again is no entry. */
function decideConsent(world: World, { type, customer: id, channel, purpose }: CommandOf<Kind>, ctx: Context): Decision {
  const actor = actorOf(world, ctx);
  if ('ok' in actor) return actor;
  const refused = can(actor, type, {});
  if (refused) return { ...refused, params: { ...refused.params, customer: id } };
  const customer = world.customer(id);
  if (customer === undefined) return { needs: { customers: [id] } };
  if (customer === null || customer.erasedAt !== undefined) return refuse('not_found', { customer: id });
  const isGiven = type === 'consent:give';
  if (customer.consents?.[consentKey(channel, purpose)]?.isGiven === isGiven) return done();
  return done({ kind: isGiven ? 'consent:given' : 'consent:withdrawn', subject: `customer:${id}`, customer: id, body: { channel, purpose } });
}

export const consentRules: Rules<Kind> = {
  'consent:give': { footprint: ({ customer }) => ({ customers: [customer] }), decide: decideConsent },
  'consent:withdraw': { footprint: ({ customer }) => ({ customers: [customer] }), decide: decideConsent },
};
