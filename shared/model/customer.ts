import * as z from 'zod/mini';

/** What is known of a person or a business itself; texts about them have dotted names. */
export const customerFields = ['name', 'birthDate', 'phone', 'email', 'iban', 'address'] as const;

/** What ends a verification before its time does. */
export const verificationEnds = ['call', 'left', 'signOut'] as const;

/** Ways in which the bank turns to a customer by itself; each may be allowed for a purpose or not. */
export const contactChannels = ['phone', 'sms', 'email', 'push'] as const;
export type ContactChannel = (typeof contactChannels)[number];

/** What is said of a suggestion. */
export const answerHows = ['accepted', 'notNow', 'refused'] as const;
export type AnswerHow = (typeof answerHows)[number];

/** What an accepted suggestion has others do. It may be told as done only when it `is` done. */
const sentSchema = z.object({ effect: z.string(), action: z.string(), at: z.int(), is: z.enum(['asked', 'done', 'failed']), endedAt: z.exactOptional(z.int()), system: z.exactOptional(z.string()) });

/** A customer without any personal value: those are rows of customer_value, named by id. */
export const customerSchema = z.object({
  id: z.string(),
  kind: z.enum(['person', 'business']),
  branch: z.string(),
  language: z.string(),
  flags: z.array(z.string()),
  relations: z.array(z.object({ to: z.string(), kind: z.enum(['household', 'ownerOf', 'mayActFor']) })),
  erasedAt: z.exactOptional(z.int()),
  /** Who has verified them until when, by person; what is over goes with the next of its kind. */
  verified: z.exactOptional(z.record(z.string(), z.object({ until: z.int(), method: z.string() }))),
  /** When answers were wrong lately. */
  failedAt: z.exactOptional(z.array(z.int())),
  /** Single values that are shown for a reason: to whom, until when; with `case` a variable of its process. */
  revealed: z.exactOptional(z.array(z.object({ by: z.string(), field: z.string(), case: z.exactOptional(z.string()), until: z.int() }))),
  /** What was said last about being contacted, by `channel.purpose`. */
  consents: z.exactOptional(z.record(z.string(), z.object({ isGiven: z.boolean(), at: z.int() }))),
  /** The last answer to each action that was suggested. */
  answered: z.exactOptional(z.record(z.string(), z.object({ how: z.enum(answerHows), at: z.int(), receipt: z.string() }))),
  /** What was sent or asked for them beside any case, and what became of it; the newest few. */
  sent: z.exactOptional(z.array(sentSchema)),
  /** When one of their moments begins or ends next with nothing heard. */
  momentsAt: z.exactOptional(z.int()),
  version: z.int(),
});
export type Customer = z.infer<typeof customerSchema>;
