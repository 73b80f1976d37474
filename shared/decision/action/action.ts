import * as z from 'zod/mini';
import { channelSchema } from '../../model/case.ts';
import { gateSchema } from './gate.ts';
import { idSchema } from './words.ts';

/** Classes in their hard order: nothing of a later one stands before anything of an earlier one. */
export const actionClasses = ['duty', 'promise', 'unblock', 'service', 'retention', 'sales', 'nothing'] as const;
export const actionClassSchema = z.enum(actionClasses);
export type ActionClass = z.infer<typeof actionClassSchema>;

/** A part of context or value: multiplies by `factor` where its FEEL condition holds, and is then one of the reasons. */
export const partSchema = z.strictObject({ id: idSchema, when: z.string(), factor: z.number().check(z.gt(0), z.lte(10)) });
export type PartDefinition = z.infer<typeof partSchema>;

/** What must be read out; the tick that it was goes into the receipt. Its text is `disclosure.<id>.v<version>`. */
export const disclosureSchema = z.strictObject({ id: idSchema, version: z.string().check(z.regex(/^[0-9a-z]{1,8}$/, 'not_a_version')) });

/**
 * What accepting does. `say`: nothing but that it was said. `open`: the screen goes there. `command`: a command of staff is prepared.
 * `send`: a message to the customer, which is a contact and needs its consent again when it is sent. `call`: a system outside does it.
 */
export const doesSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('say') }),
  z.strictObject({ kind: z.literal('open'), what: z.enum(['verify', 'scan', 'task', 'promises', 'call', 'journey']) }),
  z.strictObject({ kind: z.literal('command'), command: z.string() }),
  z.strictObject({ kind: z.literal('send'), message: idSchema, purpose: z.enum(['service', 'marketing']) }),
  z.strictObject({ kind: z.literal('call'), system: z.string(), operation: z.string() }),
]);
export type Does = z.infer<typeof doesSchema>;

/**
 * Something that can be done or said next, as a bank writes it. Gates and parts are their own or named: those in `gates.json` and
 * `parts.json` are the same for all actions.
 */
export const actionSchema = z.strictObject({
  id: idSchema,
  class: actionClassSchema,
  channels: z.array(channelSchema).check(z.minLength(1)),
  placements: z.array(idSchema).check(z.minLength(1)),
  gates: z.array(z.union([idSchema, gateSchema])),
  /** What it is worth to the bank and the customer when it is taken, 0 to 1, before its parts. */
  value: z.strictObject({ base: z.number().check(z.gte(0), z.lte(1)), parts: z.optional(z.array(z.union([idSchema, partSchema]))) }),
  context: z.array(z.union([idSchema, partSchema])),
  /** How likely it is to be taken before anything is learned, and the features that its model learns from; never personal ones. */
  propensity: z.strictObject({ prior: z.number().check(z.gt(0), z.lt(1)), features: z.optional(z.array(z.string())) }),
  disclosure: z.optional(disclosureSchema),
  does: z.optional(doesSchema),
  /** The staff who are asked where this action could not be decided. */
  owner: idSchema,
});
export type ActionDefinition = z.infer<typeof actionSchema>;
