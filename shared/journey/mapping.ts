import * as z from 'zod/mini';
import { channelSchema } from '../model/case.ts';
import { fourEyesSchema, taskNeedsSchema } from '../model/task.ts';

/** What a matching event does to the case; `endStint` completes the task if a newer one of its activity is open, else puts it back. */
const taskMoveSchema = z.enum(['make', 'claim', 'putBack', 'complete', 'endStint']);

const ruleSchema = z.object({
  /** Event types the rule is for; all, where absent. A trailing `*` matches a prefix. */
  types: z.exactOptional(z.array(z.string())),
  /** A FEEL condition over the event's fields. */
  when: z.exactOptional(z.string()),
  stage: z.exactOptional(z.string()),
  task: z.exactOptional(taskMoveSchema),
  /** Sets the outcome and closes the case and its open tasks. */
  outcome: z.exactOptional(z.string()),
  channel: z.exactOptional(channelSchema),
  waitsFor: z.exactOptional(z.string()),
});

const titlesSchema = z.object({ en: z.record(z.string(), z.string().check(z.minLength(1))), de: z.record(z.string(), z.string().check(z.minLength(1))) });

/** A mapping file: how the events of a source become an observed journey. */
export const mappingSchema = z.object({
  journey: z.string(),
  version: z.int(),
  source: z.string(),
  name: z.string(),
  /** The queue's team; `log` staff of the source belong to `staff.team`. */
  team: z.string(),
  branch: z.exactOptional(z.string()),
  staff: z.object({ prefix: z.string(), team: z.string() }),
  firstStage: z.string(),
  /** Milliseconds of the team's open time within which something should move; one working day if absent. */
  expectedWithinMs: z.exactOptional(z.int()),
  amount: z.exactOptional(z.object({ field: z.string(), currency: z.string(), minorUnits: z.int() })),
  activities: z.exactOptional(z.record(z.string(), z.object({ team: z.exactOptional(z.string()), needs: z.exactOptional(taskNeedsSchema), fourEyes: z.exactOptional(fourEyesSchema) }))),
  rules: z.array(ruleSchema),
  /** What people call the journey, its stages and the types of its events, by the raw name, in each language of the screens. */
  titles: z.exactOptional(titlesSchema),
});
export type Mapping = z.infer<typeof mappingSchema>;
export type MappingRule = z.infer<typeof ruleSchema>;

/** An event of an observed source, parsed; `at` in milliseconds UTC. */
export interface ObservedEvent {
  readonly source: string;
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly phase: string;
  readonly by: string | null;
  readonly at: number;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}
