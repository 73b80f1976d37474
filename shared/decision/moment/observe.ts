import { ownEntry } from '../feel/values.ts';
import type { CompiledMoment, CompiledMoments } from './compile-moments.ts';
import type { Kept, MomentEvent, MomentState } from './moment.ts';

/** Events kept for one moment of one customer. Older ones are forgotten first, so a moment may be missed in a flood, but never made up. */
export const KEPT_LIMIT = 64;

/**
 * Keeps what an event says to the moments that listen for it. The same events give the same state in any order and number of copies: the
 * newest ones of all, in one order. Work and memory per event are bounded; the state that was given is not changed.
 */
export function observe(moments: CompiledMoments, state: MomentState, event: MomentEvent): MomentState {
  let after = state;
  for (const moment of moments.byType.get(event.type) ?? []) {
    const kept = keptOf(moment, state);
    const one = keepable(moment, event);
    if (one === undefined || kept.some(([, , id]) => id === one[2])) continue;
    const place = kept.findIndex((other) => isBefore(one, other));
    const longer = place === -1 ? [...kept, one] : [...kept.slice(0, place), one, ...kept.slice(place)];
    after = { ...after, [moment.file.id]: { version: moment.file.version, kept: longer.slice(-KEPT_LIMIT) } };
  }
  return after;
}

/** What a customer's events say, in whatever order they are given. */
export const stateOf = (moments: CompiledMoments, events: readonly MomentEvent[]): MomentState => events.reduce<MomentState>((state, event) => observe(moments, state, event), {});

/** Drops what can matter no more at `now` and later, and what no moment of the catalog knows. Moments of `now` and later stay as they are. */
export function forget(moments: CompiledMoments, state: MomentState, now: number): MomentState {
  const after: Record<string, MomentState[string]> = {};
  for (const moment of moments.all) {
    const kept = keptOf(moment, state).filter(([at]) => at > now - moment.horizonMs);
    if (kept.length > 0) after[moment.file.id] = { version: moment.file.version, kept };
  }
  return after;
}

/** What a state has of a moment: nothing, where it is of another version. */
export function keptOf({ file }: CompiledMoment, state: MomentState): readonly Kept[] {
  const own = Object.hasOwn(state, file.id) ? state[file.id] : undefined;
  return own?.version === file.version ? own.kept : [];
}

function keepable(moment: CompiledMoment, event: MomentEvent): Kept | undefined {
  const signs = moment.signsOf(event);
  const key = moment.file.key === undefined ? '' : ownEntry(event.data, moment.file.key);
  if (signs === 0 || (typeof key !== 'string' && typeof key !== 'number')) return undefined;
  return [event.at, signs, `${event.source}\n${event.id}`, String(key)];
}

/** By when it happened. In the same millisecond the steps come in their order and `unless` last, so that ids decide nothing. */
function isBefore([at, signs, event]: Kept, [otherAt, otherSigns, otherEvent]: Kept): boolean {
  if (at !== otherAt) return at < otherAt;
  return signs === otherSigns ? event < otherEvent : signs < otherSigns;
}
