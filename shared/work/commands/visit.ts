import type { CaseState, Channel } from '../../model/case.ts';
import { refuse } from '../../model/refusal.ts';
import type { Serving } from '../../policy/may-serve.ts';
import { mayServe } from '../../policy/may-serve.ts';
import type { Context, Decision, World } from '../world.ts';
import { done } from '../world.ts';
import { onCase } from './rule.ts';

/** So long a customer counts as being on a channel of theirs after the last that the log heard of them. */
export const visitMs = 10 * 60_000;

/** A customer on a channel of theirs, in one case. */
export interface Visit extends Serving {
  readonly case: string;
  readonly channel: Channel;
  readonly is: 'here' | 'gone';
  /** When it was so, by its source. */
  readonly at: number;
}

/** Whether the log need not hear of somebody again who was told of then. */
export const isFresh = (toldAt: number, now: number): boolean => now < toldAt + visitMs / 2;

/**
 * Notes that a customer comes or goes; nothing where that is known, or long over. Where they are within the case is no entry.
 * Refused: `case_unknown`, also for a case that is not the channel's.
 */
export function decideVisit(world: World, visit: Visit, ctx: Context): Decision {
  const { case: id, channel, is, at } = visit;
  const state = world.case(id);
  if (state === undefined) return { needs: { cases: [id] } };
  if (state === null || !mayServe(visit, state, ctx.settings.journeys)) return refuse('case_unknown');
  if (is === 'gone') return gone(state, channel);
  const here = state.case.customerHere;
  const isHere = here?.channel === channel;
  if (state.case.status === 'closed' || at < ctx.now - visitMs) return done();
  return isHere && isFresh(here.until - visitMs, ctx.now) ? done() : done(onCase(state, 'customer:arrived', { channel, until: ctx.now + visitMs }));
}

/** The same for a customer of whom a channel has told nothing more. */
export function decideSilent(world: World, id: string, channel: Channel): Decision {
  const state = world.case(id);
  if (state === undefined) return { needs: { cases: [id] } };
  return state === null ? done() : gone(state, channel);
}

const gone = (state: CaseState, channel: Channel): Decision => (state.case.customerHere?.channel === channel ? done(onCase(state, 'customer:left', { channel })) : done());
