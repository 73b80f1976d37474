import * as z from 'zod/mini';

export const callStates = ['ringing', 'onCall', 'wrapUp'] as const;
/** How a caller's number leads to customers. */
export const numberMatches = ['number', 'shared', 'unknown', 'withheld'] as const;

/** A telephone call at a person's extension. The number itself is nowhere: only whom it may be. */
export const callSchema = z.object({
  id: z.string(),
  state: z.enum(callStates),
  /** Since when it is in this state. */
  since: z.int(),
  /** Customers who have the number, by id. */
  candidates: z.array(z.string()),
  how: z.enum(numberMatches),
  /** Whom the agent has chosen; the only candidate is chosen from the start. */
  customer: z.exactOptional(z.string()),
  line: z.exactOptional(z.string()),
  /** When wrap-up ends by itself. */
  endsAt: z.exactOptional(z.int()),
  /** Whose it was before, and whose it is now, where it was handed on. */
  from: z.exactOptional(z.string()),
  movedTo: z.exactOptional(z.string()),
});
export type Call = z.infer<typeof callSchema>;
