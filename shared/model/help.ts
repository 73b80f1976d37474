import * as z from 'zod/mini';

/** Somebody asks colleagues, or one of them, for help with a case; open until they say that they have it. Texts are values named by id. */
export const helpSchema = z.object({
  id: z.string(),
  by: z.string(),
  /** Who alone is asked. */
  to: z.exactOptional(z.string()),
  since: z.int(),
  task: z.exactOptional(z.string()),
  field: z.exactOptional(z.string()),
  reasonValue: z.string(),
  answers: z.exactOptional(z.array(z.object({ by: z.string(), at: z.int(), value: z.string() }))),
});

/** On the row of who asks, so that colleagues who do not look at the case see it, or with `by` on that of the one who is asked; without what was said. */
export const soughtHelpSchema = z.object({ id: z.string(), case: z.string(), since: z.int(), by: z.exactOptional(z.string()), task: z.exactOptional(z.string()), field: z.exactOptional(z.string()) });
