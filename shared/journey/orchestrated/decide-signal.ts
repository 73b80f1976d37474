import type { CaseState } from '../../model/case.ts';
import type { Refusal } from '../../model/refusal.ts';
import { isRefusal } from '../../model/refusal.ts';
import type { Context, Decided, Needs, World } from '../../work/world.ts';
import { done } from '../../work/world.ts';
import type { Subscription } from '../engine/process-state.ts';
import { startBy } from '../engine/start.ts';
import { advance } from './advance.ts';
import type { Journey } from './journey.ts';
import { openFor } from './open-case.ts';
import type { ThrownSignal } from './thrown-message.ts';

/**
 * Gives a signal that another case has thrown to one that waits for it. Nothing happens where the case has gone another way meanwhile, or
 * has begun to wait only since: a signal is not kept. Refused as `step` refuses.
 */
export function decideSignalled(world: World, caseId: string, { signal: name, payload, at, hops }: ThrownSignal, ctx: Context): Decided | Refusal | Needs {
  const state = world.case(caseId);
  if (state === undefined) return { needs: { cases: [caseId] } };
  if (state === null || state.case.status === 'closed') return done();
  const journey = ctx.settings.journeys?.find(state.case.journey, state.case.journeyVersion);
  if (journey === undefined || !hears(journey, name) || !waitedThen(state, name, at)) return done();
  const moved = advance(journey, state, { type: 'signal', name, payload }, { on: `signal:${name}`, hops }, ctx);
  return isRefusal(moved) && moved.code === 'signal_not_awaited' ? done() : moved;
}

/** Opens a case of a journey that the signal starts, for the customer of the case `from` that has thrown it. */
export function decideSignalStart(journey: Journey, world: World, id: string, from: string, { signal: name, payload, customer, hops }: ThrownSignal, ctx: Context): Decided | Refusal | Needs {
  const start = startBy(journey.process, (trigger) => trigger.on === 'signal' && trigger.name === name);
  if (start === undefined) return done();
  return openFor(journey, world, { id, party: { source: 'journey', key: from }, customer, stimulus: { type: 'start', ...start, payload }, hops }, ctx);
}

/** Whether this version hears it from other cases; what it throws for itself alone, it hears from itself alone. */
const hears = ({ process }: Journey, name: string): boolean =>
  process.nodes.some(({ triggers }) => triggers.some((trigger) => trigger.on === 'signal' && trigger.name === name && !trigger.isOwn));

/** Whether something in it has waited for the signal since before it was thrown. */
function waitedThen({ case: { process, openedAt } }: CaseState, name: string, at: number): boolean {
  if (process === undefined) return false;
  const listens = (on: readonly Subscription[] | undefined): boolean => on?.some((one) => one.on === 'signal' && one.name === name) === true;
  const { tokens, scopes } = process;
  if (tokens.some(({ on, since }) => since <= at && listens(on))) return true;
  return scopes.some(({ on, host }) => listens(on) && (tokens.find(({ id }) => id === host)?.since ?? openedAt) <= at);
}
