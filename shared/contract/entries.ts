import * as z from 'zod/mini';
import type { ProcessDelta } from '../journey/engine/process-state.ts';
import { numberMatches } from '../model/call.ts';
import { caseClockSchema, channelSchema, submittedStepSchema } from '../model/case.ts';
import { answerHows, contactChannels, customerSchema, verificationEnds } from '../model/customer.ts';
import { handOffSchema } from '../model/hand-off.ts';
import { helpSchema, soughtHelpSchema } from '../model/help.ts';
import { availabilitySchema, personSchema, roleSchema } from '../model/person.ts';
import { promiseSchema } from '../model/promise.ts';
import { reminderEnds, reminderHows } from '../model/reminder.ts';
import { fourEyesSchema, holderSchema, taskClockSchema, taskNeedsSchema } from '../model/task.ts';
import { teamSchema } from '../model/team.ts';

/** What the source said, kept with the first entry that its event caused. */
export const reportSchema = z.object({
  type: z.string(),
  phase: z.exactOptional(z.string()),
  by: z.exactOptional(z.string()),
  data: z.exactOptional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
});
export type Report = z.infer<typeof reportSchema>;

export const irregularCodes = [
  'afterEnd',
  'startByNobody',
  'startWhileHeld',
  'completeWithoutStart',
  'completeByOther',
  'unmapped',
  'notAwaited',
  'submittedBefore',
] as const;
export const irregularSchema = z.enum(irregularCodes);
export type Irregular = z.infer<typeof irregularSchema>;

const reported = { report: z.exactOptional(reportSchema), irregular: z.exactOptional(irregularSchema), stallAt: z.exactOptional(z.int()) };
/** It goes on waiting for its date or event in the new hands; absent where it comes open. */
const isParked = z.exactOptional(z.literal(true));
const moved = { fence: z.int(), version: z.int(), because: z.string() };
const id = z.string();
const at = z.int();
/** What a step of a process changed, in the engine's own words; the engine folds it. */
const delta = z.custom<ProcessDelta>((value) => typeof value === 'object' && value !== null && 'done' in value && Array.isArray(value.done) && 'next' in value && Number.isInteger(value.next));
const effect = { effect: id, connector: z.string(), operation: z.string(), ref: z.exactOptional(z.string()) };
/** The connector that was used last, how often anything was sent or asked, and since when it was asked for in vain, where it was. */
const tried = { route: z.string(), attempts: z.int(), by: z.exactOptional(id), failedFrom: z.exactOptional(at) };

/** A moment of a customer, by its id and the value of its key. */
const moment = z.object({ moment: id, key: z.string() });

