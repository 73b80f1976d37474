import type { Case, Channel } from '../../model/case.ts';
import type { Customer } from '../../model/customer.ts';
import type { Task } from '../../model/task.ts';
import type { Features } from '../action/feature.ts';
import type { Contact } from '../gate/contacts.ts';

/** A proof or document of the customer; the newest of each kind counts. */
export interface Proof {
  readonly kind: string;
  readonly at: number;
  readonly validUntil?: number;
}

/** That the bank turned to the customer; `isOffer` where it was to sell or to keep them. */
export interface Told extends Contact {
  readonly isOffer: boolean;
}

/** That something was reported of the customer, or a system outside has answered (`bureau.report`). */
export interface Heard {
  readonly type: string;
  readonly at: number;
}

/** Rows about one customer as they were read together, from which features are told. */
export interface Facts {
  /** Milliseconds UTC. */
  readonly now: number;
  readonly channel: Channel;
  readonly customer: Customer;
  /** Open cases of the customer, by id. */
  readonly cases: readonly Case[];
  /** The case that it is asked about, with its open tasks. */
  readonly case?: Case | undefined;
  readonly tasks: readonly Task[];
  /** Kinds of proof that the case wants and that are not there. */
  readonly needed: readonly string[];
  readonly proofs: readonly Proof[];
  readonly contacts: readonly Told[];
  readonly heard: readonly Heard[];
  /** Who asks, where that is a member of staff; with the call that they have with this customer. */
  readonly person?: { readonly id: string; readonly call?: { readonly isOn: boolean; readonly since: number } } | undefined;
  readonly moments: Features;
  /** The customer's id under their own key: it tells one from another, and nobody who. */
  readonly customerHash: string;
  /** The same of whoever is on the line with the person who asks. */
  readonly callerHash?: string | undefined;
}
