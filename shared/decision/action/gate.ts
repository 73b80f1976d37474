import * as z from 'zod/mini';
import { featureValueSchema, idSchema } from './words.ts';

/** The kinds of gates in their hard order: the first that fails is the first that is told. */
export const gateKinds = ['eligibility', 'applicability', 'suitability', 'consent', 'contact', 'quiet'] as const;
export type GateKind = (typeof gateKinds)[number];

/**
 * What lets an action through: a FEEL condition over features. `changes` are what staff may be told could open it; nothing that is not
 * listed by one of an action's gates is ever proposed for that action.
 */
export const gateSchema = z.strictObject({ id: idSchema, kind: z.enum(gateKinds), when: z.string(), changes: z.array(idSchema) });
export type GateDefinition = z.infer<typeof gateSchema>;

/** Something that could be done about a gate. `cost` compares changes with each other: whole, 1 is the least. */
export const changeSchema = z.strictObject({
  id: idSchema,
  cost: z.int().check(z.gte(1)),
  /** What features are afterwards: a value, or FEEL over the features before. */
  sets: z.record(z.string(), z.union([featureValueSchema, z.strictObject({ feel: z.string() })])),
});
export type ChangeDefinition = z.infer<typeof changeSchema>;
