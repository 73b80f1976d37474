import * as z from 'zod/mini';
import { channelSchema } from '../model/case.ts';
import { answerHows, contactChannels } from '../model/customer.ts';
import { caseTabs } from '../model/help.ts';
import { availabilitySchema, roleSchema } from '../model/person.ts';

/** Ids are short, printable and without spaces: they stand in scopes, keys and logs. */
export const idSchema = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9:._/@#-]{0,127}$/));
/** Free text by staff: sealed before it is stored, never in an entry. */
export const textSchema = z.string().check(z.minLength(1), z.maxLength(4000), z.refine(isPlainText, 'text'));
export const codeSchema = z.string().check(z.regex(/^[a-zA-Z][A-Za-z0-9_.-]{0,63}$/));
const fence = z.int().check(z.minimum(0), z.maximum(2 ** 31 - 1));
const version = z.int().check(z.minimum(0), z.maximum(2 ** 31 - 1));
/** Milliseconds UTC between 1970 and the end of the year 9999. */
const time = z.int().check(z.minimum(0), z.maximum(253_402_300_799_999));
export { time as timeSchema };
/** Of what was decided: SHA-256 of its canonical JSON, as hex. */
export const receiptIdSchema = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const task = idSchema;

/** Tells text without control characters (but tab and line feed) and lone surrogates. */
function isPlainText(text: string): boolean {
  return text.isWellFormed() && !/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text);
}

/** What a form, a message or a start says, by the fields that its journey declares. */
const data = z.exactOptional(z.record(
  z.string().check(z.regex(/^[a-zA-Z][A-Za-z0-9]{0,63}$/)),
  z.union([z.string().check(z.maxLength(4000), z.refine(isPlainText, 'text')), z.number(), z.boolean(), z.null(), z.array(codeSchema).check(z.maxLength(100))]),
));
const token = z.int().check(z.minimum(0), z.maximum(2 ** 31 - 1));

const base = { commandId: idSchema };
const command = <Type extends string, Shape extends Record<string, z.core.$ZodType>>(type: Type, shape: Shape) =>
  z.strictObject({ type: z.literal(type), ...base, ...shape });

/** How somebody answered what a decision showed them. `disclosed` is the version of the text that was read out. */
export const decisionAnswer = { action: idSchema, how: z.enum(answerHows), reason: z.exactOptional(codeSchema), disclosed: z.exactOptional(idSchema) };
const consent = { customer: idSchema, channel: z.enum(contactChannels), purpose: codeSchema };

const receiver = { toPerson: z.exactOptional(idSchema), toTeam: z.exactOptional(idSchema) };

