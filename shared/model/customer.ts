import * as z from 'zod/mini';

/** A customer without any personal value: those are rows of customer_value, named by id. */
export const customerSchema = z.object({
  id: z.string(),
  kind: z.enum(['person', 'business']),
  branch: z.string(),
  language: z.string(),
  flags: z.array(z.string()),
  relations: z.array(z.object({ to: z.string(), kind: z.enum(['household', 'ownerOf', 'mayActFor']) })),
  erasedAt: z.exactOptional(z.int()),
  version: z.int(),
});
export type Customer = z.infer<typeof customerSchema>;
