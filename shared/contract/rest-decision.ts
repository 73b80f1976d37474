import * as z from 'zod/mini';
import { actionClassSchema, disclosureSchema, doesSchema } from '../decision/action/action.ts';
import { alarmKinds } from '../decision/learn/watch.ts';
import { gateKinds } from '../decision/action/gate.ts';
import { channelSchema } from '../model/case.ts';
import { answerHows } from '../model/customer.ts';
import { answerSchema } from './answer.ts';
import { codeSchema, decisionAnswer, idSchema, receiptIdSchema } from './commands.ts';

const at = z.int();
const ids = z.array(z.string());

/** What is asked: the best for this customer now, at a place on a screen or page. With `case`, what goes on in that case counts first; `about` is what the customer speaks of now (`card-lost`), as if it had been reported. */
export const decisionAskedSchema = z.strictObject({ customer: idSchema, case: z.exactOptional(idSchema), channel: channelSchema, placement: idSchema, about: z.exactOptional(codeSchema) });
export type DecisionAsked = z.infer<typeof decisionAskedSchema>;

/** A part of the score, and what made it so, by the ids of the catalog and the model. */
const factor = z.object({ is: z.number(), because: z.array(z.object({ id: z.string(), effect: z.number() })) });
const factors = z.object({ propensity: factor, context: factor, value: factor, lever: factor, score: z.number() });
export type ShownFactors = z.infer<typeof factors>;

const shownSchema = z.object({
  action: z.string(),
  class: actionClassSchema,
  factors,
  /** Key of the text to say, in the files of texts: `suggestion.<action>.say`. */
  say: z.string(),
  disclosure: z.exactOptional(disclosureSchema),
  does: z.exactOptional(doesSchema),
});

/** What is best now, three at most; the receipt is durable when this leaves. */
export const decisionSchema = z.object({
  receipt: receiptIdSchema,
  at,
  shown: z.array(shownSchema),
  /** Gates that keep sales quiet for this customer now, by id. */
  quiet: ids,
  /** Why there is nothing to do, where that is so. */
  nothing: z.exactOptional(z.object({ because: z.string() })),
});
export type DecisionShown = z.infer<typeof decisionSchema>;

const gate = z.object({ gate: z.string(), kind: z.enum(gateKinds), changes: z.nullable(ids) });

/** Why and why not: all of a receipt, with what was answered to it. */
export const decisionDetailSchema = z.object({
  receipt: receiptIdSchema,
  at,
  actor: z.string(),
  customer: z.string(),
  channel: channelSchema,
  placement: z.string(),
  /** Digests of the rules and models that it was decided with. */
  bundle: z.string(),
  models: ids,
  /** Whether the rules that it names give the same choice again. */
  isSame: z.boolean(),
  shown: ids,
  choice: z.object({ action: z.string(), because: z.string() }),
  /** In order; `ahead` says what puts one before the next. */
  ranked: z.array(z.object({ action: z.string(), class: actionClassSchema, factors, ahead: z.exactOptional(z.string()) })),
  /** What its gates hold back: all that fail, in order, and the cheapest changes that open all of them, or null where nothing does. */
  suppressed: z.array(z.object({ action: z.string(), class: actionClassSchema, gates: z.array(gate), changes: z.nullable(ids), cost: z.int() })),
  /** What could not be decided, and who is told. */
  failed: z.array(z.object({ action: z.string(), class: actionClassSchema, owner: z.string(), at: z.string(), code: z.string() })),
  answers: z.array(z.object({ action: z.string(), how: z.enum(answerHows), at, by: z.string(), reason: z.exactOptional(z.string()), disclosed: z.exactOptional(z.string()) })),
});
export type DecisionDetail = z.infer<typeof decisionDetailSchema>;

/** What is learned of each action, what its watch has noticed that nobody has looked at yet, and what is turned off. */
export const learningSchema = z.object({
  actions: z.array(z.object({ action: z.string(), class: actionClassSchema, owner: z.string() })),
  models: z.array(z.object({
    action: z.string(), channel: channelSchema, role: z.enum(['champion', 'challenger']),
    /** Digest of the version in use. */
    model: z.string(),
    steppedAt: at,
    /** Outcomes that it has seen, each by its weight. */
    seen: z.int(),
    alarms: z.array(z.object({ kind: z.enum(alarmKinds), at })),
    /** Who has looked at its alarms last. */
    looked: z.exactOptional(z.object({ by: z.string(), at, because: z.string() })),
  })),
  /** On all channels where `channel` is null. */
  off: z.array(z.object({ action: z.string(), channel: z.nullable(channelSchema), because: z.string(), by: z.string(), at })),
});
export type Learning = z.infer<typeof learningSchema>;

/** `id` makes it happen once. */
export const decisionAnsweredSchema = z.strictObject({ id: idSchema, ...decisionAnswer });
export type DecisionAnswered = z.infer<typeof decisionAnsweredSchema>;

const byReceipt = { params: z.strictObject({ id: receiptIdSchema }) };

/** Routes about decisions. */
export const decisionRoutes = {
  decide: {
    method: 'POST',
    path: '/v1/decisions',
    summary: 'What is best for a customer now, for staff or for a page of the channel that asks. The receipt is durable when the answer leaves.',
    access: 'known',
    body: { 'application/json': decisionAskedSchema },
    status: 200,
    answer: decisionSchema,
    errors: ['not_found', 'forbidden', 'source_refused', 'conflict', 'invalid'],
  },
  getDecision: {
    method: 'GET',
    path: '/v1/decisions/:id',
    summary: 'Why this and why not that: the factors, every gate that failed, and the cheapest changes that would open it.',
    access: 'session',
    ...byReceipt,
    status: 200,
    answer: decisionDetailSchema,
    errors: ['not_found', 'forbidden'],
  },
  getLearning: {
    method: 'GET',
    path: '/v1/learning',
    summary: 'What is learned of each action, its alarms that nobody has looked at, and what is turned off. It tells of no customer.',
    access: 'session',
    status: 200,
    answer: learningSchema,
    errors: ['forbidden'],
  },
  answerDecision: {
    method: 'POST',
    path: '/v1/decisions/:id/answer',
    summary: 'What the customer said to a suggestion, as a channel reports it. Staff send the command `decision:answer`.',
    access: 'source',
    ...byReceipt,
    body: { 'application/json': decisionAnsweredSchema },
    status: 200,
    answer: answerSchema,
    errors: ['not_found', 'source_refused', 'action_not_shown', 'already_answered', 'action_recalled', 'consent_withdrawn', 'disclosure_missing', 'reason_missing'],
  },
} as const;
