import * as z from 'zod/mini';
import { channelSchema } from '../model/case.ts';

/** Kinds of rows that travel to clients; the list is closed. */
export const rowKinds = ['task', 'case', 'customer', 'person', 'entry', 'draft', 'promise', 'count', 'team', 'call'] as const;
export const rowKindSchema = z.enum(rowKinds);
export type RowKind = z.infer<typeof rowKindSchema>;

/** A projected row: `version` rises, or at least differs, with every change of any row that its projection read. */
export const rowSchema = z.looseObject({ id: z.string(), version: z.union([z.int(), z.string()]) });
export type Row = z.infer<typeof rowSchema>;

export const changeSchema = z.union([
  z.object({ put: rowKindSchema, row: rowSchema }),
  z.object({ drop: rowKindSchema, id: z.string() }),
]);
export type Change = z.infer<typeof changeSchema>;

/** `prev` is the seq of the scope's line before this push, or the floor: a client below it has missed something. */
export const pushSchema = z.object({ scope: z.string(), prev: z.int(), seq: z.int(), changes: z.array(changeSchema) });
export type Push = z.infer<typeof pushSchema>;

/** Where a client stands: opaque to it, `<logId>.<seq>`. */
export const cursorSchema = z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}\.\d{1,16}$/));
export const cursorOf = (logId: string, seq: number): string => `${logId}.${String(seq)}`;
export function parseCursor(cursor: string): { logId: string; seq: number } {
  const dot = cursor.lastIndexOf('.');
  return { logId: cursor.slice(0, dot), seq: Number(cursor.slice(dot + 1)) };
}

/** `me` and `views:me` are the asking person's own. */
export const scopeSchema = z.string().check(z.regex(/^(me|views:me|(queue|case|customer|team):[A-Za-z0-9][A-Za-z0-9:._/@-]{0,127})$/));

export const subscribeSchema = z.strictObject({ scope: scopeSchema, cursor: z.exactOptional(cursorSchema) });
export const unsubscribeSchema = z.strictObject({ scope: scopeSchema });

/** One part of a snapshot or of what was missed; the last one carries the cursor and the hash of the whole scope. */
export const chunkSchema = z.object({
  scope: z.string(),
  mode: z.enum(['snapshot', 'since']),
  part: z.int(),
  parts: z.int(),
  changes: z.array(changeSchema),
  cursor: z.exactOptional(z.string()),
});
export type Chunk = z.infer<typeof chunkSchema>;

export const scopeHashSchema = z.object({ scope: z.string(), cursor: z.string(), hash: z.string() });


export const presenceStates = ['viewing', 'editing', 'deciding', 'pointing'] as const;
/** Soft: what a person is doing on a case, gone after ten seconds without a heartbeat. */
export const presenceSchema = z.strictObject({
  case: z.string(),
  state: z.enum(presenceStates),
  field: z.exactOptional(z.string().check(z.maxLength(64))),
});
export type Presence = z.infer<typeof presenceSchema>;
export const presencePushSchema = z.object({
  case: z.string(),
  /** The customer, on a channel of theirs: names of the step and the field, nothing of what stands there. */
  customer: z.exactOptional(z.object({ channel: channelSchema, step: z.exactOptional(z.string()), field: z.exactOptional(z.string()) })),
  people: z.array(z.object({ person: z.string(), state: z.enum(presenceStates), field: z.exactOptional(z.string()) })),
});
export type PresencePush = z.infer<typeof presencePushSchema>;

/** To who watches `queue:<team>`: who is in which of its cases now, for those that changed; nobody any more where `people` is empty. At most once a second. */
export const queuePresenceSchema = z.object({
  team: z.string(),
  cases: z.array(z.object({ case: z.string(), people: z.array(z.object({ person: z.string(), state: z.enum(presenceStates) })) })),
});
export type QueuePresence = z.infer<typeof queuePresenceSchema>;
