import * as z from 'zod/mini';
import type { Channel } from '../../model/case.ts';
import { channelSchema } from '../../model/case.ts';

/** An action that a person has turned off, on one channel or on all, from a moment on; until another where it is known. In milliseconds of the epoch. */
export const switchSchema = z.strictObject({
  action: z.string(),
  channel: z.optional(channelSchema),
  from: z.number(),
  until: z.optional(z.number()),
});
export type Switch = z.infer<typeof switchSchema>;

/** Whether an action is off at a moment: what is off is neither shown nor learned from, whatever its model says. */
export function isOff(switches: readonly Switch[], action: string, channel: Channel, atMs: number): boolean {
  return switches.some((one) => one.action === action && (one.channel === undefined || one.channel === channel) && one.from <= atMs && (one.until === undefined || atMs < one.until));
}
