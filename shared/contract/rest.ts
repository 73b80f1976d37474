import * as z from 'zod/mini';
import { casePositionSchema } from '../journey/orchestrated/position.ts';
import { channelSchema } from '../model/case.ts';
import { cloudEventSchema, eventBatchSchema, eventResultSchema } from '../model/event.ts';
import { availabilitySchema, roleSchema } from '../model/person.ts';
import { answerSchema } from './answer.ts';
import { idSchema } from './commands.ts';
import type { ErrorCode } from './errors.ts';
import { caseRoutes } from './rest-case.ts';
import { channelRoutes } from './rest-channel.ts';
import { decisionRoutes } from './rest-decision.ts';
import { reminderRoutes } from './rest-reminder.ts';
import { teamRoutes } from './rest-team.ts';

const at = z.int();
const id = z.string();

export const caseRowSchema = z.object({
  id,
  version: z.int(),
  journey: z.string(),
  /** Absent until somebody has identified the case: it then stands at the key of its source. */
  customer: z.exactOptional(z.string()),
  party: z.object({ source: z.string(), key: z.string() }),
  team: z.string(),
  branch: z.exactOptional(z.string()),
  stage: z.string(),
  status: z.enum(['open', 'closed']),
  outcome: z.exactOptional(z.string()),
  lastChannel: z.exactOptional(channelSchema),
  waitsFor: z.exactOptional(z.object({ whom: z.string(), since: at })),
  openedAt: at,
  closedAt: z.exactOptional(at),
  lastProgressAt: at,
  amountMinor: z.exactOptional(z.int()),
  currency: z.exactOptional(z.string()),
  /** Codes of what people must know: `same_product`. */
  flags: z.exactOptional(z.array(z.string())),
});
export type CaseRow = z.infer<typeof caseRowSchema>;

export const caseDetailSchema = z.extend(caseRowSchema, { position: z.exactOptional(casePositionSchema) });
export type CaseDetail = z.infer<typeof caseDetailSchema>;

export const taskRowSchema = z.object({
  id,
  version: z.int(),
  case: z.string(),
  customer: z.exactOptional(z.string()),
  journey: z.string(),
  activity: z.string(),
  team: z.string(),
  status: z.enum(['open', 'parked', 'done', 'replaced', 'closed']),
  owner: z.exactOptional(z.string()),
  /** What a write on the task must carry. */
  fence: z.int(),
  madeAt: at,
  endedAt: z.exactOptional(at),
  stalled: z.exactOptional(z.object({ since: at, cause: z.string() })),
  parkedUntil: z.exactOptional(at),
});
export type TaskRow = z.infer<typeof taskRowSchema>;

export const customerRowSchema = z.object({
  id,
  version: z.int(),
  kind: z.enum(['person', 'business']),
  branch: z.string(),
  language: z.string(),
  flags: z.array(z.string()),
  relations: z.array(z.object({ to: z.string(), kind: z.string() })),
  /** Only in the answer about one customer: the newest value of each field, or `unreadable` where its key is gone. */
  values: z.exactOptional(z.record(z.string(), z.object({ value: z.string(), source: z.string(), asOf: at, validUntil: z.exactOptional(at) }))),
});
export type CustomerRow = z.infer<typeof customerRowSchema>;

export const personRowSchema = z.object({
  id,
  version: z.int(),
  name: z.exactOptional(z.string()),
  role: roleSchema,
  team: z.string(),
  branch: z.exactOptional(z.string()),
  availability: availabilitySchema,
  isAbsent: z.boolean(),
});
export type PersonRow = z.infer<typeof personRowSchema>;

/** A team's open work; `id` is the team's. */
export const queueRowSchema = z.object({
  id,
  version: z.int(),
  branch: z.exactOptional(z.string()),
  routing: z.enum(['pull', 'push']),
  /** Open tasks that nobody holds, and since when the oldest waits. */
  waiting: z.int(),
  oldestAt: z.exactOptional(at),
  held: z.int(),
  parked: z.int(),
});
export type QueueRow = z.infer<typeof queueRowSchema>;

