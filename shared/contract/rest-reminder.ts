import * as z from 'zod/mini';
import { contactChannels } from '../model/customer.ts';
import { idSchema } from './commands.ts';

const id = z.string();

export const reminderAskedSchema = z.strictObject({ tasks: z.array(idSchema).check(z.minLength(1), z.maxLength(200)) });

export const reminderPreviewSchema = z.object({
  items: z.array(z.object({
    task: id,
    /** What `reminder:send` must carry: who changes the task meanwhile is not overrun. */
    version: z.int(),
    customer: z.exactOptional(id),
    /** A message, somebody who calls instead, or neither. */
    way: z.enum(['write', 'call', 'none']),
    channel: z.exactOptional(z.enum(contactChannels)),
    /** The gate of contact policy that stands in the way of a message, or of everything; `consent` where the customer does not want it. */
    gate: z.exactOptional(z.string()),
    /** From when on they may be written to again. */
    freeAt: z.exactOptional(z.int()),
    /** Why it is none beside contact policy: an error code. */
    code: z.exactOptional(z.string()),
  })),
});
export type ReminderPreview = z.infer<typeof reminderPreviewSchema>;

export const reminderRoutes = {
  previewReminders: {
    method: 'POST',
    path: '/v1/reminders/preview',
    summary: 'How the customers of tasks could be reminded now: by which message, by a call instead, or not at all, and why. Changes nothing; `reminder:send` with these versions does it.',
    access: 'session',
    body: { 'application/json': reminderAskedSchema },
    status: 200,
    answer: reminderPreviewSchema,
    errors: ['forbidden'],
  },
} as const;
