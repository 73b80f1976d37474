import * as z from 'zod/mini';
import { fieldSchema } from '../journey/orchestrated/field.ts';
import { casePositionSchema } from '../journey/orchestrated/position.ts';
import { callStates, numberMatches } from '../model/call.ts';
import { channelSchema } from '../model/case.ts';
import { idSchema, textSchema } from './commands.ts';
import type { ErrorCode } from './errors.ts';

const at = z.int();
const id = z.string();
const code = z.string().check(z.regex(/^[a-zA-Z][A-Za-z0-9_.-]{0,63}$/));
const fields = z.record(z.string(), fieldSchema);

/** A journey as screens need it; `activities` by the id of the activity that tasks carry. Observed ones have no forms. */
export const journeyInfoSchema = z.object({
  journey: id,
  version: z.int(),
  name: z.string(),
  kind: z.enum(['orchestrated', 'observed']),
  stages: z.array(z.string()),
  product: z.exactOptional(z.string()),
  activities: z.record(z.string(), z.object({ name: z.string(), form: z.exactOptional(z.string()) })),
  forms: z.record(z.string(), z.object({ title: z.string(), fields })),
  /** What may be given when staff start it. */
  start: z.exactOptional(fields),
  /** Messages that may be told of a running case, by name. */
  messages: z.exactOptional(z.record(z.string(), z.object({ from: z.string(), fields: z.exactOptional(fields) }))),
  /** What people call an observed journey, its stages and the types of its events, by the raw name and language. */
  titles: z.exactOptional(z.object({ en: z.record(z.string(), z.string()), de: z.record(z.string(), z.string()) })),
});
export type JourneyInfo = z.infer<typeof journeyInfoSchema>;

/** A masked name: the first letter of each part and three dots. */
export const labelRowSchema = z.object({ id, kind: z.enum(['person', 'business']), label: z.string(), version: z.int() });
export type LabelRow = z.infer<typeof labelRowSchema>;

/** A value with where it came from; masked it is `•••`, a name its first letters, and `unreadable` where its key is gone. */
const seenValue = { value: z.string(), isMasked: z.boolean(), source: z.string(), asOf: at };

export const openCaseSchema = z.object({
  id,
  journey: z.string(),
  stage: z.string(),
  status: z.enum(['open', 'closed']),
  waitsFor: z.exactOptional(z.object({ whom: z.string(), since: at })),
  lastChannel: z.exactOptional(channelSchema),
  lastProgressAt: at,
  /** Who is accountable for one of its open tasks. */
  owner: z.exactOptional(id),
});
export type OpenCaseRow = z.infer<typeof openCaseSchema>;

/** A customer as one person may see them now. */
export const customerSheetSchema = z.object({
  id,
  kind: z.enum(['person', 'business']),
  label: z.string(),
  /** By the asking person, within the last half hour. */
  isVerified: z.boolean(),
  verifiedUntil: z.exactOptional(at),
  /** How it was verified. */
  verifiedBy: z.exactOptional(z.string()),
  /** No more questions until then: three answers were wrong. */
  lockedUntil: z.exactOptional(at),
  fields: z.record(z.string(), z.object({ ...seenValue, validUntil: z.exactOptional(at), /** Shown for a reason, and until when. */ revealedUntil: z.exactOptional(at), limitDays: z.exactOptional(z.int()) })),
  flags: z.array(z.string()),
  language: z.string(),
  /** Both ways: who they are to this customer. `mayAct`: may act for this customer; `mayKnow`: may be told of this customer's business. */
  relations: z.array(z.object({ to: id, kind: z.string(), label: z.string(), mayKnow: z.boolean(), mayAct: z.boolean() })),
  openCases: z.array(openCaseSchema),
  /** The last three, newest first. */
  contacts: z.array(z.object({ at, channel: channelSchema, by: z.exactOptional(id), kind: z.string() })),
});
export type CustomerSheet = z.infer<typeof customerSheetSchema>;

