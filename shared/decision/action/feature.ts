import * as z from 'zod/mini';
import { featureValueSchema } from './words.ts';

/** What FEEL can name without doubt, and what the catalog's own ids are written like. */
const featureName = z.string().check(z.regex(/^[a-z][A-Za-z0-9]*$/, 'not_a_name'));

/**
 * A feature that decisions may look at. Dates are none: their age or distance is. A personal one is replaced by its keyed hash before
 * anything is decided, so it is a string or null, and conditions may only compare it with null or another personal one.
 */
export const featureSchema = z
  .strictObject({
    name: featureName,
    type: z.enum(['text', 'number', 'yesNo']),
    personal: z.optional(z.literal(true)),
    /** The values that a text may have; a model learns of no others. */
    levels: z.optional(z.array(z.string()).check(z.minLength(1))),
    /** What a number usually lies between; a model standardises by it. */
    range: z.optional(z.tuple([z.number(), z.number()])),
    /** What a decision takes where nobody gathered it; null where left out. */
    otherwise: z.optional(z.union([z.string(), z.number(), z.boolean()])),
  })
  .check(z.refine(({ type, personal }) => personal !== true || type === 'text', 'personal_is_text'));
export type FeatureDeclaration = z.infer<typeof featureSchema>;

export type FeatureValue = z.infer<typeof featureValueSchema>;

/** What is known at one moment, by name: canonical scalars, the personal ones as hashes. Exactly this stands in the receipt. */
export type Features = Readonly<Record<string, FeatureValue>>;
export const featuresSchema = z.record(z.string(), featureValueSchema);
