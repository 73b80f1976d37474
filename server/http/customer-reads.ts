import { hash } from 'node:crypto';
import type { Person } from '../../shared/model/person.ts';
import { refuse } from '../../shared/model/refusal.ts';
import { can } from '../../shared/policy/can.ts';
import { done } from '../../shared/work/world.ts';
import type { Clock } from '../clock.ts';
import type { Desk } from '../desk/desk.ts';
import type { Input } from '../desk/input.ts';
import type { Refused } from './problem.ts';

const spanMs = 15 * 60_000;
/** What is remembered is only a short cut; the ledger tells what was recorded. */
const maxRemembered = 50_000;

/** Puts reads of customers into the log before the data leaves: one entry per person, customer and quarter of an hour. */
export class CustomerReads {
  readonly #desk: Desk;
  readonly #clock: Clock;
  readonly #newId: (prefix: string) => string;
  #recorded = new Set<string>();
  #quarter = 0;

  constructor(desk: Desk, clock: Clock, newId: (prefix: string) => string) {
    this.#desk = desk;
    this.#clock = clock;
    this.#newId = newId;
  }

  isAllowed(person: Person): boolean {
    return can(person, 'customer:read', {}) === undefined;
  }

  /** Undefined once the read is committed; otherwise why it may not be, which is in the log as well where a rule refused. */
  async record(person: Person, customer: string): Promise<Refused | undefined> {
    const quarter = Math.floor(this.#clock.now() / spanMs);
    if (quarter !== this.#quarter || this.#recorded.size >= maxRemembered) this.#recorded = new Set();
    this.#quarter = quarter;
    const isAllowed = this.isAllowed(person);
    const key = `${person.id}/${customer}/${String(quarter)}`;
    if (isAllowed && this.#recorded.has(key)) return undefined;
    // Only what was allowed is the same again: each refused attempt is an entry of its own.
    const id = isAllowed ? `s:read/${key}` : `s:read/${this.#newId('r')}`;
    const answer = await this.#desk.submit(readInput(id, person.id, customer));
    if (!answer.ok) return answer;
    this.#recorded.add(key);
    return undefined;
  }
}

function readInput(id: string, person: string, customer: string): Input {
  return {
    id,
    lane: 'people',
    sender: person,
    actor: person,
    action: 'customer:read',
    bodyHash: hash('sha256', customer, 'buffer').subarray(0, 16),
    footprint: { customers: [customer] },
    decide: (world) => {
      const actor = world.staffMember(person);
      if (!actor || !world.customer(customer)) return refuse('not_found', { customer });
      const refused = can(actor, 'customer:read', {});
      if (refused) return { ...refused, params: { ...refused.params, customer } };
      return done({ kind: 'customer:read', subject: `customer:${customer}`, customer, body: { purpose: 'rest' } });
    },
  };
}
