import * as z from 'zod/mini';
import { availabilitySchema, roleSchema } from '../model/person.ts';
import { calendarSchema } from '../work/calendar-definition.ts';
import { hardFactors } from '../work/routing.ts';
import { codeSchema, idSchema, timeSchema } from './commands.ts';

const at = z.int();
const id = z.string();
const count = z.int();
/** At most 200 ids: the list behind a number. */
const behind = z.array(id);
const detail = z.exactOptional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])));

/** A time in a query: milliseconds UTC. */
const queryTime = z.string().check(z.regex(/^\d{1,15}$/));

export const demoStaffSchema = z.object({
  rows: z.array(z.object({ id, name: z.string(), initials: z.string(), role: roleSchema, team: z.string(), availability: availabilitySchema })),
});
export type DemoStaff = z.infer<typeof demoStaffSchema>;

export const directorySchema = z.object({
  rows: z.array(z.object({ person: id, name: z.string(), initials: z.string(), role: roleSchema, team: z.string() })),
});
export type DirectoryRows = z.infer<typeof directorySchema>;

/** To whom a task could be handed, as routing judges: the eligible first, by load; of the others the first factor that drops them. */
export const receiversSchema = z.object({
  people: z.array(z.object({
    person: id,
    /** Weights of work, as everywhere in routing. */
    load: z.int(),
    capacity: z.int(),
    availability: availabilitySchema,
    factor: z.exactOptional(z.enum(hardFactors)),
    detail,
    /** Whether a caller could be handed to them: they know the work, meet customers, are available, and nobody is on their line. */
    isVoiceFree: z.boolean(),
    /** Median of this person's last answers to hand-offs; absent where there are fewer than three. */
    usuallyAnswersMs: z.exactOptional(z.int()),
  })),
  teams: z.array(z.object({ team: id, /** Tasks that nobody holds. */ waiting: count })),
});
export type Receivers = z.infer<typeof receiversSchema>;

/** What the lead has chosen by hand: person by task. They are judged by the same rules, before all else is planned. */
const picks = z.exactOptional(z.record(idSchema, idSchema));

/** Work of somebody who is away, or a selection: to one person, or to whom routing would give it. */
export const planAskedSchema = z.union([
  z.strictObject({ absent: z.strictObject({ person: idSchema, until: timeSchema, because: codeSchema }), picks }),
  z.strictObject({ tasks: z.array(idSchema).check(z.minLength(1), z.maxLength(200)), to: z.exactOptional(idSchema), picks }),
]);
export type PlanAsked = z.infer<typeof planAskedSchema>;

/** Nothing is moved: `task:reassign` with these versions commits it, and the id of that command is the plan's for `plan:undo`. */
export const planPreviewSchema = z.object({
  moves: z.array(z.object({
    task: id,
    version: z.int(),
    case: id,
    customer: z.exactOptional(id),
    journey: z.string(),
    activity: z.string(),
    name: z.exactOptional(z.string()),
    /** Who holds it; absent where it waits in a queue. */
    from: z.exactOptional(id),
    /** Exactly one of `to` and `cannot`. */
    to: z.exactOptional(id),
    because: z.exactOptional(z.string()),
    /** The factor that stands in the way of the person picked, or the last that stands in the way of everybody. */
    cannot: z.exactOptional(z.enum(hardFactors)),
    detail,
    /** Who else could take it, beside `to`, over what this plan already gives them; best first, at most five. */
    alternatives: z.array(id),
  })),
  /** Weight of open work by person, of those whom the plan gives or takes something, or could. */
  load: z.record(z.string(), z.object({ before: z.int(), after: z.int(), capacity: z.int() })),
  /** Open promises of the cases that move, and how many of the tasks are approvals. */
  promises: count,
  approvals: count,
  /** How much less late the work gets, summed over its clocks and promises that fall due; `shared/work/plan-saves.ts` says how. */
  savesMs: z.int(),
});
export type PlanPreview = z.infer<typeof planPreviewSchema>;

/** What a line of a digest is about; the texts are the screen's. */
export const digestCodes = [
  'stalled', 'promise_breaks_soon', 'promise_broken', 'regulatory_near', 'person_absent', 'person_off', 'connector_down', 'declined', 'failed',
] as const;

export const digestSchema = z.object({
  since: at,
  now: at,
  lines: z.array(z.object({
    code: z.enum(digestCodes),
    count,
    /** `stalled`: cause. `promise_…`: the earliest `dueAt`. `regulatory_near`: highest `percent`. `person_…`: person, at, until. `connector_down`: connector, from, until, recovered. */
    params: z.exactOptional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
    cases: behind,
  })),
});
export type Digest = z.infer<typeof digestSchema>;

