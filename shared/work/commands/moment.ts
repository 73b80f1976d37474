import type { Moment } from '../../decision/moment/moment.ts';
import { changesAt, momentsAt } from '../../decision/moment/moments-at.ts';
import { stateOf } from '../../decision/moment/observe.ts';
import type { Timer } from '../timers.ts';
import { customerTimers } from '../timers.ts';
import type { Context, Decision, World } from '../world.ts';
import { done } from '../world.ts';

/** Something should have happened by now, or matters no more: says which moments have begun and ended since the timer was set. */
export function momentRunsOut(world: World, timer: Timer, ctx: Context): Decision {
  const id = timer.case.slice('customer:'.length);
  const customer = world.customer(id);
  if (customer === undefined) return { needs: { customers: [id], signalsOf: [id] } };
  const [current] = customer === null ? [] : customerTimers(customer);
  // The row may be older than the state: what is not due any more is only set again.
  if (!current || current.dueAt > ctx.now) return done();
  const signals = world.signalsOf?.(id);
  if (signals === undefined) return { needs: { signalsOf: [id] } };
  const { moments } = ctx.settings;
  const told = (from: readonly Moment[], without: readonly Moment[]): { moment: string; key: string }[] =>
    from.filter((one) => !without.some((other) => sameMoment(one, other))).map(({ id: moment, key }) => ({ moment, key }));
  const state = moments && stateOf(moments, signals);
  // Nothing has changed from when it was set to just before it is due: it would have been set again.
  const before = state ? momentsAt(moments, state, current.dueAt - 1) : [];
  const now = state ? momentsAt(moments, state, ctx.now) : [];
  return done({
    kind: 'moment:changed', subject: `customer:${id}`, customer: id,
    body: { began: told(now, before), ended: told(before, now), changesAt: state ? changesAt(moments, state, ctx.now) : null },
  });
}

const sameMoment = (a: Moment, b: Moment): boolean => a.id === b.id && a.key === b.key && a.since === b.since;
