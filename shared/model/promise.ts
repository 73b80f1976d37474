import * as z from 'zod/mini';

/** Something staff told the customer would happen. `owner` is whoever is accountable for the case's task. */
export const promiseSchema = z.object({
  id: z.string(),
  textValue: z.string(),
  channel: z.string(),
  dueAt: z.int(),
  owner: z.string(),
  madeAt: z.int(),
  madeBy: z.string(),
  state: z.enum(['open', 'kept', 'broken', 'withdrawn']),
  endedAt: z.exactOptional(z.int()),
});
export type CustomerPromise = z.infer<typeof promiseSchema>;
