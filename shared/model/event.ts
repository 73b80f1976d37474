import * as z from 'zod/mini';

/** Printable, no control characters, no lone surrogates; letters of any script, since sources name their activities in their language. */
const name = (maximum: number) =>
  z.string().check(z.minLength(1), z.maxLength(maximum), z.refine((text) => text.isWellFormed() && !/\p{C}/u.test(text), 'text'));

/** RFC 3339 with its zone; milliseconds are kept, what is finer is cut. Leap seconds have no millisecond of their own and are refused. */
const rfc3339 = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
export const eventTimeSchema = z.string().check(z.regex(rfc3339), z.refine((text) => !Number.isNaN(timeOf(text)), 'time'));

/** Milliseconds UTC of an RFC 3339 time; NaN where the month has no such day or the time is outside the years 1970 to 9999. */
export function timeOf(text: string): number {
  const day = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
  if (new Date(day).getUTCDate() !== Number(text.slice(8, 10))) return NaN;
  const at = Date.parse(text.toUpperCase().replace(/(\.\d{3})\d+/, '$1'));
  return at >= 0 && at <= 253_402_300_799_999 ? at : NaN;
}

/** Beyond it an amount in hundredths is no whole number any more. */
const maxNumber = Math.floor(Number.MAX_SAFE_INTEGER / 100);
const scalar = z.union([
  z.string().check(z.maxLength(1000)),
  z.number().check(z.minimum(-maxNumber), z.maximum(maxNumber)),
  z.boolean(),
  z.null(),
]);
const attribute = /^[A-Za-z][A-Za-z0-9_.:-]{0,63}$/;

/** What happened at the source, beside the activity: `phase` of its life cycle, `by` whom, and what the mapping may ask for. */
export const eventDataSchema = z
  .catchall(z.object({ phase: z.exactOptional(name(64)), by: z.exactOptional(z.nullable(name(128))) }), scalar)
  .check(z.refine((data) => Object.keys(data).length <= 100 && Object.keys(data).every((key) => attribute.test(key)), 'fields'));

/**
 * A CloudEvent 1.0 of an observed source: `subject` is the key of its case, `type` the activity, `time` when it happened,
 * `(source, id)` tells copies. Extension attributes are refused: what matters stands in `data`.
 */
export const cloudEventSchema = z.strictObject({
  specversion: z.literal('1.0'),
  id: name(256),
  source: name(128),
  type: name(128),
  subject: name(128),
  time: eventTimeSchema,
  datacontenttype: z.exactOptional(z.string().check(z.regex(/^application\/json(?:;\s*charset=utf-8)?$/i))),
  dataschema: z.exactOptional(name(512)),
  data: z.exactOptional(eventDataSchema),
});
export type CloudEvent = z.infer<typeof cloudEventSchema>;

/** Answered at once, a batch is taken whole or not at all. */
export const eventBatchSchema = z.array(cloudEventSchema).check(z.minLength(1), z.maxLength(5000));

export const eventResultSchema = z.object({
  id: z.string(),
  ok: z.boolean(),
  /** Known before: nothing was done again. */
  duplicate: z.exactOptional(z.boolean()),
  code: z.exactOptional(z.string()),
  /** Of `step_submitted`: `by` whom (`customer`, `bank`, or `nobody` where time ended it), which `step`, and `at` when. */
  params: z.exactOptional(z.record(z.string(), z.unknown())),
});
export type EventResult = z.infer<typeof eventResultSchema>;
