import type { EntryDraft } from '../../contract/entries.ts';
import type { Customer, verificationEnds } from '../../model/customer.ts';
import { refuse } from '../../model/refusal.ts';
import { can } from '../../policy/can.ts';
import { verifiedUntil } from '../../policy/may-see.ts';
import type { Context, Decision, Needs, World } from '../world.ts';
import { done } from '../world.ts';
import { customerFor } from './customer-for.ts';
import { actorOf } from './rule.ts';

/** So many wrong answers within `failuresMs` end the questions. */
export const failureLimit = 3;

/** Until when no questions may be asked; undefined while they may. */
export function lockedUntil({ failedAt = [] }: Pick<Customer, 'failedAt'>, now: number, failuresMs: number): number | undefined {
  const recent = failedAt.filter((at) => at > now - failuresMs);
  const first = recent.at(-failureLimit);
  return first === undefined ? undefined : first + failuresMs;
}

/** How often questions may still be answered wrongly. */
export function attemptsLeft({ failedAt = [] }: Pick<Customer, 'failedAt'>, now: number, failuresMs: number): number {
  return Math.max(0, failureLimit - failedAt.filter((at) => at > now - failuresMs).length);
}

export interface Verification {
  readonly customer: string;
  readonly method: string;
  /** Whether the answers were right, as the server compared them; always for the other methods. */
  readonly isRight: boolean;
  readonly case?: string;
}

/** A person says who stands or calls there. Refused with `verification_locked` where too many answers were wrong. */
export function decideVerify(world: World, { customer: id, method, isRight, case: of }: Verification, ctx: Context): Decision {
  const customer = customerFor(world, ctx, 'customer:verify', id);
  if ('needs' in customer || 'ok' in customer) return customer;
  const subject = { subject: `customer:${id}`, customer: id };
  const from = of === undefined ? {} : { case: of };
  const locked = method === 'questions' ? lockedUntil(customer, ctx.now, ctx.settings.failuresMs) : undefined;
  if (locked !== undefined) return refuse('verification_locked', { customer: id, until: locked }, 'customer.questions');
  if (!isRight) return done({ kind: 'customer:verificationFailed', ...subject, body: { method, ...from } });
  return done({ kind: 'customer:verified', ...subject, body: { method, until: ctx.now + ctx.settings.verifiedMs, ...from } });
}

/**
 * Ends what a person has verified of a customer, where it is not over by itself: nothing else is unmasked for whoever comes or calls next.
 * Returns no entry where there is nothing to end.
 */
export function endOfVerification(world: World, id: string, person: string, because: (typeof verificationEnds)[number], now: number): readonly EntryDraft[] | Needs {
  const customer = world.customer(id);
  if (customer === undefined) return { needs: { customers: [id] } };
  if (customer === null || verifiedUntil({ person: { id: person }, customer, now }) === undefined) return [];
  return [{ kind: 'customer:verificationEnded', subject: `customer:${id}`, customer: id, body: { person, because } }];
}

/** The customer has left the counter, or the person who verified them their desk. */
export function decideLeave(world: World, id: string, because: 'left' | 'signOut', ctx: Context): Decision {
  const customer = customerFor(world, ctx, 'customer:leave', id);
  if ('needs' in customer || 'ok' in customer) return customer;
  const ended = endOfVerification(world, id, ctx.actor, because, ctx.now);
  return 'needs' in ended ? ended : done(...ended);
}

export interface Revelation {
  readonly customer: string;
  readonly field: string;
  readonly reason: string;
  readonly case?: string;
}

/** One value is shown for a minute; the reason is kept with the customer. */
export function decideReveal(world: World, { customer: id, field, reason, case: of }: Revelation, ctx: Context): Decision {
  const customer = customerFor(world, ctx, 'customer:reveal', id);
  if ('needs' in customer || 'ok' in customer) return customer;
  const value = { id: ctx.newId('v'), holder: id, field: 'reveal.reason', value: reason, source: `staff:${ctx.actor}`, asOf: ctx.now };
  const body = { field, reasonValue: value.id, until: ctx.now + ctx.settings.revealMs, ...(of === undefined ? {} : { case: of }) };
  return { ...done({ kind: 'customer:revealed', subject: `customer:${id}`, customer: id, body }), values: [value] };
}

export interface Searched {
  readonly purpose: string;
  /** By what was searched. */
  readonly kind: string;
  /** Ids of the customers that are shown. */
  readonly shown: readonly string[];
}

/** That a person has searched, and who was shown. */
export function decideSearch(world: World, { purpose, kind, shown }: Searched, ctx: Context): Decision {
  const actor = actorOf(world, ctx);
  if ('ok' in actor) return actor;
  return can(actor, 'customer:search', {}) ?? done({ kind: 'customer:searched', subject: `person:${actor.id}`, body: { purpose, kind, shown: [...shown] } });
}
