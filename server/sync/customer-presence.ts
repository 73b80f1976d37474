import type { PresencePush } from '../../shared/contract/changes.ts';
import { isFresh } from '../../shared/work/commands/visit.ts';
import type { Visit } from '../../shared/work/commands/visit.ts';

/** Where in a case a customer is on a channel of theirs: names of the step and the field, nothing of what stands there. */
export type CustomerPlace = Pick<Visit, 'source' | 'case' | 'customer' | 'channel'> & { readonly step?: string | undefined; readonly field?: string | undefined };

/** What nodes tell each other; without a place they are gone. */
export interface CustomerChange {
  readonly source: string;
  readonly case: string;
  readonly place?: CustomerPlace;
}

interface Line extends CustomerPlace {
  /** The channel tells this node of them. */
  readonly isOurs: boolean;
  /** When the log was last told that they are here. Milliseconds of a steady clock, as all of these. */
  readonly toldAt: number;
  readonly movedAt: number;
  readonly until: number;
}

const keyOf = ({ source, case: id }: Pick<CustomerPlace, 'source' | 'case'>): string => `${source} ${id}`;

/** Customers who are on a step of their case on a channel of their own, as soft state: a line lives so long after the channel last told of them. */
export class CustomerPresence {
  readonly #lifeMs: number;
  readonly #onChange: (caseId: string) => void;
  readonly #lines = new Map<string, Line>();

  constructor(lifeMs: number, onChange: (caseId: string) => void) {
    this.#lifeMs = lifeMs;
    this.#onChange = onChange;
  }

  /** Whether a move changes no more than where they are: they were told of on this node, and lately in the log. */
  isKnown(place: Pick<CustomerPlace, 'source' | 'case' | 'customer' | 'channel'>, now: number): boolean {
    const line = this.#lines.get(keyOf(place));
    return line?.isOurs === true && line.customer === place.customer && line.channel === place.channel && isFresh(line.toldAt, now);
  }

  /** They are here; `isOurs` where the channel told this node. */
  put(place: CustomerPlace, isOurs: boolean, now: number): void {
    const key = keyOf(place);
    const before = this.#lines.get(key);
    const toldAt = before?.isOurs === true && isOurs && this.isKnown(place, now) ? before.toldAt : now;
    this.#lines.set(key, { ...place, isOurs, toldAt, movedAt: now, until: now + this.#lifeMs });
    if (before?.step !== place.step || before?.field !== place.field || before?.channel !== place.channel) this.#onChange(place.case);
  }

  drop(place: Pick<CustomerPlace, 'source' | 'case'>): void {
    if (this.#lines.delete(keyOf(place))) this.#onChange(place.case);
  }

  /** The log says that they have left the case, whoever told it. */
  dropCase(caseId: string): void {
    for (const line of [...this.#lines.values()]) if (line.case === caseId) this.drop(line);
  }

  /** Ends lines of which nothing was heard; gives those whose channel would have told this node. */
  expire(now: number): CustomerPlace[] {
    const ended = [...this.#lines.values()].filter(({ until }) => until <= now);
    for (const line of ended) this.drop(line);
    return ended.filter(({ isOurs }) => isOurs);
  }

  /** Where the customer is, by what was heard last. */
  of(caseId: string): PresencePush['customer'] {
    const [line] = [...this.#lines.values()].filter((one) => one.case === caseId).sort((a, b) => b.movedAt - a.movedAt);
    if (!line) return undefined;
    const { channel, step, field } = line;
    return { channel, ...(step === undefined ? {} : { step }), ...(field === undefined ? {} : { field }) };
  }
}
