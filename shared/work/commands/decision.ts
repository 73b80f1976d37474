import type { Does } from '../../decision/action/action.ts';
import type { EntryBody, EntryDraft } from '../../contract/entries.ts';
import type { AnswerHow, Customer } from '../../model/customer.ts';
import type { Refusal } from '../../model/refusal.ts';
import { refuse } from '../../model/refusal.ts';
import type { Action } from '../../policy/can.ts';
import { writtenWays } from '../../policy/consent.ts';
import { effectIdOf } from '../effects/effect-id.ts';
import { streamOfCustomer } from '../effects/effect-stream.ts';
import type { Context, Decision, Effect, Needs, World } from '../world.ts';
import { done } from '../world.ts';
import { customerFor, knownCustomer } from './customer-for.ts';

/** A decision as it was made beside the desk, with what must still be so. */
export interface MadeDecision {
  readonly customer: string;
  /** Of the customer's row that it was decided on. */
  readonly version: number;
  readonly body: EntryBody<'decision:made'>;
  /** Canonical JSON. */
  readonly text: string;
  /** Actions that could not be decided, with whose they are; only what was not told before. */
  readonly failed: readonly { readonly action: string; readonly owner: string; readonly at: string; readonly code: string }[];
}

const isSource = (actor: string): boolean => actor.startsWith('source:');

/** Staff have the right or not; which source may ask for which channel was asked before its message became an input. */
function customerOf(world: World, ctx: Context, action: Action, id: string): Customer | Refusal | Needs {
  return isSource(ctx.actor) ? knownCustomer(world, id) : customerFor(world, ctx, action, id);
}

/** Notes a decision with its receipt. No entry where the customer is not as they were when it was made: it must be made again. */
export function decideMade(world: World, { customer: id, version, body, text, failed }: MadeDecision, ctx: Context): Decision {
  const customer = customerOf(world, ctx, 'decision:ask', id);
  if ('needs' in customer || 'ok' in customer) return customer;
  if (customer.version !== version) return done();
  const exceptions = failed.map(({ action, owner, at, code }): EntryDraft<'exception:raised'> => ({
    kind: 'exception:raised', subject: 'system:decisions',
    body: { code: 'decision_failed', reference: ctx.newId('x'), owner: `team:${owner}`, decision: { action, at, failure: code, bundle: body.bundle } },
  }));
  return { ...done({ kind: 'decision:made', subject: `customer:${id}`, customer: id, body }, ...exceptions), receipts: [{ id: body.receipt, customer: id, ...(body.case === undefined ? {} : { case: body.case }), at: ctx.now, text }] };
}

/** What a receipt, its bundle and the rules of today say about an answer to one of its actions. */
export interface AnsweredDecision {
  readonly receipt: string;
  readonly customer: string;
  readonly case?: string;
  readonly channel: EntryBody<'decision:made'>['channel'];
  readonly bundle: string;
  /** Undefined where it was not shown. */
  readonly shown?: { readonly class: string; readonly owner: string; readonly disclosure?: string; readonly does?: Does };
  /** The recall of today's rules that ends the action, by id: nothing else in newer rules does. */
  readonly recall?: string;
  readonly action: string;
  readonly how: AnswerHow;
  readonly reason?: string;
  readonly disclosed?: string;
}

/** What was said to a suggestion. An accept keeps the rules that it was suggested under, whatever holds by now. */
export function decideAnswer(world: World, answered: AnsweredDecision, ctx: Context): Decision {
  const { receipt, action, how, shown, customer: id } = answered;
  const customer = customerOf(world, ctx, 'decision:answer', id);
  if ('needs' in customer || 'ok' in customer) return customer;
  if (!shown) return refuse('action_not_shown', { customer: id, action });
  if (customer.answered?.[action]?.receipt === receipt) return refuse('already_answered', { customer: id, action });
  const refused = how === 'accepted' ? mayAccept(customer, answered) : how === 'refused' && answered.reason === undefined && !isSource(ctx.actor) ? refuse('reason_missing', { customer: id, action }) : undefined;
  if (refused) return refused;
  const { channel, bundle, reason, disclosed, case: of } = answered;
  const effect = how === 'accepted' ? effectOf(customer, answered) : undefined;
  const body: EntryBody<'decision:answered'> = {
    receipt, action, class: shown.class, how, channel, bundle,
    ...(reason === undefined ? {} : { reason }), ...(disclosed === undefined ? {} : { disclosed }), ...(of === undefined ? {} : { case: of }),
    ...(effect === undefined ? {} : { effect: effectIdOf(ctx.input, 0) }),
  };
  return { ...done({ kind: 'decision:answered', subject: `customer:${id}`, customer: id, body }), ...(effect === undefined ? {} : { effects: [effect] }) };
}

function mayAccept(customer: Customer, { action, shown, recall, disclosed }: AnsweredDecision): Refusal | undefined {
  const params = { customer: customer.id, action };
  if (recall !== undefined) return refuse('action_recalled', params, `recall.${recall}`);
  if (shown?.disclosure !== undefined && disclosed !== shown.disclosure) return refuse('disclosure_missing', { ...params, version: shown.disclosure }, 'decision.disclosure');
  const { does } = shown ?? {};
  if (does?.kind === 'send' && writtenWays(customer, does.purpose).length === 0) return refuse('consent_withdrawn', { ...params, purpose: does.purpose }, 'decision.consent');
  return undefined;
}

/**
 * What an accepted action has others do: a message goes out, a system is asked. It belongs to the case that it was about, else to the
 * customer. Consent is asked again when it is sent.
 */
function effectOf(customer: Customer, { shown, case: of }: AnsweredDecision): Effect | undefined {
  const { does, owner } = shown ?? {};
  const whose = of === undefined ? { case: streamOfCustomer(customer.id), ...(owner === undefined ? {} : { owner: `team:${owner}` }) } : { case: of };
  if (does?.kind === 'call') return { connector: does.system, operation: does.operation, ...whose, body: { customer: customer.id } };
  const channel = does?.kind === 'send' ? writtenWays(customer, does.purpose)[0] : undefined;
  if (does?.kind !== 'send' || channel === undefined) return undefined;
  return { connector: 'messages', operation: 'send', ...whose, body: { customer: customer.id, channel, template: does.message, purpose: does.purpose } };
}