/** The answer of every list: `cursor` is opaque and absent on the last page. */
const page = <Row extends z.core.$ZodType>(row: Row) => z.object({ rows: z.array(row), cursor: z.exactOptional(z.string()) });

const paging = {
  cursor: z.exactOptional(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,512}$/))),
  /** 1 to 200, 50 if absent. */
  limit: z.exactOptional(z.string().check(z.regex(/^(?:[1-9]\d?|1\d\d|200)$/))),
};

export const caseQuerySchema = z.strictObject({
  ...paging,
  status: z.exactOptional(z.enum(['open', 'closed', 'all'])),
  team: z.exactOptional(idSchema),
  journey: z.exactOptional(idSchema),
  customer: z.exactOptional(idSchema),
  sort: z.exactOptional(z.enum(['openedAt', '-openedAt', 'id'])),
});
export const taskQuerySchema = z.strictObject({
  ...paging,
  status: z.exactOptional(z.enum(['open', 'parked', 'ended', 'all'])),
  team: z.exactOptional(idSchema),
  owner: z.exactOptional(idSchema),
  case: z.exactOptional(idSchema),
  sort: z.exactOptional(z.enum(['madeAt', '-madeAt', 'id'])),
});
export const customerQuerySchema = z.strictObject({ ...paging, branch: z.exactOptional(idSchema) });
export const personQuerySchema = z.strictObject({ ...paging, team: z.exactOptional(idSchema) });
export const queueQuerySchema = z.strictObject({ ...paging, branch: z.exactOptional(idSchema) });

export type CaseQuery = z.infer<typeof caseQuerySchema>;
export type TaskQuery = z.infer<typeof taskQuerySchema>;
export type CustomerQuery = z.infer<typeof customerQuerySchema>;
export type PersonQuery = z.infer<typeof personQuerySchema>;
export type QueueQuery = z.infer<typeof queueQuerySchema>;

export const statusSchema = z.object({
  version: z.string(),
  logId: z.string(),
  /** Seq of the newest entry; the log has as many entries as that. */
  seq: z.int(),
  entriesPerSecond: z.number(),
  casesOpen: z.int(),
  teams: z.array(z.object({ team: z.string(), open: z.int(), held: z.int() })),
  people: z.int(),
  customers: z.int(),
  held: z.int(),
  sockets: z.exactOptional(z.int()),
  waiting: z.int(),
  now: at,
  clockDifferenceMs: z.exactOptional(z.int()),
  upSeconds: z.int(),
  isReady: z.boolean(),
});
export type Status = z.infer<typeof statusSchema>;

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  rule: z.exactOptional(z.string()),
  params: z.exactOptional(z.record(z.string(), z.unknown())),
  retryAfterMs: z.exactOptional(z.int()),
});
export type Problem = z.infer<typeof problemSchema>;

/** Warnings make a model a draft; an error refuses it (`model_refused`, with the defects in `params`). */
export const modelReportSchema = z.object({
  isExecutable: z.boolean(),
  processes: z.array(z.object({ id: z.string(), name: z.string() })),
  defects: z.array(z.object({ severity: z.enum(['error', 'warning']), code: z.string(), element: z.string(), params: z.exactOptional(z.record(z.string(), z.union([z.string(), z.number()]))) })),
});

/** Who may call: anybody on this machine, a source with its key, a member of staff with a session; `known` is one of the last two. */
export type Access = 'open' | 'source' | 'session' | 'known';

export interface RouteContract {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: z.core.$ZodType;
  readonly query?: z.core.$ZodType;
  /** By media type. */
  readonly body?: Readonly<Record<string, z.core.$ZodType>>;
  /** A body that is a text of this media type, and no JSON. */
  readonly text?: string;
  /** A body that is a file of one of these media types. */
  readonly bytes?: readonly string[];
  /** The answer is a file. */
  readonly isFile?: true;
  readonly status: 200 | 202;
  readonly answer: z.core.$ZodType;
  /** Beside those that every route may answer. */
  readonly errors: readonly ErrorCode[];
}

