import * as z from 'zod/mini';
import type { ProcessState } from '../journey/engine/process-state.ts';
import { helpSchema } from './help.ts';
import { promiseSchema } from './promise.ts';
import type { Task } from './task.ts';

export const channels = ['mobile', 'web', 'branch', 'phone', 'chat', 'email', 'atm', 'system'] as const;
export const channelSchema = z.enum(channels);
export type Channel = z.infer<typeof channelSchema>;

export const pauseSchema = z.object({ from: z.int(), to: z.nullable(z.int()) });

/** A named deadline of a case; times are milliseconds UTC, spans are milliseconds of the calendar's open time. */
export const caseClockSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['firstResponse', 'step', 'resolution', 'regulatory']),
  calendar: z.string(),
  task: z.exactOptional(z.string()),
  startedAt: z.int(),
  goalMs: z.int(),
  deadlineMs: z.int(),
  goalAt: z.int(),
  dueAt: z.int(),
  pauses: z.array(pauseSchema),
  metAt: z.exactOptional(z.int()),
  breachedAt: z.exactOptional(z.int()),
  /** What was aimed at before, oldest first: changing a target keeps its history. */
  targets: z.exactOptional(
    z.array(
      z.object({
        until: z.int(), goalMs: z.int(), deadlineMs: z.int(), goalAt: z.int(), dueAt: z.int(), breachedAt: z.exactOptional(z.int()),
      }),
    ),
  ),
});
export type CaseClock = z.infer<typeof caseClockSchema>;

/** Something that went wrong outside and waits for a person. */
export const caseExceptionSchema = z.object({
  reference: z.string(),
  code: z.string(),
  /** A person, a role, or `team:` and its id. */
  owner: z.string(),
  since: z.int(),
  effect: z.exactOptional(z.string()),
  connector: z.exactOptional(z.string()),
  operation: z.exactOptional(z.string()),
  token: z.exactOptional(z.int()),
  element: z.exactOptional(z.string()),
  detail: z.exactOptional(z.string()),
  /** What of the rules does not let the effect be sent: of a missing consent which. */
  gate: z.exactOptional(z.string()),
});

/** A step that waited for the customer and was ended, as the last of those that waited for the same message. */
export const submittedStepSchema = z.object({
  /** Of the model. */
  step: z.string(),
  /** The work of staff that it was, where there was some. */
  task: z.exactOptional(z.string()),
  /** A person, or the source that the customer's message came from. */
  by: z.string(),
  at: z.int(),
});
export type SubmittedStep = z.infer<typeof submittedStepSchema>;

export const caseSchema = z.object({
  id: z.string(),
  journey: z.string(),
  journeyVersion: z.int(),
  /** Who the case belongs to before identity is resolved. */
  party: z.object({ source: z.string(), key: z.string() }),
  customer: z.exactOptional(z.string()),
  team: z.string(),
  branch: z.exactOptional(z.string()),
  stage: z.string(),
  status: z.enum(['open', 'closed']),
  outcome: z.exactOptional(z.string()),
  lastChannel: z.exactOptional(channelSchema),
  waitsFor: z.exactOptional(z.object({ whom: z.string(), since: z.int() })),
  /** The customer is in the case on a channel of theirs; over at `until` unless they are heard of again. */
  customerHere: z.exactOptional(z.object({ channel: channelSchema, since: z.int(), until: z.int() })),
  /** By the name of the customer's message. */
  submitted: z.exactOptional(z.record(z.string(), submittedStepSchema)),
  version: z.int(),
  openedAt: z.int(),
  closedAt: z.exactOptional(z.int()),
  lastProgressAt: z.int(),
  /** When it counts as stalled unless something moves; computed once over the calendar. */
  stallAt: z.exactOptional(z.int()),
  amountMinor: z.exactOptional(z.int()),
  currency: z.exactOptional(z.string()),
  /** False while a log is being imported: its timers are computed, not armed. */
  armed: z.boolean(),
  clocks: z.array(caseClockSchema),
  promises: z.array(promiseSchema),
  /** Absent while there is none. */
  exceptions: z.exactOptional(z.array(caseExceptionSchema)),
  /** Open calls for help; absent while there is none. */
  helps: z.exactOptional(z.array(helpSchema)),
  touchedBy: z.array(z.string()),
  /** Codes of what people must know; absent while there is nothing. */
  flags: z.exactOptional(z.array(z.string())),
  /** Where an orchestrated journey stands, while it is open. */
  process: z.exactOptional(z.custom<ProcessState>((value) => typeof value === 'object' && value !== null && 'tokens' in value && Array.isArray(value.tokens))),
  /** Who had a hand in each activity of the process that has ended. */
  doneBy: z.exactOptional(z.record(z.string(), z.array(z.string()))),
});
export type Case = z.infer<typeof caseSchema>;

/** A case with its open tasks: what one `case:` subject folds to. */
export interface CaseState {
  readonly case: Case;
  /** In the order they were made; ended ones are in `ended` only until they are written. */
  readonly tasks: readonly Task[];
}