const day = z.string();
export const analyticsSchema = z.object({
  /** The calendar's zone that days are of. */
  zone: z.string(),
  from: at,
  to: at,
  throughput: z.array(z.object({ day, made: count, done: count, cases: behind })),
  timeInStage: z.array(z.object({ journey: z.string(), stage: z.string(), count, p50Ms: z.int(), p90Ms: z.int(), cases: behind })),
  handOffs: z.array(z.object({ day, offered: count, accepted: count, declined: count, returned: count, cases: behind })),
  waiting: z.array(z.object({ cause: z.string(), count, totalMs: z.int(), cases: behind })),
});
export type Analytics = z.infer<typeof analyticsSchema>;

const name = z.string().check(z.minLength(1), z.maxLength(80), z.refine((text) => text.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(text), 'text'));

/** A saved view: what of the queues it shows. Counts are made on screen. */
export const viewQuerySchema = z.strictObject({
  team: z.exactOptional(idSchema),
  /** A person, `me`, or `nobody`. */
  owner: z.exactOptional(idSchema),
  status: z.exactOptional(z.enum(['open', 'parked'])),
  journey: z.exactOptional(idSchema),
  activity: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(128))),
  stalled: z.exactOptional(z.boolean()),
  cause: z.exactOptional(codeSchema),
  dueWithinMs: z.exactOptional(z.int().check(z.minimum(0))),
  text: z.exactOptional(name),
});
export const viewWrittenSchema = z.strictObject({ name, isShared: z.boolean(), query: viewQuerySchema });
export type ViewWritten = z.infer<typeof viewWrittenSchema>;
export const viewSchema = z.object({ id, name: z.string(), isShared: z.boolean(), author: id, team: z.string(), query: viewQuerySchema });
export type View = z.infer<typeof viewSchema>;

/** How a person wants the screen; roams with them. */
export const settingsSchema = z.strictObject({
  density: z.enum(['compact', 'standard', 'roomy']),
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  language: z.enum(['system', 'en', 'de']),
  /** Keys by command, where they are not the usual ones. */
  keys: z.exactOptional(z.record(z.string().check(z.maxLength(64)), z.string().check(z.maxLength(32)))),
});
export type Settings = z.infer<typeof settingsSchema>;

export const sourcesSchema = z.object({
  rows: z.array(z.object({
    connector: z.string(),
    /** `unused`: nothing has been asked of it since the server started. */
    state: z.enum(['up', 'down', 'off', 'unused']),
    /** Since when it is down or off. */
    since: z.exactOptional(at),
    answeredAt: z.exactOptional(at),
  })),
});
export type Sources = z.infer<typeof sourcesSchema>;

/** Business hours as the bank wrote them; a team's row names its calendar. */
export const calendarsSchema = z.object({ rows: z.array(calendarSchema) });
export type Calendars = z.infer<typeof calendarsSchema>;

const dayTaskSchema = z.object({
  task: id,
  version: z.int(),
  fence: z.int(),
  case: id,
  customer: z.exactOptional(id),
  journey: z.string(),
  activity: z.string(),
  name: z.exactOptional(z.string()),
  status: z.enum(['open', 'parked']),
  parkedUntil: z.exactOptional(at),
  stalled: z.exactOptional(z.object({ since: at, cause: z.string() })),
  clocks: z.array(z.object({ id, name: z.string(), kind: z.enum(['firstResponse', 'step', 'resolution', 'regulatory']), dueAt: at, isPaused: z.boolean() })),
});
/** "End of day": everything that is still somebody's. */
export const personDaySchema = z.object({
  person: id,
  now: at,
  tasks: z.array(dayTaskSchema),
  promises: z.array(z.object({ case: id, promise: id, dueAt: at, channel: z.string(), state: z.enum(['open', 'broken']) })),
  /** That there is a draft, not what it says. */
  drafts: z.array(z.object({ case: id, field: z.string(), savedAt: at })),
});
export type PersonDay = z.infer<typeof personDaySchema>;

