import type { Channel } from '../../model/case.ts';

/** That somebody of the bank got in touch with a customer, or a message went out to them: by whatever channel, also by voice. */
export interface Contact {
  /** Milliseconds of the epoch. */
  readonly at: number;
  readonly channel: Channel;
}

export interface ContactWindow {
  /** The moment that is asked about. A contact at it counts; a later one does not. */
  readonly at: number;
  readonly spanMs: number;
}

/** How many contacts a history has in the span up to a moment, its beginning excluded; on these channels, or on all. The order of the history does not matter. */
export function contactsIn(history: readonly Contact[], { at, spanMs }: ContactWindow, channels?: readonly Channel[]): number {
  return history.filter((contact) => contact.at > at - spanMs && contact.at <= at && (channels === undefined || channels.includes(contact.channel))).length;
}

/** `cap` is 1 or more. The first moment after `at` at which fewer than `cap` contacts lie in the span, if there are no more; `at` itself where that is so already. */
export function freeAgainAt(history: readonly Contact[], { at, spanMs }: ContactWindow, cap: number): number {
  const within = history.filter((contact) => contact.at > at - spanMs && contact.at <= at).map((contact) => contact.at).sort((a, b) => b - a);
  const last = within[cap - 1];
  return last === undefined ? at : last + spanMs;
}