/** Every kind of entry at its newest version. Old versions stay readable through `upcast`. */
export const entryBodies = {
  'case:opened': z.object({
    journey: id,
    journeyVersion: z.int(),
    party: z.object({ source: z.string(), key: z.string() }),
    team: id,
    branch: z.exactOptional(id),
    stage: z.string(),
    channel: z.exactOptional(channelSchema),
    amountMinor: z.exactOptional(z.int()),
    currency: z.exactOptional(z.string()),
    armed: z.boolean(),
    ...reported,
  }),
  'case:identified': z.object({ customer: id, evidence: z.string() }),
  'case:moved': z.object({ stage: z.string(), channel: z.exactOptional(channelSchema), waitsFor: z.exactOptional(z.string()), ...reported }),
  'journey:stepped': z.object({
    on: z.string(),
    delta,
    /** Variables of the process that the step set to what the model or the case says anyway: rows leave them out. */
    implied: z.exactOptional(z.array(z.string())),
    stage: z.exactOptional(z.string()),
    channel: z.exactOptional(channelSchema),
    /** Whom the case waits for from here on; null for nobody any more. */
    waitsFor: z.exactOptional(z.nullable(z.string())),
    amountMinor: z.exactOptional(z.int()),
    currency: z.exactOptional(z.string()),
    /** Of an end event that was reached; the case ends with the last of them. */
    outcome: z.exactOptional(z.string()),
    /** Steps that waited for the customer and that this ended. */
    submitted: z.exactOptional(z.array(z.object({ step: z.string(), task: z.exactOptional(id), messages: z.array(z.string()) }))),
    /** Of a step that a decision's answer brought about (version 2): which decision, in which file, and what of it said so. */
    decision: z.exactOptional(z.object({
      id,
      /** SHA-256 of the file. */
      digest: z.string(),
      /** By table, in the order in which they were asked. */
      hits: z.array(z.object({ decision: id, rules: z.array(id) })),
      /** Why it was not made. */
      failed: z.exactOptional(z.string()),
    })),
    ...reported,
  }),
  /** When a start event of a released journey opens its next case: null for never again. `missed` times have gone by without one. */
  'journey:scheduled': z.object({
    journey: id,
    version: z.int(),
    element: z.string(),
    /** Which of the event's triggers, from 0. */
    trigger: z.int(),
    dueAt: z.nullable(at),
    every: z.exactOptional(z.string()),
    left: z.exactOptional(z.int()),
    until: z.exactOptional(at),
    missed: z.exactOptional(z.int()),
  }),
  'journey:migrated': z.object({
    from: z.int(),
    to: z.int(),
    elements: z.exactOptional(z.record(z.string(), z.string())),
    /** Variables of the process that the old model implied and the new one does not, or not so. */
    data: z.exactOptional(z.record(z.string(), z.unknown())),
  }),
  'case:flagged': z.object({ flag: z.string(), other: z.exactOptional(id) }),
  'case:closed': z.object({ outcome: z.string(), ...reported }),
  'case:stalled': z.object({ tasks: z.array(z.object({ task: id, cause: z.string() })) }),
  'case:escalated': z.object({ level: z.int(), to: z.string(), because: z.string() }),
  /** `late`: who had ended the step before that the message was for. */
  'event:recorded': z.object({ ...reported, late: z.exactOptional(submittedStepSchema) }),
  'task:made': z.object({
    activity: z.string(),
    team: id,
    /** Where its answer goes in the process, and what of the process it needs to be done. */
    token: z.exactOptional(z.int()),
    name: z.exactOptional(z.string()),
    form: z.exactOptional(z.string()),
    inputs: z.exactOptional(z.record(z.string(), z.json())),
    fourEyes: z.exactOptional(fourEyesSchema),
    needs: z.exactOptional(taskNeedsSchema),
    clocks: z.exactOptional(z.array(taskClockSchema)),
    ...reported,
  }),
  'task:replaced': z.object({ by: id }),
  'task:claimed': z.object({ by: z.nullable(id), ...moved, ...reported }),
  'task:released': z.object({ ...moved, ...reported }),
  'task:completed': z.object({ outcome: z.exactOptional(z.string()), ...moved, ...reported }),
  'task:closed': z.object({ because: z.string() }),
  'task:takenOver': z.object({ by: id, from: z.exactOptional(id), reasonValue: z.exactOptional(id), ...moved }),
  'task:parked': z.object({
    by: id,
    until: z.exactOptional(at),
    event: z.exactOptional(z.string()),
    reasonValue: z.exactOptional(id),
    version: z.int(),
  }),
  'task:resumed': z.object({ because: z.string(), version: z.int() }),
  'task:reassigned': z.object({
    holder: holderSchema,
    team: id,
    plan: z.exactOptional(id),
    reasonValue: z.exactOptional(id),
    proposed: z.exactOptional(id),
    isParked,
    ...moved,
  }),
  'task:restored': z.object({ holder: holderSchema, team: id, plan: id, isParked, ...moved }),
  'task:extended': z.object({ plan: id, until: at, because: z.string(), version: z.int() }),
  'task:offered': z.object({
    to: id,
    expiresAt: at,
    because: z.string(),
    candidates: z.array(z.object({ person: id, factor: z.string() })),
    version: z.int(),
  }),
  'task:offerEnded': z.object({
    to: id,
    how: z.enum(['declined', 'expired', 'withdrawn']),
    reason: z.exactOptional(z.string()),
    version: z.int(),
  }),
  'task:ownerNeeded': z.object({ because: z.string(), proposed: z.exactOptional(id), version: z.int() }),
  'task:skipped': z.object({ by: id, reason: z.string() }),
  'task:leftUntouched': z.object({ owner: id, fence: z.int() }),
  'handOff:offered': z.object({ handOff: handOffSchema, version: z.int() }),
  /** The receiver says yes to one with a call; it is theirs once the voice has moved, and comes back where that takes longer. */
  'handOff:taken': z.object({ handOff: id, by: id, expiresAt: at, version: z.int() }),
  'handOff:accepted': z.object({ handOff: id, by: id, ...moved }),
  'handOff:asked': z.object({ handOff: id, askedValue: id, version: z.int() }),
  'handOff:answered': z.object({ handOff: id, answerValue: id, version: z.int() }),
  'handOff:ended': z.object({
    handOff: id,
    how: z.enum(['declined', 'expired', 'withdrawn', 'receiverGone', 'notMoved']),
    reasonValue: z.exactOptional(id),
    version: z.int(),
  }),
  'promise:made': z.object({ promise: promiseSchema }),
  'promise:ended': z.object({ promise: id, how: z.enum(['kept', 'broken', 'withdrawn']), reasonValue: z.exactOptional(id) }),
  'note:added': z.object({ value: id }),
  'help:asked': z.object({ help: helpSchema }),
  /** `reasonValue` is why help was asked for, and with it why this person is shown the customer. */
  'help:joined': z.object({ help: id, by: id, reasonValue: id }),
  'help:answered': z.object({ help: id, by: id, value: id, isWhisper: z.exactOptional(z.literal(true)) }),
  'help:ended': z.object({ help: id }),
  'evidence:added': z.object({ kind: z.string(), value: z.exactOptional(id), document: z.exactOptional(id), validUntil: z.exactOptional(at), stallAt: z.exactOptional(at) }),
  'document:added': z.object({ document: id, kind: z.exactOptional(z.string()), type: z.string(), bytes: z.int(), digest: z.string() }),
  'contact:made': z.object({ channel: channelSchema, stallAt: z.exactOptional(at) }),
  /** With `until` on a channel of their own, in this case; anew while they stay. */
  /** A reminder was asked for: a message by `channel`, whose effect this is, or somebody who calls, whose task this is. */
  'reminder:asked': z.object({ plan: id, how: z.enum(reminderHows), channel: z.exactOptional(z.enum(contactChannels)), effect: z.exactOptional(id), callTask: z.exactOptional(id) }),
  /** Not wanted any more; `reminder:ended` says whether that came in time. */
  'reminder:recallAsked': z.object({ plan: id, effect: id }),
  /** `because` is the gate of contact policy that said no when it was about to leave, or what went wrong. */
  'reminder:ended': z.object({ plan: id, how: z.enum(reminderEnds), because: z.exactOptional(z.string()), stallAt: z.exactOptional(at) }),
  'customer:arrived': z.object({ channel: channelSchema, until: z.exactOptional(at) }),
  'customer:left': z.object({ channel: channelSchema }),
  'clock:started': z.object({ clock: caseClockSchema }),
  'clock:paused': z.object({ clock: caseClockSchema, because: z.string() }),
  'clock:resumed': z.object({ clock: caseClockSchema }),
  'clock:met': z.object({ clock: caseClockSchema }),
  'clock:breached': z.object({ clock: caseClockSchema }),
  'clock:changed': z.object({ clock: caseClockSchema }),
  'clock:recomputed': z.object({ overdue: z.array(z.string()) }),
  'draft:accepted': z.object({ field: z.string(), author: id, value: id, version: z.int() }),
  'draft:discarded': z.object({ field: z.string(), author: id, version: z.int() }),
  'lease:granted': z.object({ by: id, device: z.string(), fence: z.int() }),
  'lease:broken': z.object({ by: id, device: z.string(), because: z.string() }),
  'effect:done': z.object({ ...effect, ...tried, data: z.record(z.string(), z.json()) }),
  'effect:failed': z.object({ ...effect, ...tried, code: z.string(), error: z.exactOptional(z.string()), applied: z.enum(['no', 'maybe']) }),
  'effect:retried': z.object({ effect: id, reference: z.string() }),
  'effect:resolved': z.object({ effect: id, reference: z.string(), how: z.enum(['done', 'failed']), reasonValue: id }),
  'connector:switched': z.object({ connector: z.string(), isOff: z.boolean(), because: z.string() }),
  'exception:raised': z.object({
    code: z.string(),
    reference: z.string(),
    owner: z.string(),
    source: z.exactOptional(id),
    /** What waits for a person: it stands with its case until it is resolved. */
    effect: z.exactOptional(z.object(effect)),
    /** What of the rules does not let it be sent. */
    gate: z.exactOptional(z.string()),
    /** Where in the process it stands still. */
    /** What could not be decided, and which gate or part says so; a server tells it once for the same rules. */
    decision: z.exactOptional(z.object({ action: z.string(), at: z.string(), failure: z.string(), bundle: z.string() })),
    /** A propensity is not worth what it says any more: in which way, and by which version it was noticed. */
    model: z.exactOptional(z.object({ action: z.string(), channel: channelSchema, role: z.string(), alarm: z.string(), model: z.string() })),
    journey: z.exactOptional(z.object({ token: z.exactOptional(z.int()), element: z.exactOptional(z.string()), detail: z.exactOptional(z.string()) })),
  }),
  'exception:resolved': z.object({ reference: z.string(), how: z.string() }),
  'person:added': z.object({ person: personSchema }),
  'person:changed': z.object({
    role: z.exactOptional(roleSchema),
    team: z.exactOptional(id),
    capacity: z.exactOptional(z.int()),
    skills: z.exactOptional(z.record(z.string(), z.int())),
    languages: z.exactOptional(z.array(z.string())),
    licences: z.exactOptional(z.array(z.string())),
    because: z.string(),
  }),
  'person:availabilitySet': z.object({ availability: availabilitySchema, because: z.string() }),
  'person:absent': z.object({ from: at, until: at, because: z.string() }),
  'person:helpAsked': z.object({ help: soughtHelpSchema }),
  'person:helpEnded': z.object({ help: id }),
  'person:returned': z.object({ because: z.string() }),
  'call:rang': z.object({
    call: id, how: z.enum(numberMatches), candidates: z.array(id), customer: z.exactOptional(id), line: z.exactOptional(z.string()),
    /** When it counts as missed. */
    endsAt: at,
  }),
  'call:answered': z.object({ call: id }),
  /** With `endsAt` wrap-up begins and lasts until then; a call that nobody answered has none. */
  'call:ended': z.object({ call: id, endsAt: z.exactOptional(at), movedTo: z.exactOptional(id) }),
  /** It came from a colleague with the work that it is about. */
  'call:moved': z.object({ call: id, from: id, how: z.enum(numberMatches), candidates: z.array(id), customer: z.exactOptional(id), line: z.exactOptional(z.string()) }),
  'call:chosen': z.object({ call: id, customer: id }),
  'call:wrappedUp': z.object({ call: id, outcome: z.string() }),
  'team:added': z.object({ team: teamSchema }),
  'team:changed': z.object({ routing: z.exactOptional(z.enum(['pull', 'push'])), lead: z.exactOptional(id), calendar: z.exactOptional(id) }),
  'customer:added': z.object({ customer: customerSchema, values: z.array(id) }),
  'customer:valueSet': z.object({ field: z.string(), value: id }),
  'customer:read': z.object({ purpose: z.string() }),
  'customer:searched': z.object({ purpose: z.string(), kind: z.string(), shown: z.array(id) }),
  /** With `person` it is theirs instead of the actor's: who verified has handed the call on to them. */
  'customer:verified': z.object({ method: z.string(), until: at, case: z.exactOptional(id), person: z.exactOptional(id) }),
  'customer:verificationFailed': z.object({ method: z.string(), case: z.exactOptional(id) }),
  /** What `person` knew of who stands or calls there is over: the call ended, the customer left, or the person signed out. */
  'customer:verificationEnded': z.object({ person: id, because: z.enum(verificationEnds) }),
  'customer:revealed': z.object({ field: z.string(), reasonValue: id, until: at, case: z.exactOptional(id) }),
  'customer:erased': z.object({ because: z.string() }),
  /** Something was reported of a customer that belongs to no case: a page was left, money came in. Scalars and codes only. */
  'signal:heard': z.object({
    source: z.string(), event: z.string(), type: z.string(), data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    /** When a moment begins or ends next if nothing more is heard; null where none will. As before, where the signal says nothing to any moment. */
    changesAt: z.exactOptional(z.nullable(at)),
  }),
  /** Moments have begun or ended as their time was up, with nothing heard; `changesAt` as above. */
  'moment:changed': z.object({ began: z.array(moment), ended: z.array(moment), changesAt: z.nullable(at) }),
  /** What was best, for whom and where. `choice` is the first of what was shown; all else is in the receipt. */
  'decision:made': z.object({
    receipt: z.string(), channel: channelSchema, placement: z.string(), case: z.exactOptional(id), choice: z.string(), shown: z.array(z.string()),
    /** Digests of the rules and models that it was made with. */
    bundle: z.string(), models: z.array(z.string()),
  }),
  /** The rules that the suggestion was made with stand beside it, also where others hold by now. */
  'decision:answered': z.object({
    receipt: z.string(), action: z.string(), class: z.string(), how: z.enum(answerHows), channel: channelSchema, bundle: z.string(),
    reason: z.exactOptional(z.string()), disclosed: z.exactOptional(z.string()), case: z.exactOptional(id),
    /** What goes out with it; its end is an entry of the case, or of the customer where there is none. */
    effect: z.exactOptional(id),
  }),
  'consent:given': z.object({ channel: z.enum(contactChannels), purpose: z.string() }),
  'consent:withdrawn': z.object({ channel: z.enum(contactChannels), purpose: z.string() }),
  /** A propensity has learned: its new version, from how many answers, of which action and channel. */
  'model:stepped': z.object({
    action: z.string(), channel: channelSchema, model: z.string(), from: z.exactOptional(z.string()), outcomes: z.int(),
    /** `champion` where absent. */
    role: z.exactOptional(z.enum(['champion', 'challenger'])),
    /** The newest entry that it has learned from. */
    upTo: z.exactOptional(z.int()),
  }),
  /** A suggestion was turned off, on one channel or on all, or on again. */
  'action:switched': z.object({ action: z.string(), channel: z.exactOptional(channelSchema), isOff: z.boolean(), because: z.string() }),
  /** The alarms of a model were looked at: older ones are over. */
  'alarm:looked': z.object({ action: z.string(), channel: channelSchema, role: z.enum(['champion', 'challenger']), because: z.string() }),
  'catalog:loaded': z.object({ version: z.int(), journeys: z.record(z.string(), z.object({ version: z.int(), digest: z.string() })) }),
  'system:checkpoint': z.object({ rowsHash: z.string() }),
  refused: z.object({
    action: z.string(),
    code: z.string(),
    rule: z.exactOptional(z.string()),
    params: z.exactOptional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
    item: z.exactOptional(id),
  }),
} as const;