/** What somebody did, or what others set of them; ids and codes only, as the log has them. */
export const trailSchema = z.object({
  since: at,
  rows: z.array(z.object({
    seq: z.int(),
    at,
    by: id,
    kind: z.string(),
    case: z.exactOptional(id),
    customer: z.exactOptional(id),
    task: z.exactOptional(id),
    /** Whom it was done to. */
    person: z.exactOptional(id),
    because: z.exactOptional(z.string()),
    /** `owner`: a person, `queue` or `source`. `absence`: until when; without `after` it ended. Of a person the log holds what was set, not what was before. */
    change: z.exactOptional(z.object({
      what: z.enum(['owner', 'capacity', 'availability', 'absence', 'profile']),
      before: z.exactOptional(z.union([z.string(), z.number()])),
      after: z.exactOptional(z.union([z.string(), z.number()])),
    })),
  })),
});
export type Trail = z.infer<typeof trailSchema>;

const byId = { params: z.strictObject({ id: idSchema }) };
const json = <Schema extends z.core.$ZodType>(schema: Schema) => ({ 'application/json': schema });
const read = { method: 'GET', access: 'session', status: 200 } as const;

/** Routes about people, plans and numbers; part of `routes` in `rest.ts`. */
export const teamRoutes = {
  listDemoStaff: {
    method: 'GET', path: '/v1/demo-staff', access: 'open', status: 200, answer: demoStaffSchema, errors: ['not_found'],
    summary: 'Whom one may sign in as while the demo bank is there, from this machine only; the people of the three days first.',
  },
  getDirectory: { ...read, path: '/v1/directory', answer: directorySchema, errors: [], summary: 'Names of all staff.' },
  listReceivers: {
    ...read, path: '/v1/tasks/:id/receivers', ...byId, answer: receiversSchema, errors: ['not_found'],
    summary: 'To whom a task could be handed off, and why to nobody else.',
  },
  previewPlan: {
    method: 'POST', path: '/v1/plans/preview', access: 'session', body: json(planAskedSchema), status: 200, answer: planPreviewSchema, errors: ['forbidden', 'not_found'],
    summary: 'Where the work of somebody absent, or a selection of tasks, would go. Changes nothing.',
  },
  getDigest: {
    ...read, path: '/v1/digest', query: z.strictObject({ since: z.exactOptional(queryTime) }), answer: digestSchema, errors: ['forbidden'],
    summary: 'What happened in the teams that one leads since one was last here, or since a time.',
  },
  getAnalytics: {
    ...read, path: '/v1/analytics', answer: analyticsSchema, errors: ['forbidden', 'invalid'],
    query: z.strictObject({ team: idSchema, from: queryTime, to: queryTime }),
    summary: 'Throughput, time in stage, hand-offs and waiting by cause of a team over at most 92 days, each with the cases behind it. Nothing is per person.',
  },
  listViews: { ...read, path: '/v1/views', answer: z.object({ rows: z.array(viewSchema) }), errors: [], summary: 'One’s own saved views, and those that one’s team shares.' },
  putView: {
    method: 'PUT', path: '/v1/views/:id', access: 'session', ...byId, body: json(viewWrittenSchema), status: 200, answer: viewSchema, errors: ['not_found', 'views_full'],
    summary: 'Saves a view. A shared one is changed by its author only.',
  },
  deleteView: { method: 'DELETE', path: '/v1/views/:id', access: 'session', ...byId, status: 200, answer: z.object({ ok: z.literal(true) }), errors: ['not_found'], summary: 'Deletes a view of one’s own.' },
  getSettings: { ...read, path: '/v1/settings', answer: settingsSchema, errors: [], summary: 'One’s own settings of the screen.' },
  putSettings: { method: 'PUT', path: '/v1/settings', access: 'session', body: json(settingsSchema), status: 200, answer: settingsSchema, errors: [], summary: 'Saves one’s own settings of the screen.' },
  listSources: { ...read, path: '/v1/sources', answer: sourcesSchema, errors: [], summary: 'How the systems outside are, as far as this server has asked them.' },
  listCalendars: { ...read, path: '/v1/calendars', answer: calendarsSchema, errors: [], summary: 'Business hours and holidays by calendar.' },
  getTrail: {
    ...read, path: '/v1/trail', query: z.strictObject({ of: z.enum(['done', 'aboutMe']), since: z.exactOptional(queryTime) }), answer: trailSchema, errors: ['invalid'],
    summary: 'What one did since a time, each with before and after, or what others set of oneself: capacity, status, absence. Newest first.',
  },
  getPersonDay: {
    ...read, path: '/v1/people/:id/day', ...byId, answer: personDaySchema, errors: ['not_found', 'forbidden'],
    summary: 'What a person still holds: tasks with clocks, promises, drafts. For oneself, and for whom one leads.',
  },
} as const;
