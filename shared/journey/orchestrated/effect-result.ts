import type { Refusal } from '../../model/refusal.ts';
import { isRefusal } from '../../model/refusal.ts';
import { isTransfer, onTransferResult } from '../../work/commands/call-hand-off.ts';
import type { OnEffectResult, ToldJourney } from '../../work/effects/decide-result.ts';
import type { EffectResult } from '../../work/effects/result.ts';
import type { CaseState } from '../../model/case.ts';
import type { Context, Decided } from '../../work/world.ts';
import { done } from '../../work/world.ts';
import { step } from '../engine/step.ts';
import { advance } from './advance.ts';
import { wholeProcess } from './implied.ts';
import type { Journey } from './journey.ts';

/**
 * What a process does about the result of a call. A failure that the process catches is its own affair; any other leaves the token
 * waiting, so that the call can be sent again or be answered by a person.
 */
export const tellProcess: OnEffectResult = (result) => (world, ctx) => {
  if (isTransfer(result)) return onTransferResult(result)(world, ctx);
  const state = world.case(result.case);
  if (state === undefined) return { needs: { cases: [result.case] } };
  const token = Number(result.ref);
  if (state?.case.process === undefined || result.ref === undefined || !Number.isInteger(token)) return done();
  const journey = ctx.settings.journeys?.find(state.case.journey, state.case.journeyVersion);
  if (journey === undefined) throw new Error(`Bug: the journey ${state.case.journey} of a running case is not in the catalog`);
  const { outcome } = result;
  // Gone: the process has taken another way meanwhile, and nobody needs to look at what is not waited for.
  if (!state.case.process.tokens.some(({ id }) => id === token)) return { ...done(), isCaught: true };
  if (outcome.ok) return told(advance(journey, state, { type: 'complete', token, data: outcome.data }, { on: `effect:${result.operation}` }, ctx));
  for (const code of [outcome.error, outcome.code]) if (code !== undefined && isCaught(journey, state, token, code, ctx)) return { ...fail(journey, state, token, code, result, ctx), isCaught: true };
  return done();
};

const told = (moved: Decided | Refusal): ToldJourney => (isRefusal(moved) ? { ...done(), isCaught: true } : moved);

const fail = (journey: Journey, state: CaseState, token: number, code: string, { operation }: EffectResult, ctx: Context): ToldJourney =>
  told(advance(journey, state, { type: 'fail', token, code }, { on: `effect:${operation}` }, ctx));

/** Whether anything in the process catches the error. */
function isCaught(journey: Journey, state: CaseState, token: number, code: string, ctx: Context): boolean {
  const stepped = step(journey.process, wholeProcess(journey, state.case), { type: 'fail', token, code }, ctx.now);
  return stepped.ok && !stepped.requests.some((request) => request.do === 'incident' && request.token === token);
}
