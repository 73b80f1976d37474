import type { CompiledMoment, CompiledMoments } from './compile-moments.ts';
import type { Kept, Moment, MomentState } from './moment.ts';
import { keptOf } from './observe.ts';

/** The moments that hold at `now` (milliseconds UTC), in the order of the catalog, then by key. What happens later than `now` is not looked at. */
export function momentsAt(moments: CompiledMoments, state: MomentState, now: number): readonly Moment[] {
  return moments.all.flatMap((moment) => spansOf(moment, state, now).filter(({ from, to }) => from <= now && now < to));
}

/** The first time after `now` at which `momentsAt` may say something else with no further event, for a timer; null if it will not. */
export function changesAt(moments: CompiledMoments, state: MomentState, now: number): number | null {
  let first: number | null = null;
  for (const moment of moments.all) {
    const times = [...spansOf(moment, state, now).flatMap(({ from, to }) => [from, to]), ...keptOf(moment, state).map(([at]) => at)];
    for (const time of times) if (time > now && (first === null || time < first)) first = time;
  }
  return first;
}

/** For each key the newest time that the steps were done and not undone, if any. */
function spansOf(moment: CompiledMoment, state: MomentState, now: number): Moment[] {
  const byKey = new Map<string, Kept[]>();
  for (const one of keptOf(moment, state)) {
    if (one[0] > now) break;
    const [, signs, , key] = one;
    if ((signs & moment.unless) !== 0) byKey.delete(key);
    else byKey.set(key, [...(byKey.get(key) ?? []), one]);
  }
  const found: Moment[] = [];
  for (const key of [...byKey.keys()].sort()) {
    const done = newestDone(moment, byKey.get(key) ?? []);
    const since = done?.at(-1)?.[0];
    if (done === undefined || since === undefined) continue;
    const from = since + (moment.file.afterMs ?? 0);
    found.push({ id: moment.file.id, key, since, from, to: from + moment.file.lastsMs, events: done.map(([, , event]) => event) });
  }
  return found;
}

/** The events with which all steps were done last, within their window. */
function newestDone({ needed, file }: CompiledMoment, kept: readonly Kept[]): readonly Kept[] | undefined {
  for (let end = kept.length - 1; end >= needed.length - 1; end -= 1) {
    const done = doneAt(needed, kept, end);
    const [first, last] = [done?.[0], done?.at(-1)];
    if (first !== undefined && last !== undefined && last[0] - first[0] <= (file.withinMs ?? 0)) return done;
  }
  return undefined;
}

/** The steps done with the event at `end`, each as late as it can be: if these do not fit into a window, no others do. */
function doneAt(needed: readonly number[], kept: readonly Kept[], end: number): readonly Kept[] | undefined {
  const done: Kept[] = [];
  let open = needed.length - 1;
  for (let i = end; i >= 0 && open >= 0; i -= 1) {
    const one = kept[i];
    const isNeeded = one !== undefined && (one[1] & (needed[open] ?? 0)) !== 0;
    if (isNeeded) {
      done.unshift(one);
      open -= 1;
    } else if (i === end) return undefined;
  }
  return open < 0 ? done : undefined;
}
