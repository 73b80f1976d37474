import { hash } from 'node:crypto';
import { refuse } from '../../shared/model/refusal.ts';
import { can } from '../../shared/policy/can.ts';
import { done } from '../../shared/work/world.ts';
import type { Input } from './input.ts';

/** That a person, or a channel for the customer, reads a customer, as an input: an entry before the data leaves, also where a rule refuses it. */
export function readInput(id: string, person: string, customer: string): Input {
  return {
    id,
    lane: 'people',
    sender: person,
    actor: person,
    action: 'customer:read',
    bodyHash: hash('sha256', customer, 'buffer').subarray(0, 16),
    footprint: { customers: [customer] },
    decide: (world) => {
      if (person.startsWith('source:') && world.customer(customer)) return done({ kind: 'customer:read', subject: `customer:${customer}`, customer, body: { purpose: 'channel' } });
      const actor = world.staffMember(person);
      if (!actor || !world.customer(customer)) return refuse('not_found', { customer });
      const refused = can(actor, 'customer:read', {});
      if (refused) return { ...refused, params: { ...refused.params, customer } };
      return done({ kind: 'customer:read', subject: `customer:${customer}`, customer, body: { purpose: 'rest' } });
    },
  };
}
