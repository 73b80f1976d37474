import * as z from 'zod/mini';
import { actionSchema, partSchema } from './action.ts';
import { featureSchema } from './feature.ts';
import { changeSchema, gateSchema } from './gate.ts';
import { leverSchema } from './lever.ts';
import { idSchema } from './words.ts';

/** Where on a screen or page actions are shown, and how many at most. */
export const placementSchema = z.strictObject({ id: idSchema, atMost: z.int().check(z.gte(1), z.lte(3)) });

/** An action that may not be carried out any more, though it was shown under earlier rules: the only way in which new rules refuse an accept. */
export const recallSchema = z.strictObject({ id: idSchema, action: idSchema });

/** Everything that decides, as one document. Its digest is the bundle of a receipt, and it is kept as long as receipts are. */
export const bundleSourceSchema = z.strictObject({
  v: z.literal(1),
  features: z.array(featureSchema),
  gates: z.array(gateSchema),
  parts: z.array(partSchema),
  changes: z.array(changeSchema),
  levers: z.array(leverSchema),
  placements: z.array(placementSchema),
  recalls: z.array(recallSchema),
  actions: z.array(actionSchema),
});
export type BundleSource = z.infer<typeof bundleSourceSchema>;

/** SHA-256 of a text's UTF-8 as 64 lower-case hexadecimal digits: the platform's own, handed in. */
export type Sha256 = (text: string) => string;
