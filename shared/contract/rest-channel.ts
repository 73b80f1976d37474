import * as z from 'zod/mini';
import { fieldSchema } from '../journey/orchestrated/field.ts';
import { idSchema } from './commands.ts';

const at = z.int();
const id = z.string();

/** What a channel of the customer's shows them of a case: no names of staff, no notes, no values. */
export const channelCaseSchema = z.object({
  case: id,
  version: z.int(),
  journey: id,
  status: z.enum(['open', 'closed']),
  /** Of the texts. */
  language: z.string(),
  /** Somebody of the bank is in the case, or has taken on what is to be done in it. */
  branchIsHelping: z.boolean(),
  /** How to say that. */
  notice: z.exactOptional(z.string()),
  /** What the customer is asked for: a message of the journey with its fields. `version` goes along as `data.expects`, so that it counts for this step alone. */
  asked: z.array(z.object({ step: z.string(), version: z.int(), stage: z.exactOptional(z.string()), since: at, message: z.string(), fields: z.record(z.string(), fieldSchema) })),
  /** Who has sent a step that is over, and when. */
  submitted: z.array(z.object({ message: z.string(), step: z.string(), by: z.enum(['customer', 'bank']), at, notice: z.string() })),
  /** What the bank has promised and not kept yet, as it was said; null where it cannot be read any more. */
  promises: z.array(z.object({ promise: id, text: z.nullable(z.string()), channel: z.string(), dueAt: at, state: z.enum(['open', 'broken']) })),
});
export type ChannelCase = z.infer<typeof channelCaseSchema>;

/** Routes for channels of customers. */
export const channelRoutes = {
  readChannelCase: {
    method: 'GET', path: '/v1/channel/cases/:id',
    summary: 'What a channel shows its customer of a case: whether the branch is helping now, what is asked for, what was sent and promised. `id` is that of the case, or with `journey` the channel’s own key of it; `customer` whom the channel has in front of it, where the case did not begin there.',
    access: 'source', params: z.strictObject({ id: idSchema }), query: z.strictObject({ journey: z.exactOptional(idSchema), customer: z.exactOptional(idSchema) }),
    status: 200, answer: channelCaseSchema, errors: ['case_unknown'],
  },
} as const;
