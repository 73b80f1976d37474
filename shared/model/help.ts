import * as z from 'zod/mini';

/** What of a case is looked at; where somebody asks for help is where the helper begins. */
export const caseTabs = ['step', 'timeline', 'evidence', 'notes', 'map'] as const;
const place = { task: z.exactOptional(z.string()), tab: z.exactOptional(z.enum(caseTabs)), field: z.exactOptional(z.string()) };

/** Somebody asks colleagues, or one of them, for help with a case; open until they say that they have it. Texts are values named by id. */
export const helpSchema = z.object({
  id: z.string(),
  by: z.string(),
  /** Who alone is asked. */
  to: z.exactOptional(z.string()),
  since: z.int(),
  ...place,
  reasonValue: z.string(),
  /** Who has come to help: while it is open they see of the case what whoever asked may see. */
  joined: z.exactOptional(z.array(z.object({ by: z.string(), at: z.int() }))),
  /** What is whispered is for whoever asked alone. */
  answers: z.exactOptional(z.array(z.object({ by: z.string(), at: z.int(), value: z.string(), isWhisper: z.exactOptional(z.literal(true)) }))),
});
export type Help = z.infer<typeof helpSchema>;

/** On the row of who asks, so that colleagues who do not look at the case see it, or with `by` on that of the one who is asked; without what was said. */
export const soughtHelpSchema = z.object({ id: z.string(), case: z.string(), since: z.int(), by: z.exactOptional(z.string()), ...place });
