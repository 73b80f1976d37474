import { unreachable } from '../../assert.ts';
import type { EntryDraft, EntryFact } from '../../contract/entries.ts';
import type { CaseState } from '../../model/case.ts';
import type { Task, TaskNeeds } from '../../model/task.ts';
import { isOpen } from '../../model/task.ts';
import { isAbsent } from '../../model/person.ts';
import { isRefusal } from '../../model/refusal.ts';
import { can } from '../../policy/can.ts';
import { addBusiness } from '../../work/calendar.ts';
import { meetClock, startClock } from '../../work/clock.ts';
import { nextOf, onCase, onTask } from '../../work/commands/rule.ts';
import { evolveCase } from '../../work/evolve-case.ts';
import { unfit } from '../../work/unfit.ts';
import type { Context, Effect, EffectOrder } from '../../work/world.ts';
import type { Ended, Token } from '../engine/process-state.ts';
import type { Request } from '../engine/stimulus.ts';
import type { CompiledProcess } from '../engine/tables.ts';
import { eventOf } from '../engine/tables.ts';
import type { WorkDefinition } from '../process.ts';
import type { Journey } from './journey.ts';
import type { ThrownMessage, ThrownSignal } from './thrown-message.ts';
import { mostHops } from './thrown-message.ts';

type Of<K extends Request['do']> = Extract<Request, { do: K }>;

interface Answered {
  readonly entries: EntryDraft[];
  readonly effects: Effect[];
  readonly effectOrders: EffectOrder[];
}

/** What came of the steps: elements completed, in order, and where the process stands after them. */
interface Came {
  readonly done: readonly string[];
  readonly tokens: readonly Token[];
}

/** What a process asks of the outside, as entries and effects. */
export function answerRequests(journey: Journey, state: CaseState, came: Came, requests: readonly Request[], ctx: Context, hops = 0): Answered {
  const answered: Answered = { entries: [], effects: [], effectOrders: [] };
  // Work that one input opens and takes back again is nobody's.
  const alive = new Set(came.tokens.map(({ id }) => id));
  const failed = new Set(came.tokens.flatMap(({ id, incident }) => (incident === undefined ? [] : [id])));
  for (const request of requests) {
    // A decision that failed is told as its task's failure.
    if (request.do !== 'askDecision' || !failed.has(request.token)) answer(journey, state, alive, request, ctx, answered, hops);
  }
  const ended = requests.find((request) => request.do === 'ended');
  if (ended) answered.entries.push(...closed(journey, state, came.done, ended.ended, answered.entries, ctx));
  return answered;
}

function answer(journey: Journey, state: CaseState, alive: ReadonlySet<number>, request: Request, ctx: Context, { entries, effects, effectOrders }: Answered, hops: number): void {
  switch (request.do) {
    case 'openWork':
      if (alive.has(request.token)) entries.push(...openWork(journey, state, request, ctx));
      return;
    case 'closeWork': {
      const task = state.tasks.find((one) => one.token === request.token && isOpen(one));
      if (task) entries.push(onTask(state, task.id, 'task:closed', { because: 'journey' }), ...clocksStopped(state, task.id, ctx));
      return;
    }
    case 'call':
      if (alive.has(request.token)) effects.push(effectOf(state, request.connector, request.inputs, String(request.token)));
      return;
    case 'sendMessage':
      if (request.connector !== undefined) effects.push(effectOf(state, request.connector, request.payload));
      else if ((ctx.settings.journeys?.hearing?.(request.name) ?? []).length === 0) return;
      else if (hops >= mostHops) entries.push(raised(state, ctx, 'journey_runaway', { element: request.element, detail: request.name }));
      else effects.push({ connector: 'cases', operation: 'deliver', case: state.case.id, body: { ...thrown(state, request, hops) } });
      return;
    case 'escalated':
      if (!request.isCaught) entries.push(onCase(state, 'case:escalated', { level: 1, to: `team:${state.case.team}`, because: request.code ?? 'journey' }));
      return;
    case 'incident':
      entries.push(raised(state, ctx, request.code, { token: request.token, element: request.element, ...(request.detail === undefined ? {} : { detail: request.detail }) }));
      return;
    case 'askDecision':
      if (alive.has(request.token)) entries.push(raised(state, ctx, 'decision_missing', { token: request.token, element: request.element, detail: request.decision }));
      return;
    case 'stuck':
      for (const { element, missing } of request.joins) entries.push(raised(state, ctx, 'journey_stuck', { element, detail: missing.join(' ') }));
      return;
    case 'runaway':
      entries.push(raised(state, ctx, 'journey_runaway', {}));
      return;
    case 'cancelCall':
      effectOrders.push({ do: 'withdraw', case: state.case.id, ref: String(request.token) });
      return;
    // In this case it has been given already.
    case 'sendSignal':
      if ((ctx.settings.journeys?.hearingSignal?.(request.name) ?? []).length === 0) return;
      if (hops >= mostHops) entries.push(raised(state, ctx, 'journey_runaway', { element: request.element, detail: request.name }));
      else effects.push({ connector: 'cases', operation: 'broadcast', case: state.case.id, body: { ...signal(state, request, hops, ctx.now) } });
      return;
    // The end comes last.
    case 'ended':
    case 'cancelDecision':
      return;
    default:
      unreachable(request);
  }
}

