import type { Customer } from '../../model/customer.ts';
import type { Refusal } from '../../model/refusal.ts';
import { refuse } from '../../model/refusal.ts';
import type { Action } from '../../policy/can.ts';
import { can } from '../../policy/can.ts';
import type { Context, Needs, World } from '../world.ts';
import { actorOf } from './rule.ts';

/** The customer, where there is one who was not erased; else `not_found`, or that the row is needed. */
export function knownCustomer(world: World, id: string): Customer | Refusal | Needs {
  const customer = world.customer(id);
  if (customer === undefined) return { needs: { customers: [id] } };
  return customer === null || customer.erasedAt !== undefined ? refuse('not_found', { customer: id }) : customer;
}

/** As `knownCustomer`, for staff who may do this; whoever may not is refused first. */
export function customerFor(world: World, ctx: Context, action: Action, id: string): Customer | Refusal | Needs {
  const actor = actorOf(world, ctx);
  if ('ok' in actor) return actor;
  const refused = can(actor, action, {});
  return refused ? { ...refused, params: { ...refused.params, customer: id } } : knownCustomer(world, id);
}
