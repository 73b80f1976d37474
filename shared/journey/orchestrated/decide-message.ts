import type { EntryDraft, Irregular, Report } from '../../contract/entries.ts';
import type { CaseState, Channel } from '../../model/case.ts';
import type { Refusal } from '../../model/refusal.ts';
import { isRefusal, refuse } from '../../model/refusal.ts';
import { holderOf, onCase } from '../../work/commands/rule.ts';
import type { Context, Decided, Needs, World } from '../../work/world.ts';
import type { Awaited } from '../../work/awaited.ts';
import { conversation } from '../../work/awaited.ts';
import { conversationOf, keyOfMessage } from '../engine/correlation.ts';
import { startBy, startsOf } from '../engine/start.ts';
import { draftField, draftText } from '../../work/draft-field.ts';
import { advance } from './advance.ts';
import type { Fields } from './field.ts';
import { takeFields } from './field.ts';
import type { Journey } from './journey.ts';
import type { Late } from './one-submission.ts';
import { lateFor } from './one-submission.ts';
import { openFor } from './open-case.ts';

/** What a channel or a system tells a case of an orchestrated journey. */
export interface JourneyMessage {
  readonly source: string;
  readonly caseId: string;
  /** The source's own key of the case. */
  readonly key: string;
  readonly name: string;
  readonly at: number;
  readonly channel?: Channel;
  /** Who it is, where the channel knows. */
  readonly customer?: string;
  /** Compared with the key that a waiting element has. */
  readonly correlation?: string;
  /** The step that the sender saw, as `GET /v1/channel/cases/:id` tells it: the message is for that one alone. */
  readonly expects?: number;
  readonly data: Readonly<Record<string, unknown>>;
  /** Of a message that another case has thrown: how many such messages brought it about. */
  readonly hops?: number;
}

/** The message that starts a journey where it has a plain start. */
const plainStart = 'start';

/**
 * Gives a message to its case, or to the one that waits for it under its key, or opens one where it starts the journey. What nobody waits for is recorded and marked irregular.
 * What a customer sends after staff, or they themselves, have ended its step counts for nothing: it is kept as the source's drafts beside those of staff, and its sender is told.
 * Refused: `case_unknown` for a case that is not there and a message that starts none, `field_invalid`.
 */
export function decideMessage(newest: Journey, world: World, given: JourneyMessage, ctx: Context): Decided | Refusal | Needs {
  const message = addressed(newest, world, given);
  if ('needs' in message) return message;
  const state = world.case(message.caseId);
  if (state === undefined) return { needs: { cases: [message.caseId] } };
  const journey = state === null ? newest : ctx.settings.journeys?.find(state.case.journey, state.case.journeyVersion);
  if (journey === undefined || (state !== null && state.case.journey !== newest.file.journey)) return refuse('case_unknown', { case: message.caseId });
  const fields: Fields = journey.file.messages?.[message.name]?.fields ?? (message.name === plainStart ? journey.file.start : undefined) ?? {};
  const taken = takeFields(fields, message.data, () => ctx.newId('v'));
  if (isRefusal(taken)) return taken;
  const late = state !== null && isOfCustomer(journey, message.name) ? lateFor(state, message.name, message.expects) : undefined;
  if (state !== null && late !== undefined) return keepLate(world, state, message, fields, late);
  const moved = state === null ? begin(journey, world, message, taken.data, ctx) : give(journey, state, message, taken.data, ctx);
  if ('needs' in moved || isRefusal(moved)) return moved;
  const holder = state === null ? (message.customer ?? message.caseId) : holderOf(state);
  const values = taken.sealed.map(({ id, field, value }) => ({ id, holder, field, value, source: `source:${message.source}`, asOf: message.at }));
  return { ...moved, values };
}

/** Gives a message that another case has thrown to the case it is addressed to, or opens that. Refused like `decideMessage`. */
export function decideThrown(newest: Journey, world: World, message: JourneyMessage, ctx: Context): Decided | Refusal | Needs {
  const state = world.case(message.caseId);
  if (state === undefined) return { needs: { cases: [message.caseId] } };
  if (state === null) return begin(newest, world, message, message.data, ctx);
  const journey = ctx.settings.journeys?.find(state.case.journey, state.case.journeyVersion);
  return journey === undefined ? refuse('case_unknown', { case: message.caseId }) : give(journey, state, message, message.data, ctx);
}

