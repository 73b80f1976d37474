import * as z from 'zod/mini';

/** Free text is never in an entry or a row: `…Value` fields name a row of customer_value. */
export const handOffSchema = z.object({
  id: z.string(),
  from: z.string(),
  /** Exactly one of person and team is the receiver. */
  toPerson: z.exactOptional(z.string()),
  toTeam: z.exactOptional(z.string()),
  offeredAt: z.int(),
  expiresAt: z.int(),
  because: z.string(),
  situationValue: z.string(),
  doneValue: z.string(),
  promisedValue: z.string(),
  nextValue: z.string(),
  /** Set while the receiver has asked and the sender has not answered. */
  askedValue: z.exactOptional(z.string()),
  /** The sender's call, where the voice goes with the work. */
  call: z.exactOptional(z.string()),
  /** Since when the receiver has said yes and the voice is on its way: until it has moved, all is the sender's. */
  takenAt: z.exactOptional(z.int()),
});
export type HandOff = z.infer<typeof handOffSchema>;
