import * as z from 'zod/mini';
import { fieldSchema } from './field.ts';

const id = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,63}$/));
const fields = z.record(z.string().check(z.regex(/^[a-zA-Z][A-Za-z0-9]{0,63}$/)), fieldSchema);

/** Who sends a message, as screens say what a case waits for. */
const senderSchema = z.enum(['customer', 'thirdParty', 'system', 'staff']);

/** What a bank says of an orchestrated journey beside its process: `<journey>.journey.json`. */
export const journeyFileSchema = z.strictObject({
  journey: id,
  version: z.int().check(z.minimum(1)),
  name: z.string(),
  /** What it is about; two open journeys of one customer for the same product are flagged. */
  product: z.exactOptional(id),
  /** The BPMN file beside this one, and the process in it. */
  model: z.string().check(z.regex(/^[a-z0-9.-]+\.bpmn$/)),
  process: z.string(),
  /** The team of work that the model gives to nobody. */
  team: id,
  /** Parts of the journey that people say aloud, in their order. */
  stages: z.array(z.string()).check(z.minLength(1)),
  /** Sources that may start it and send its messages. */
  sources: z.array(z.string()),
  expectedWithinMs: z.exactOptional(z.int()),
  amount: z.exactOptional(z.object({ variable: z.string(), currency: z.string() })),
  /**
   * A field of all that starts it: there is one case for each of its values, whoever begins it and however often, and that value is the key
   * by which every source knows the case.
   */
  once: z.exactOptional(z.string()),
  /** What may be given when staff start it. */
  start: z.exactOptional(fields),
  /** By the name of the message in the model. */
  messages: z.exactOptional(z.record(z.string(), z.strictObject({ from: senderSchema, fields: z.exactOptional(fields) }))),
  /** By the form's id in the model. */
  forms: z.exactOptional(z.record(z.string(), z.strictObject({ title: z.string(), fields }))),
});
export type JourneyFile = z.infer<typeof journeyFileSchema>;

/** The key of the case that is opened with this, where there may be only one of it. */
export function keyOfOnce({ once }: Pick<JourneyFile, 'once'>, data: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const value = once === undefined ? undefined : data?.[once];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