/** Every command of staff and AI colleagues; each carries the version or fence it was decided on. */
export const commandSchemas = {
  'task:claim': command('task:claim', { task, version }),
  'task:next': command('task:next', { team: idSchema, skip: z.exactOptional(z.strictObject({ task, reason: codeSchema })) }),
  'task:release': command('task:release', { task, fence, because: codeSchema }),
  'task:complete': command('task:complete', { task, fence, outcome: z.exactOptional(codeSchema), data }),
  'task:takeOver': command('task:takeOver', { task, version, reason: textSchema }),
  'task:park': command('task:park', { task, fence, until: z.exactOptional(time), event: z.exactOptional(codeSchema), reason: z.exactOptional(textSchema) }),
  'task:resume': command('task:resume', { task, fence }),
  'task:reassign': command('task:reassign', {
    items: z.array(z.strictObject({ task, version, ...receiver })).check(z.minLength(1), z.maxLength(200)),
    ...receiver,
    because: codeSchema,
    reason: z.exactOptional(textSchema),
  }),
  /** Work is given more time: until then it does not count as standing still. */
  'task:extend': command('task:extend', { items: z.array(z.strictObject({ task, version })).check(z.minLength(1), z.maxLength(200)), until: time, because: codeSchema }),
  /** By who was given work by a plan: it stays theirs until somebody else has it, and the lead sees it among what needs an owner. */
  'task:decline': command('task:decline', { task, fence, reason: codeSchema }),
  'plan:undo': command('plan:undo', { plan: idSchema, tasks: z.array(task).check(z.minLength(1), z.maxLength(200)) }),
  'handOff:offer': command('handOff:offer', {
    task, fence, ...receiver, /** One's own call with the customer: with it goes the voice. */ call: z.exactOptional(idSchema), because: codeSchema, situation: textSchema, done: textSchema, promised: z.string().check(z.maxLength(4000), z.refine(isPlainText, 'text')), next: textSchema,
  }),
  'handOff:accept': command('handOff:accept', { task, handOff: idSchema }),
  'handOff:ask': command('handOff:ask', { task, handOff: idSchema, question: textSchema }),
  'handOff:answer': command('handOff:answer', { task, handOff: idSchema, text: textSchema }),
  'handOff:decline': command('handOff:decline', { task, handOff: idSchema, reason: textSchema }),
  'handOff:withdraw': command('handOff:withdraw', { task, handOff: idSchema }),
  'offer:accept': command('offer:accept', { task, version }),
  'offer:decline': command('offer:decline', { task, version, reason: codeSchema }),
  'promise:make': command('promise:make', { case: idSchema, text: textSchema, channel: channelSchema, dueAt: time }),
  'promise:keep': command('promise:keep', { case: idSchema, promise: idSchema }),
  'promise:withdraw': command('promise:withdraw', { case: idSchema, promise: idSchema, reason: textSchema }),
  'journey:start': command('journey:start', { journey: codeSchema, customer: z.exactOptional(idSchema), channel: channelSchema, data }),
  'journey:message': command('journey:message', { case: idSchema, message: codeSchema, channel: channelSchema, data }),
  'journey:addTask': command('journey:addTask', { case: idSchema, token, activity: idSchema }),
  'journey:migrate': command('journey:migrate', { journey: codeSchema, to: z.int().check(z.minimum(1)), cases: z.array(idSchema).check(z.minLength(1), z.maxLength(200)), elements: z.exactOptional(z.record(idSchema, idSchema)) }),
  'journey:retry': command('journey:retry', { case: idSchema, token, data }),
  'note:add': command('note:add', { case: idSchema, task: z.exactOptional(task), text: textSchema }),
  'help:ask': command('help:ask', { case: idSchema, task: z.exactOptional(task), tab: z.exactOptional(z.enum(caseTabs)), field: z.exactOptional(codeSchema), to: z.exactOptional(idSchema), reason: textSchema }),
  /** Comes to where help is asked for, and sees what whoever asked may see until it ends. */
  'help:join': command('help:join', { case: idSchema, help: idSchema }),
  'help:answer': command('help:answer', { case: idSchema, help: idSchema, text: textSchema, isWhisper: z.exactOptional(z.literal(true)) }),
  'help:close': command('help:close', { case: idSchema, help: idSchema }),
  'evidence:add': command('evidence:add', { case: idSchema, task: z.exactOptional(task), fence: z.exactOptional(fence), kind: codeSchema, text: z.exactOptional(textSchema), document: z.exactOptional(idSchema), validUntil: z.exactOptional(time) }),
  'contact:record': command('contact:record', { case: idSchema, channel: channelSchema }),
  /** Items as they were previewed; what contact policy says otherwise by now is left alone. */
  'reminder:send': command('reminder:send', {
    items: z.array(z.discriminatedUnion('how', [
      z.strictObject({ task, version, how: z.literal('write'), channel: z.enum(contactChannels) }),
      z.strictObject({ task, version, how: z.literal('call') }),
    ])).check(z.minLength(1), z.maxLength(200)),
  }),
  'reminder:recall': command('reminder:recall', { plan: idSchema, tasks: z.array(task).check(z.minLength(1), z.maxLength(200)) }),
  'case:identify': command('case:identify', { case: idSchema, customer: idSchema, evidence: codeSchema }),
  'case:close': command('case:close', { case: idSchema, version, outcome: codeSchema }),
  'draft:save': command('draft:save', { case: idSchema, task, fence, field: codeSchema, text: z.string().check(z.maxLength(20_000), z.refine(isPlainText, 'text')), version }),
  'draft:accept': command('draft:accept', { case: idSchema, task, fence, field: codeSchema, author: idSchema, version }),
  'draft:discard': command('draft:discard', { case: idSchema, field: codeSchema, version }),
  'lease:take': command('lease:take', { task, fence, device: idSchema }),
  'clock:start': command('clock:start', {
    case: idSchema, name: codeSchema, kind: z.enum(['firstResponse', 'step', 'resolution', 'regulatory']),
    goalMs: z.int().check(z.minimum(0)), deadlineMs: z.int().check(z.minimum(1)), task: z.exactOptional(task),
  }),
  'clock:pause': command('clock:pause', { case: idSchema, clock: idSchema, because: codeSchema }),
  'clock:resume': command('clock:resume', { case: idSchema, clock: idSchema }),
  'clock:meet': command('clock:meet', { case: idSchema, clock: idSchema }),
  'clock:change': command('clock:change', { case: idSchema, clock: idSchema, goalMs: z.int().check(z.minimum(0)), deadlineMs: z.int().check(z.minimum(1)) }),
  'person:setAvailability': command('person:setAvailability', { person: idSchema, availability: availabilitySchema, because: codeSchema }),
  'person:setAbsence': command('person:setAbsence', { person: idSchema, until: time, because: codeSchema }),
  'person:return': command('person:return', { person: idSchema }),
  'person:change': command('person:change', {
    person: idSchema, because: codeSchema, capacity: z.exactOptional(z.int().check(z.minimum(0), z.maximum(1000))), role: z.exactOptional(roleSchema),
    team: z.exactOptional(idSchema), skills: z.exactOptional(z.record(codeSchema, z.int().check(z.minimum(0), z.maximum(10)))),
    languages: z.exactOptional(z.array(codeSchema)), licences: z.exactOptional(z.array(codeSchema)),
  }),
  'customer:read': command('customer:read', { customer: idSchema, purpose: codeSchema }),
  'customer:leave': command('customer:leave', { customer: idSchema }),
  'customer:erase': command('customer:erase', { customer: idSchema, because: codeSchema }),
  'decision:answer': command('decision:answer', { receipt: receiptIdSchema, ...decisionAnswer }),
  'consent:give': command('consent:give', consent),
  'consent:withdraw': command('consent:withdraw', consent),
  'call:answer': command('call:answer', { call: idSchema }),
  'call:hangUp': command('call:hangUp', { call: idSchema }),
  'call:choose': command('call:choose', { call: idSchema, customer: idSchema }),
  'call:wrapUp': command('call:wrapUp', { call: idSchema, outcome: codeSchema, case: z.exactOptional(idSchema) }),
  'effect:retry': command('effect:retry', { case: idSchema, effect: idSchema }),
  'effect:resolve': command('effect:resolve', {
    case: idSchema, effect: idSchema, how: z.enum(['done', 'failed']), reason: textSchema, error: z.exactOptional(codeSchema),
    result: z.exactOptional(z.record(codeSchema, z.union([codeSchema, z.number(), z.boolean(), z.null()]))),
  }),
  'connector:switch': command('connector:switch', { connector: idSchema, isOff: z.boolean(), because: codeSchema }),
  'alarm:look': command('alarm:look', { action: idSchema, channel: channelSchema, role: z.exactOptional(z.enum(['champion', 'challenger'])), because: codeSchema }),
  'action:switch': command('action:switch', { action: idSchema, channel: z.exactOptional(channelSchema), isOff: z.boolean(), because: codeSchema }),
  'held:release': command('held:release', { source: idSchema, case: idSchema }),
} as const;

export type CommandType = keyof typeof commandSchemas;
export type CommandOf<T extends CommandType> = z.infer<(typeof commandSchemas)[T]>;
export type Command = { [T in CommandType]: CommandOf<T> }[CommandType];

export const isCommandType = (type: string): type is CommandType => Object.hasOwn(commandSchemas, type);