/** All that is person-specific beside the pushed rows of a case. */
export const caseSheetSchema = z.object({
  case: id,
  at,
  /** Whom the person helps with this case: for their question it is shown, until that ends, or what they have verified. */
  shownFor: z.exactOptional(z.object({ by: id, until: z.exactOptional(at) })),
  customer: z.exactOptional(customerSheetSchema),
  /** Variables of the process, the newest value of each; `source` is a channel, a person or the name of a system. */
  values: z.record(z.string(), z.object({
    ...seenValue,
    /** Absent where it is masked: the value itself, as a form would send it. */
    raw: z.exactOptional(z.json()),
    /** Older than this it is to be asked again. */
    limitDays: z.exactOptional(z.int()),
    /** Shown for a reason, and until when. */
    revealedUntil: z.exactOptional(at),
  })),
  /** What the process gave to each open task, by task; none until the customer is verified. */
  inputs: z.record(z.string(), z.record(z.string(), z.json())),
  /** Texts that entries and rows of the case name by id; null until the customer is verified. */
  texts: z.record(z.string(), z.nullable(z.string())),
  /** Everybody's, with the text where it may be seen. */
  drafts: z.array(z.object({ field: z.string(), author: id, text: z.nullable(z.string()), version: z.int(), savedAt: at })),
  evidence: z.array(z.object({
    kind: z.string(),
    state: z.enum(['have', 'needed', 'expired']),
    since: z.exactOptional(at),
    validUntil: z.exactOptional(at),
    source: z.exactOptional(z.string()),
  })),
  /** Oldest first; a ticket opens one. */
  documents: z.array(z.object({ document: id, kind: z.exactOptional(z.string()), type: z.string(), bytes: z.int(), at, by: id })),
  position: z.exactOptional(casePositionSchema),
});
export type CaseSheet = z.infer<typeof caseSheetSchema>;

export const searchResultSchema = z.object({
  customer: id,
  label: z.string(),
  because: z.enum(['name', 'phone', 'iban', 'case', 'customer']),
  cases: z.array(openCaseSchema),
  flags: z.array(z.string()),
});
export type SearchResult = z.infer<typeof searchResultSchema>;

export const verifyMethods = ['idSeen', 'cardPin', 'app', 'questions'] as const;
export const verifySchema = z.strictObject({
  commandId: idSchema,
  method: z.enum(verifyMethods),
  /** From which case it was done. */
  case: z.exactOptional(idSchema),
  /** To the questions that the server chose, by their code. */
  answers: z.exactOptional(z.record(code, z.string().check(z.maxLength(200)))),
});
export type Verify = z.infer<typeof verifySchema>;

export const revealSchema = z.strictObject({
  commandId: idSchema,
  /** Of the customer, or with `case` a variable of its process. */
  field: code,
  reason: textSchema,
  case: z.exactOptional(idSchema),
});
export type Reveal = z.infer<typeof revealSchema>;

export const callEvents = ['ring', 'answer', 'hangUp'] as const;
/** What the telephone system reports of a call at an extension, which is a member of staff. */
export const callEventSchema = z.strictObject({
  call: idSchema,
  event: z.enum(callEvents),
  extension: idSchema,
  /** The caller's, as the network tells it; null where it is withheld. */
  number: z.exactOptional(z.nullable(z.string().check(z.maxLength(64)))),
  /** Which of the bank's numbers was called. */
  line: z.exactOptional(code),
});
export type CallEvent = z.infer<typeof callEventSchema>;

/** What an agent needs in the first second of a call. Names are masked; texts are there once the customer is verified. */
export const callCardSchema = z.object({
  call: id,
  state: z.enum(callStates),
  since: at,
  how: z.enum(numberMatches),
  /** Chosen, or the only candidate. */
  customer: z.exactOptional(id),
  line: z.exactOptional(z.string()),
  candidates: z.array(z.object({
    customer: id,
    label: z.string(),
    flags: z.array(z.string()),
    isVerified: z.boolean(),
    cases: z.array(z.object({
      id,
      journey: z.string(),
      stage: z.string(),
      /** Number of the stage among those of the journey, and how many there are. */
      step: z.exactOptional(z.int()),
      of: z.exactOptional(z.int()),
      /** `us` where work of staff is open. */
      waitsFor: z.exactOptional(z.string()),
      since: at,
    })),
    promises: z.array(z.object({ case: id, promise: id, channel: z.string(), dueAt: at, state: z.enum(['open', 'broken']), by: id, text: z.nullable(z.string()) })),
    /** Why nothing is offered for sale now. */
    noSales: z.exactOptional(z.string()),
  })),
  /** The first sentence, as a code for the locale files. */
  sayFirst: z.exactOptional(z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })),
});
export type CallCard = z.infer<typeof callCardSchema>;

const json = <Body extends z.core.$ZodType>(body: Body): { 'application/json': Body } => ({ 'application/json': body });
const byId = z.strictObject({ id: idSchema });
const none: readonly ErrorCode[] = [];

