import type { CommandType } from '../contract/commands.ts';
import type { Refusal } from '../model/refusal.ts';
import { refuse } from '../model/refusal.ts';

/** A connection that is away for so long is no blink any more: what one sees is reading only. */
export const offlineAfterMs = 10_000;

/** What the link of a screen is, and since when. */
export interface LinkNow {
  readonly is: string;
  readonly since: number;
}

export const isLinkUp = ({ is }: Pick<LinkNow, 'is'>): boolean => is === 'live' || is === 'catchingUp';
export const isOffline = (link: LinkNow, now: number): boolean => !isLinkUp(link) && now - link.since >= offlineAfterMs;

/**
 * What may wait in the outbox for a connection, however long: it is true whenever it arrives, and decides nothing. A claim, a decision, a
 * promise or a message to a customer is about how things are now, and is not done on old rows.
 */
const waits: ReadonlySet<CommandType> = new Set(['note:add']);
export const mayWait = (type: CommandType): boolean => waits.has(type);

/** Why a command cannot be given now: undefined, or `offline`. */
export const refusedOffline = (type: CommandType, link: LinkNow, now: number): Refusal | undefined =>
  !mayWait(type) && isOffline(link, now) ? refuse('offline') : undefined;