const byId = { params: z.strictObject({ id: idSchema }) };
const list = (path: string, summary: string, query: z.core.$ZodType, row: z.core.$ZodType) =>
  ({ method: 'GET', path, summary, access: 'session', query, status: 200, answer: page(row), errors: [] }) as const;
const one = (path: string, summary: string, row: z.core.$ZodType) =>
  ({ method: 'GET', path: `${path}/:id`, summary, access: 'session', ...byId, status: 200, answer: row, errors: ['not_found'] }) as const;

/** Every route of the API; `/openapi.json` is made from it. */
export const routes = {
  postEvents: {
    method: 'POST',
    path: '/v1/events',
    summary: 'Report what happened at a source: one CloudEvent, or a batch that is taken whole or not at all.',
    access: 'source',
    body: { 'application/cloudevents+json': cloudEventSchema, 'application/cloudevents-batch+json': eventBatchSchema },
    status: 202,
    answer: z.object({ results: z.array(eventResultSchema) }),
    errors: ['source_refused', 'slow_down'],
  },
  checkModel: {
    method: 'POST',
    path: '/v1/models/check',
    summary: 'What would come of deploying a BPMN 2.0 model: its processes, whether they could run, and every defect at once.',
    access: 'session',
    text: 'application/bpmn+xml',
    status: 200,
    answer: modelReportSchema,
    errors: ['model_refused'],
  },
  listCases: list('/v1/cases', 'Cases, open ones if nothing else is asked.', caseQuerySchema, caseRowSchema),
  getCase: one('/v1/cases', 'One case, with where its process stands.', caseDetailSchema),
  listTasks: list('/v1/tasks', 'Tasks, open and parked ones if nothing else is asked.', taskQuerySchema, taskRowSchema),
  getTask: one('/v1/tasks', 'One task.', taskRowSchema),
  listCustomers: list('/v1/customers', 'Customers without their personal values.', customerQuerySchema, customerRowSchema),
  getCustomer: one('/v1/customers', 'One customer with personal values; the read is in the log before the answer leaves.', customerRowSchema),
  listPeople: list('/v1/people', 'Staff.', personQuerySchema, personRowSchema),
  getPerson: one('/v1/people', 'One member of staff.', personRowSchema),
  listQueues: list('/v1/queues', 'Queues of the teams, with what waits in them.', queueQuerySchema, queueRowSchema),
  getQueue: one('/v1/queues', 'The queue of one team.', queueRowSchema),
  getCommand: {
    method: 'GET',
    path: '/v1/commands/:id',
    summary: 'What became of a command of one’s own: its answer, or `not_found` where it never came in and may be sent again.',
    access: 'session',
    ...byId,
    status: 200,
    answer: answerSchema,
    errors: ['not_found'],
  },
  openDemoSession: {
    method: 'POST',
    path: '/v1/demo-session',
    summary: 'A session of a person of the demo bank, from this machine only. Send the token as `authorization: Bearer`.',
    access: 'open',
    body: { 'application/json': z.strictObject({ person: idSchema }) },
    status: 200,
    answer: z.object({ token: z.string(), person: personRowSchema, expiresAt: at }),
    errors: ['not_found'],
  },
  endDemoSession: {
    method: 'DELETE',
    path: '/v1/demo-session',
    summary: 'Ends the session of the token.',
    access: 'session',
    status: 200,
    answer: z.object({ ok: z.literal(true) }),
    errors: [],
  },
  getStatus: {
    method: 'GET',
    path: '/v1/status',
    summary: 'What the status page shows: counts, no persons.',
    access: 'open',
    status: 200,
    answer: statusSchema,
    errors: [],
  },
  ...caseRoutes,
  ...channelRoutes,
  ...teamRoutes,
  ...decisionRoutes,
  ...reminderRoutes,
} as const satisfies Record<string, RouteContract>;