/** Routes about cases, customers and calls, as the workspace needs them. */
export const caseRoutes = {
  listJourneys: {
    method: 'GET', path: '/v1/journeys', summary: 'Every journey of the catalog in all its versions: stages, activities, forms.',
    access: 'session', status: 200, answer: z.object({ rows: z.array(journeyInfoSchema) }), errors: none,
  },
  getJourneyModel: {
    method: 'GET', path: '/v1/journeys/:id/model', summary: 'The BPMN of an orchestrated journey, the newest if no version is asked.',
    access: 'session', params: byId, query: z.strictObject({ version: z.exactOptional(z.string().check(z.regex(/^[1-9]\d{0,8}$/))) }),
    status: 200, answer: z.object({ xml: z.string() }), errors: ['not_found'],
  },
  readLabels: {
    method: 'POST', path: '/v1/labels', summary: 'Masked names of customers.',
    access: 'session', body: json(z.strictObject({ customers: z.array(idSchema).check(z.minLength(1), z.maxLength(200)) })),
    status: 200, answer: z.object({ rows: z.array(labelRowSchema) }), errors: ['forbidden'],
  },
  getCaseSheet: {
    method: 'GET', path: '/v1/cases/:id/sheet', summary: 'What one person may see of a case beside its pushed rows; where values leave unmasked, the read is in the log first.',
    access: 'session', params: byId, status: 200, answer: caseSheetSchema, errors: ['not_found', 'forbidden'],
  },
  getCustomerSheet: {
    method: 'GET', path: '/v1/customers/:id/sheet', summary: 'A customer as one person may see them, with all open cases.',
    access: 'session', params: byId, status: 200, answer: z.object({ at, customer: customerSheetSchema }), errors: ['not_found', 'forbidden'],
  },
  search: {
    method: 'POST', path: '/v1/search', summary: 'Customers by name, phone, IBAN, case or number, masked; what was shown is in the log first.',
    access: 'session',
    body: json(z.strictObject({
      text: z.string().check(z.minLength(1), z.maxLength(200)),
      birthDate: z.exactOptional(z.string().check(z.regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/))),
      purpose: code,
    })),
    status: 200, answer: z.object({ rows: z.array(searchResultSchema) }), errors: ['forbidden', 'search_too_short', 'search_too_long'],
  },
  listQuestions: {
    method: 'GET', path: '/v1/customers/:id/questions', summary: 'Codes of two or three questions that the customer can answer, chosen by the server.',
    access: 'session', params: byId, status: 200,
    answer: z.object({ questions: z.array(z.string()), attemptsLeft: z.int(), lockedUntil: z.exactOptional(at) }),
    errors: ['not_found', 'forbidden'],
  },
  verifyCustomer: {
    method: 'POST', path: '/v1/customers/:id/verify', summary: 'That the person in front of one is this customer; answers to questions are compared here and shown nowhere.',
    access: 'session', params: byId, body: json(verifySchema), status: 200, answer: z.object({ verifiedUntil: at }),
    errors: ['not_found', 'forbidden', 'verification_failed', 'verification_locked', 'id_reused'],
  },
  revealField: {
    method: 'POST', path: '/v1/customers/:id/reveal', summary: 'One masked value for a minute, for a reason that is kept.',
    access: 'session', params: byId, body: json(revealSchema), status: 200, answer: z.object({ value: z.string(), until: at }),
    errors: ['not_found', 'forbidden', 'id_reused'],
  },
  addDocument: {
    method: 'POST', path: '/v1/cases/:id/documents', summary: 'A document of the case, up to 20 MB; what it is, its content says.',
    access: 'session', params: byId, query: z.strictObject({ kind: z.exactOptional(code) }), bytes: ['application/pdf', 'image/png', 'image/jpeg', 'application/octet-stream'],
    status: 200, answer: z.object({ document: id, type: z.string(), bytes: z.int() }),
    errors: ['not_found', 'forbidden', 'case_closed', 'too_large', 'unsupported_media'],
  },
  issueTicket: {
    method: 'POST', path: '/v1/documents/:id/ticket', summary: 'A ticket for one download of a document, within half a minute.',
    access: 'session', params: byId, status: 200, answer: z.object({ ticket: z.string(), expiresAt: at }), errors: ['not_found', 'forbidden', 'not_verified'],
  },
  getDocument: {
    method: 'GET', path: '/v1/documents/:id', summary: 'The document, for its ticket, once.',
    access: 'open', params: byId, query: z.strictObject({ ticket: z.string().check(z.maxLength(64)) }), isFile: true, status: 200, answer: z.unknown(), errors: ['not_found'],
  },
  postCall: {
    method: 'POST', path: '/v1/calls', summary: 'What the telephone system reports: a call rings, is answered, ends.',
    access: 'source', body: json(callEventSchema), status: 202, answer: z.object({ ok: z.literal(true), duplicate: z.exactOptional(z.boolean()) }),
    errors: ['source_refused', 'not_found', 'call_gone'],
  },
  getMyCall: {
    method: 'GET', path: '/v1/calls/mine', summary: 'The card of the call at one’s own extension.',
    access: 'session', status: 200, answer: callCardSchema, errors: ['not_found', 'forbidden'],
  },
} as const;