/** For whoever waits for it among the other cases. */
const thrown = ({ case: { customer } }: CaseState, { name, key, payload }: Of<'sendMessage'>, hops: number): ThrownMessage => ({
  message: name, payload, hops: hops + 1, ...(key === undefined ? {} : { key }), ...(customer === undefined ? {} : { customer }),
});

const signal = ({ case: { customer } }: CaseState, { name, payload }: Of<'sendSignal'>, hops: number, at: number): ThrownSignal => ({
  signal: name, payload, at, hops: hops + 1, ...(customer === undefined ? {} : { customer }),
});

function effectOf(state: CaseState, { connector, operation, backups, retries, timeoutMs }: Of<'call'>['connector'], body: Effect['body'], ref?: string): Effect {
  return {
    connector, operation, case: state.case.id, body: known(body),
    ...(ref === undefined ? {} : { ref }),
    ...(backups === undefined ? {} : { backups }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(retries === undefined ? {} : { tries: retries + 1 }),
  };
}

/** What the process does not know is left out: systems have fields that may be missing, not fields that are null. */
const known = (body: Effect['body']): Effect['body'] =>
  Object.values(body).includes(null) ? Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)) : body;

function openWork(journey: Journey, state: CaseState, { token, element, work, team, name, inputs, assignee }: Of<'openWork'>, ctx: Context): EntryDraft[] {
  const { file } = journey;
  const task = ctx.newId('t');
  const of = team ?? file.team;
  const needs = needsOf(work);
  const stallAt = stallOf(file, element, of, work, ctx);
  const made = onTask(state, task, 'task:made', {
    activity: element, team: of, token,
    ...(name === undefined ? {} : { name }),
    ...(work?.form === undefined ? {} : { form: work.form }),
    ...(work?.fourEyes === undefined ? {} : { fourEyes: work.fourEyes === true ? true : [...work.fourEyes] }),
    ...(Object.keys(inputs).length === 0 ? {} : { inputs: inputs as NonNullable<Task['inputs']> }),
    ...(needs === undefined ? {} : { needs }),
    ...(stallAt === undefined ? {} : { stallAt }),
  });
  return [made, ...assigned(state, made, assignee, ctx), ...clockOf(state, task, of, work, ctx)];
}

/** When it counts as stalled: within the step's own time of the team's open hours, else the journey's. */
/** The person whom the process names owns the work at once, where they are there and may do it; else it waits in its queue. */
function assigned(state: CaseState, made: EntryDraft, assignee: string | undefined, ctx: Context): EntryDraft[] {
  const person = assignee === undefined ? undefined : ctx.staffMember?.(assignee);
  if (person === undefined || isAbsent(person, ctx.now)) return [];
  const after = evolveCase(state, { ...made, at: ctx.now, recordedAt: ctx.now, actor: ctx.actor } as EntryFact);
  const task = after?.tasks.at(-1);
  if (task === undefined || can(person, 'task:claim', { team: task.team, branch: state.case.branch }) !== undefined || unfit(task, person, state) !== undefined) return [];
  return [onTask(state, task.id, 'task:claimed', { by: person.id, ...nextOf(task, 'assigned') })];
}

