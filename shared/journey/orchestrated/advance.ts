import type { EntryDraft } from '../../contract/entries.ts';
import type { CaseState, Channel } from '../../model/case.ts';
import type { Refusal } from '../../model/refusal.ts';
import { isRefusal } from '../../model/refusal.ts';
import { onCase, stallFrom } from '../../work/commands/rule.ts';
import { addBusiness } from '../../work/calendar.ts';
import type { Context, Decided } from '../../work/world.ts';
import { evolveProcess } from '../engine/evolve-process.ts';
import type { ProcessState } from '../engine/process-state.ts';
import type { Position } from '../engine/read-state.ts';
import { positionOf } from '../engine/read-state.ts';
import type { StepOptions } from '../engine/run.ts';
import { step } from '../engine/step.ts';
import type { Request, Stimulus } from '../engine/stimulus.ts';
import { impliedNames, wholeProcess } from './implied.ts';
import type { Journey, RulingBasis } from './journey.ts';
import { submittedNow } from './one-submission.ts';
import { answerRequests, outcomeOf } from './requests.ts';

/** What moved a case, for its log: `start`, `task:complete`, `message:<name>`, `timer`, `effect` … */
export interface Cause {
  readonly on: string;
  readonly channel?: Channel;
  /** How many messages of cases to cases brought it about. */
  readonly hops?: number | undefined;
}

/** Somebody's: time and systems end steps too, and are no one whom a late sender is told of. */
const isSubmission = (on: string): boolean => on === 'task:complete' || on.startsWith('message:');

/** A decision on its way back to the task that has asked it. */
interface Answer {
  readonly stimulus: Extract<Stimulus, { type: 'complete' | 'fail' }>;
  readonly basis: RulingBasis | undefined;
}

/** Decisions that one input may ask one after the other. */
const decisionLimit = 100;

/**
 * Moves a case's process by one stimulus: what happened in it, the work it opens and closes, and what it asks of systems. `state` is the
 * case as it was, before any of the entries. Refused as `step` refuses.
 */
export function advance(journey: Journey, state: CaseState, stimulus: Stimulus, cause: Cause, ctx: Context): Decided | Refusal {
  const options = workingTime(state.case.team, ctx);
  let process = wholeProcess(journey, state.case);
  let next: { readonly stimulus: Stimulus; readonly basis?: RulingBasis | undefined } | undefined = { stimulus };
  /** Decisions that this input asked, on their way back. */
  const answers: Answer[] = [];
  const entries: EntryDraft[] = [];
  const requests: Request[] = [];
  const done: string[] = [];
  for (let round = 0; next !== undefined && round < decisionLimit; round += 1) {
    const stepped = step(journey.process, process, next.stimulus, ctx.now, options);
    // Only the first is somebody's; what decisions bring about is the process's own, and it is always awaited.
    if (isRefusal(stepped)) return stepped;
    const was = process;
    process = evolveProcess(process, stepped.delta);
    // Where an end was reached while other work goes on, the case keeps its outcome until that is over too.
    const outcome = process.ended === undefined ? outcomeOf(journey, stepped.delta.done) : undefined;
    const stands = standing(journey, state, was, process, ctx);
    const implied = impliedNames(journey, { id: state.case.id, customer: state.case.customer, amountMinor: stands.amountMinor ?? state.case.amountMinor }, stepped.delta, process);
    const submitted = round === 0 && isSubmission(cause.on) ? submittedNow(journey.file, was, process, state.tasks) : [];
    entries.push(onCase(state, 'journey:stepped', {
      on: round === 0 ? cause.on : 'decision', ...(submitted.length === 0 ? {} : { submitted }), delta: stepped.delta, ...(implied.length === 0 ? {} : { implied }), ...(outcome === undefined ? {} : { outcome }), ...(next.basis === undefined ? {} : { decision: next.basis }), ...stands, ...(cause.channel === undefined ? {} : { channel: cause.channel }),
    }));
    requests.push(...stepped.requests);
    done.push(...stepped.delta.done);
    answers.push(...decided(stepped.requests, ctx));
    next = nextAnswer(answers, process);
  }
  const answered = answerRequests(journey, state, { done, tokens: process?.tokens ?? [] }, requests, ctx, cause.hops);
  return { ok: true, ...answered, entries: [...entries, ...answered.entries] };
}

/** How the open time of teams is counted; that of `team` where an element has none. */
export function workingTime(team: string, ctx: Context): StepOptions {
  return {
    addWorkingTime: (from, span, of) => {
      const calendar = ctx.settings.calendarOf(of ?? team);
      return calendar ? addBusiness(calendar, from, span) : from + span;
    },
  };
}

/** The next answer that something still waits for. */
function nextAnswer(answers: Answer[], { tokens }: ProcessState): Answer | undefined {
  for (let one = answers.shift(); one !== undefined; one = answers.shift()) {
    const { token } = one.stimulus;
    if (tokens.some(({ id }) => id === token)) return one;
  }
  return undefined;
}

/** Answers to the decisions that are asked and can be made here; one that failed is the task's failure. */
function decided(requests: readonly Request[], ctx: Context): Answer[] {
  return requests.flatMap((request): Answer[] => {
    if (request.do !== 'askDecision') return [];
    const { token, decision, inputs } = request;
    const ruling = ctx.settings.journeys?.decide?.(decision, inputs, ctx.now);
    if (ruling === undefined) return [];
    return [{ stimulus: ruling.ok ? { type: 'complete', token, data: ruling.data } : { type: 'fail', token, code: ruling.code }, basis: ruling.basis }];
  });
}

interface Standing {
  stage?: string;
  waitsFor?: string | null;
  amountMinor?: number;
  currency?: string;
  stallAt?: number;
}

/** What people see of where it stands, where that changed. */
function standing(journey: Journey, state: CaseState, was: ProcessState | undefined, process: ProcessState, ctx: Context): Standing {
  const { file } = journey;
  const positions = positionOf(journey.process, process);
  const stage = stageOf(file.stages, positions) ?? (was === undefined ? file.stages[0] : undefined);
  const waitsFor = whomOf(journey, process, positions) ?? null;
  const given = file.amount === undefined ? undefined : process.data[String(process.scopes[0]?.id ?? 0)]?.[file.amount.variable];
  const amountMinor = typeof given === 'number' && Number.isSafeInteger(given) ? given : undefined;
  return {
    ...(stage === undefined || (stage === state.case.stage && was !== undefined) ? {} : { stage }),
    ...(waitsFor === (state.case.waitsFor?.whom ?? null) ? {} : { waitsFor }),
    ...(file.amount === undefined || amountMinor === undefined || amountMinor === state.case.amountMinor ? {} : { amountMinor, currency: file.amount.currency }),
    ...stallFrom(state, undefined, ctx),
  };
}

/** The earliest stage that something stands in. */
function stageOf(stages: readonly string[], positions: readonly Position[]): string | undefined {
  return stages.find((stage) => positions.some((position) => position.stage === stage));
}

/** Whom a case waits for where no work of staff is open: undefined for nobody. */
function whomOf({ file }: Journey, process: ProcessState, positions: readonly Position[]): string | undefined {
  if (positions.some(({ waits }) => waits === 'work' || waits === 'adHoc')) return undefined;
  if (positions.some(({ waits }) => waits === 'incident' || waits === 'system')) return 'system';
  for (const { on = [] } of process.tokens)
    for (const one of on) {
      const sender = one.on === 'message' ? file.messages?.[one.name]?.from : undefined;
      if (sender !== undefined) return sender;
    }
  return undefined;
}
