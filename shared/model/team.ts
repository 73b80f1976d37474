import * as z from 'zod/mini';

export const teamSchema = z.object({
  id: z.string(),
  branch: z.exactOptional(z.string()),
  calendar: z.string(),
  /** `pull`: people choose; `push`: the router offers. */
  routing: z.enum(['pull', 'push']),
  lead: z.exactOptional(z.string()),
  version: z.int(),
});
export type Team = z.infer<typeof teamSchema>;