export type EntryKind = keyof typeof entryBodies;
export type EntryBody<K extends EntryKind> = z.infer<(typeof entryBodies)[K]>;

/** What the core says happened; the desk adds seq, times, actor, input, catalog version, scopes and hash. */
export type EntryDraft<K extends EntryKind = EntryKind> = {
  [P in K]: {
    readonly kind: P;
    readonly subject: string;
    readonly case?: string;
    readonly customer?: string;
    readonly task?: string;
    /** When it happened by its source; the decision's `now` if absent. */
    readonly at?: number;
    readonly body: EntryBody<P>;
  };
}[K];

/** What `evolve` folds: a draft with its times and actor. */
export type EntryFact<K extends EntryKind = EntryKind> = EntryDraft<K> & {
  readonly at: number;
  readonly recordedAt: number;
  readonly actor: string;
};

/** One line of the log as it is stored. */
export interface Entry {
  readonly seq: number;
  readonly at: number;
  readonly recordedAt: number;
  readonly kind: EntryKind;
  readonly v: number;
  readonly subject: string;
  readonly case: string | null;
  readonly customer: string | null;
  readonly task: string | null;
  readonly actor: string;
  readonly onBehalfOf: string | null;
  readonly device: string | null;
  readonly input: string;
  readonly catalog: number;
  readonly scopes: readonly string[];
  readonly body: string;
  readonly hash: Uint8Array;
}

/** Version of each kind as written today; raise it here with an upcaster in `upcast.ts`. */
export const entryVersions: Readonly<Partial<Record<EntryKind, number>>> = { 'journey:stepped': 2 };
export const versionOf = (kind: EntryKind): number => entryVersions[kind] ?? 1;
export const isEntryKind = (kind: string): kind is EntryKind => Object.hasOwn(entryBodies, kind);
