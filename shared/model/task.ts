import * as z from 'zod/mini';
import { handOffSchema } from './hand-off.ts';
import { reminderSchema } from './reminder.ts';

/** Who answers for an open task: a queue, a person, or the observed source that gave it to somebody it does not name. */
export const holderSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('queue') }),
  z.object({ by: z.literal('person'), person: z.string() }),
  z.object({ by: z.literal('source') }),
]);
export type Holder = z.infer<typeof holderSchema>;

export const taskNeedsSchema = z.object({
  roles: z.exactOptional(z.array(z.string())),
  skills: z.exactOptional(z.record(z.string(), z.int())),
  language: z.exactOptional(z.string()),
  licence: z.exactOptional(z.string()),
  weight: z.int(),
  relaxAfterMs: z.exactOptional(z.int()),
});
export type TaskNeeds = z.infer<typeof taskNeedsSchema>;

/** Nobody who touched the case before, or nobody who touched these activities of it. */
export const fourEyesSchema = z.union([z.literal(true), z.array(z.string())]);

export const taskClockSchema = z.object({
  id: z.string(),
  startedAt: z.int(),
  goalAt: z.int(),
  dueAt: z.int(),
  pausedSince: z.exactOptional(z.int()),
  regulatory: z.boolean(),
});

export const taskSchema = z.object({
  id: z.string(),
  case: z.string(),
  customer: z.exactOptional(z.string()),
  journey: z.string(),
  activity: z.string(),
  team: z.string(),
  status: z.enum(['open', 'parked', 'done', 'replaced', 'closed']),
  holder: z.exactOptional(holderSchema),
  /** Rises with every change of owner; a write with a lower one is refused. */
  fence: z.int(),
  /** Rises with every entry that touches the row. */
  version: z.int(),
  madeAt: z.int(),
  endedAt: z.exactOptional(z.int()),
  needs: z.exactOptional(taskNeedsSchema),
  /** Of a process: where the answer goes, what people call it, what they fill in, what the process gave along, who may not do it. */
  token: z.exactOptional(z.int()),
  name: z.exactOptional(z.string()),
  form: z.exactOptional(z.string()),
  inputs: z.exactOptional(z.record(z.string(), z.json())),
  fourEyes: z.exactOptional(fourEyesSchema),
  amountMinor: z.exactOptional(z.int()),
  currency: z.exactOptional(z.string()),
  /** Since when the owner holds it without a first touch. */
  untouchedSince: z.exactOptional(z.int()),
  stalled: z.exactOptional(z.object({ since: z.int(), cause: z.string() })),
  parked: z.exactOptional(
    z.object({
      since: z.int(),
      by: z.string(),
      until: z.exactOptional(z.int()),
      event: z.exactOptional(z.string()),
      reasonValue: z.exactOptional(z.string()),
    }),
  ),
  handOff: z.exactOptional(handOffSchema),
  /** A routed offer to one person, with its timer. */
  offer: z.exactOptional(
    z.object({ to: z.string(), expiresAt: z.int(), firstOfferedAt: z.int(), because: z.string() }),
  ),
  declined: z.exactOptional(z.array(z.object({ person: z.string(), at: z.int() }))),
  /** The last bulk move, so that it can be undone while nobody touched the task since. */
  moved: z.exactOptional(z.object({ plan: z.string(), at: z.int(), wasHolder: holderSchema, wasTeam: z.string() })),
  needsOwner: z.exactOptional(z.object({ since: z.int(), because: z.string(), proposed: z.exactOptional(z.string()) })),
  /** The line at the top of the case: from whom, when, because. */
  from: z.exactOptional(z.object({ person: z.string(), at: z.int(), because: z.string() })),
  /** Who gave it more time, and why. */
  extended: z.exactOptional(z.object({ until: z.int(), at: z.int(), by: z.string(), because: z.string() })),
  /** The last time that the customer was reminded of it. */
  reminded: z.exactOptional(reminderSchema),
  touchedBy: z.array(z.string()),
  clocks: z.exactOptional(z.array(taskClockSchema)),
  promiseDueAt: z.exactOptional(z.int()),
  customerPresent: z.exactOptional(z.string()),
});
export type Task = z.infer<typeof taskSchema>;

export const isOpen = (task: Task): boolean => task.status === 'open' || task.status === 'parked';
export const ownerOf = (task: Task): string | undefined =>
  task.holder?.by === 'person' ? task.holder.person : undefined;
