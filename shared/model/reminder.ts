import * as z from 'zod/mini';
import { contactChannels } from './customer.ts';

/** A customer is reminded by a message, or by somebody who calls. */
export const reminderHows = ['write', 'call'] as const;

/**
 * What becomes of a message: `sent`; `withheld` by contact policy or consent as it was about to leave; `recalled` before it left; `failed` where a
 * system did not take it, for which somebody answers by an exception. A call that is not wanted any more is `recalled`.
 */
export const reminderEnds = ['sent', 'withheld', 'recalled', 'failed'] as const;

/** The last reminder about a task. */
export const reminderSchema = z.object({
  /** Of those that were asked for together. */
  plan: z.string(),
  how: z.enum(reminderHows),
  at: z.int(),
  by: z.string(),
  state: z.enum(['asked', 'recalling', ...reminderEnds]),
  endedAt: z.exactOptional(z.int()),
  because: z.exactOptional(z.string()),
  channel: z.exactOptional(z.enum(contactChannels)),
  effect: z.exactOptional(z.string()),
  /** The task of who calls instead. */
  callTask: z.exactOptional(z.string()),
});
