import type { Person } from '../../shared/model/person.ts';
import { can } from '../../shared/policy/can.ts';
import type { Clock } from '../clock.ts';
import type { DeskDoor } from '../desk-door.ts';
import type { Refused } from './problem.ts';

const spanMs = 15 * 60_000;
/** What is remembered is only a short cut; the ledger tells what was recorded. */
const maxRemembered = 50_000;

/** Puts reads of customers into the log before the data leaves: one entry per person, customer and quarter of an hour. */
export class CustomerReads {
  readonly #door: Pick<DeskDoor, 'recordRead'>;
  readonly #clock: Clock;
  readonly #newId: (prefix: string) => string;
  #recorded = new Set<string>();
  #quarter = 0;

  constructor(door: Pick<DeskDoor, 'recordRead'>, clock: Clock, newId: (prefix: string) => string) {
    this.#door = door;
    this.#clock = clock;
    this.#newId = newId;
  }

  isAllowed(person: Person): boolean {
    return can(person, 'customer:read', {}) === undefined;
  }

  /** The same for a channel that shows a customer what is theirs; whether it may was asked before. */
  recordChannel(source: string, customer: string): Promise<Refused | undefined> {
    return this.#record(`source:${source}`, customer, true);
  }

  /** Undefined once the read is committed; otherwise why it may not be, which is in the log as well where a rule refused. */
  record(person: Person, customer: string): Promise<Refused | undefined> {
    return this.#record(person.id, customer, this.isAllowed(person));
  }

  async #record(reader: string, customer: string, isAllowed: boolean): Promise<Refused | undefined> {
    const quarter = Math.floor(this.#clock.now() / spanMs);
    if (quarter !== this.#quarter || this.#recorded.size >= maxRemembered) this.#recorded = new Set();
    this.#quarter = quarter;
    const key = `${reader}/${customer}/${String(quarter)}`;
    if (isAllowed && this.#recorded.has(key)) return undefined;
    // Only what was allowed is the same again: each refused attempt is an entry of its own.
    const id = isAllowed ? `s:read/${key}` : `s:read/${this.#newId('r')}`;
    const answer = await this.#door.recordRead(id, reader, customer);
    if (!answer.ok) return answer;
    this.#recorded.add(key);
    return undefined;
  }
}