/** What a message may be awaited as, by what it says; nothing where it has no key. */
export function awaitedBy({ process, file }: Journey, { name, correlation, data }: Pick<JourneyMessage, 'name' | 'correlation' | 'data'>): Awaited[] {
  const key = correlation ?? keyOfMessage(process, name, data);
  if (key === undefined) return [];
  const { journey } = file;
  const spoken = conversationOf(process, name);
  return [{ journey, message: name, key }, ...(spoken === undefined ? [] : [{ journey, message: conversation(spoken), key }])];
}

/** The message to the case that it is for: the one that it names, else the one that waits for it under its key, else one that it opens. */
function addressed(newest: Journey, world: World, message: JourneyMessage): JourneyMessage | Needs {
  const named = world.case(message.caseId);
  if (named === undefined) return { needs: { cases: [message.caseId] } };
  if (named !== null) return message;
  for (const awaited of awaitedBy(newest, message)) {
    const found = world.caseAwaiting?.(awaited);
    if (found === undefined && world.caseAwaiting !== undefined) return { needs: { cases: [message.caseId], awaiting: awaitedBy(newest, message) } };
    if (typeof found === 'string') return { ...message, caseId: found };
  }
  return message;
}

function begin(journey: Journey, world: World, message: JourneyMessage, payload: Readonly<Record<string, unknown>>, ctx: Context): Decided | Refusal | Needs {
  const { caseId: id, source, key, name, channel, customer, at, hops } = message;
  const isPlain = name === plainStart;
  const start = isPlain ? startsOf(journey.process).find(({ triggers }) => triggers.length === 0) : startBy(journey.process, (trigger) => trigger.on === 'message' && trigger.name === name);
  if (start === undefined) return refuse('case_unknown', { case: id });
  const stimulus = 'at' in start ? { type: 'start' as const, ...start, payload } : { type: 'start' as const, data: payload };
  return openFor(journey, world, { id, party: { source, key }, channel, customer, stimulus, at, hops }, ctx);
}

function give(journey: Journey, state: CaseState, message: JourneyMessage, payload: Readonly<Record<string, unknown>>, ctx: Context): Decided | Refusal {
  if (state.case.status === 'closed') return { ok: true, entries: [recorded(state, message, 'afterEnd')] };
  const { name, channel } = message;
  const correlation = message.correlation ?? keyOfMessage(journey.process, name, payload);
  const moved = advance(
    journey, state,
    { type: 'message', name, payload, ...(correlation === undefined ? {} : { key: correlation }) },
    { on: `message:${name}`, hops: message.hops, ...(channel === undefined ? {} : { channel }) }, ctx,
  );
  if (!isRefusal(moved)) return { ...moved, entries: [...moved.entries, ...woken(state, name)] };
  return moved.code === 'message_not_awaited' ? { ok: true, entries: [recorded(state, message, 'notAwaited'), ...woken(state, name)] } : moved;
}

const isOfCustomer = ({ file }: Journey, name: string): boolean => file.messages?.[name]?.from === 'customer';

/** Keeps what was sent too late, field by field, in the form that drafts of staff have. */
function keepLate(world: World, state: CaseState, message: JourneyMessage, fields: Fields, { before }: Late): Decided | Needs {
  const { name, source, at, data } = message;
  const { id } = state.case;
  const step = before?.step ?? name;
  const author = `source:${source}`;
  const sent = Object.entries(data).map(([field, value]) => ({ case: id, field: draftField(step, field), author, text: draftText(fields[field], value) }));
  const known = sent.map(({ field }) => world.draft(id, field, author));
  if (known.includes(undefined)) return { needs: { cases: [id], drafts: sent.map(({ field }) => ({ case: id, field, author })) } };
  const drafts = sent.map((one, index) => ({ put: { ...one, version: (known[index]?.version ?? 0) + 1 } }));
  const entry = { ...onCase(state, 'event:recorded', { report: { type: name }, irregular: 'submittedBefore', ...(before === undefined ? {} : { late: before }) }), at };
  return { ok: true, entries: [entry, ...woken(state, name)], drafts };
}

/** What staff parked until this message goes on; the progress of the case takes the mark off a stalled one, which raises it once more. */
function woken(state: CaseState, name: string): EntryDraft[] {
  return state.tasks
    .filter((task) => task.parked?.event === name)
    .map((task) => ({ ...onCase(state, 'task:resumed', { because: 'event', version: task.version + (task.stalled === undefined ? 1 : 2) }), task: task.id }) as EntryDraft);
}

function recorded(state: CaseState, { name, at }: JourneyMessage, irregular: Irregular): EntryDraft {
  const report: Report = { type: name };
  return { ...onCase(state, 'event:recorded', { report, irregular }), at };
}