function stallOf({ journey, version }: Journey['file'], element: string, team: string, work: WorkDefinition | undefined, ctx: Context): number | undefined {
  const calendar = ctx.settings.calendarOf(team);
  if (work?.expectedWithinMs === undefined || calendar === undefined) return ctx.settings.expectedWithin(journey, element, team, ctx.now, version);
  return addBusiness(calendar, ctx.now, work.expectedWithinMs);
}

function needsOf(work: WorkDefinition | undefined): TaskNeeds | undefined {
  if (work === undefined) return undefined;
  const { skills, licence, language, roles, weight } = work;
  if (skills === undefined && licence === undefined && language === undefined && roles === undefined && weight === undefined) return undefined;
  return {
    weight: weight ?? 1,
    ...(skills === undefined ? {} : { skills }),
    ...(licence === undefined ? {} : { licence }),
    ...(language === undefined ? {} : { language }),
    ...(roles === undefined ? {} : { roles: [...roles] }),
  };
}

function clockOf(state: CaseState, task: string, team: string, work: WorkDefinition | undefined, ctx: Context): EntryDraft[] {
  const calendar = ctx.settings.calendarOf(team);
  if (work?.clock === undefined || calendar === undefined) return [];
  const { name, goalMs, deadlineMs, isRegulatory } = work.clock;
  const clock = startClock({ id: ctx.newId('q'), name, kind: isRegulatory === true ? 'regulatory' : 'step', goalMs, deadlineMs, task }, calendar, ctx.now);
  return isRefusal(clock) ? [] : [onCase(state, 'clock:started', { clock })];
}

/** The clocks of a piece of work end with it, met or missed. */
export function clocksStopped(state: CaseState, task: string, ctx: Context): EntryDraft[] {
  return state.case.clocks.flatMap((one) => {
    const clock = one.task === task ? meetClock(one, ctx.now) : undefined;
    return clock === undefined || isRefusal(clock) ? [] : [onCase(state, 'clock:met', { clock })];
  });
}

function raised(state: CaseState, ctx: Context, code: string, at: { token?: number; element?: string; detail?: string }): EntryDraft {
  return onCase(state, 'exception:raised', { code, reference: ctx.newId('x'), owner: `team:${state.case.team}`, journey: at });
}

/** The end of the process is the end of the case, with the outcome of the end event that was reached. */
function closed(journey: Journey, state: CaseState, reached: readonly string[], ended: Ended, before: readonly EntryDraft[], ctx: Context): EntryDraft[] {
  const isClosed = new Set(before.flatMap((entry) => (entry.kind === 'task:closed' && entry.task !== undefined ? [entry.task] : [])));
  const outcome = outcomeOf(journey, reached) ?? state.case.outcome ?? (ended.how === 'error' ? `error.${ended.code}` : ended.how);
  const left = state.tasks.filter((task) => isOpen(task) && !isClosed.has(task.id));
  return [
    onCase(state, 'case:closed', { outcome }),
    ...left.map((task) => onTask(state, task.id, 'task:closed', { because: 'caseClosed' })),
    ...(ended.how === 'error' ? [raised(state, ctx, 'journey_failed', { element: ended.element, detail: ended.code })] : []),
  ];
}

const outcomes = new WeakMap<CompiledProcess, ReadonlyMap<string, string>>();

/** Outcomes by end event; found out once for each model. */
function outcomesOf(process: CompiledProcess): ReadonlyMap<string, string> {
  const known = outcomes.get(process);
  if (known !== undefined) return known;
  const found = new Map<string, string>();
  for (const node of process.nodes) {
    const outcome = eventOf(node)?.outcome;
    if (outcome !== undefined) found.set(node.id, outcome);
  }
  outcomes.set(process, found);
  return found;
}

/** The outcome of the last end event among these elements that has one. */
export function outcomeOf({ process }: Journey, reached: readonly string[]): string | undefined {
  const known = outcomesOf(process);
  const last = reached.findLast((id) => known.has(id));
  return last === undefined ? undefined : known.get(last);
}
