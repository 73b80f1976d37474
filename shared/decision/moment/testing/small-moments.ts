import { isRefusal } from '../../../model/refusal.ts';
import type { CompiledMoments } from '../compile-moments.ts';
import { compileMoments } from '../compile-moments.ts';
import type { MomentEvent, MomentState } from '../moment.ts';
import { observe } from '../observe.ts';

/** Moments of every form: an absence by key, a sequence with a count, a count with a condition, and one that is undone. */
export const smallMoments: CompiledMoments = compiled([
  { id: 'unused', version: 1, name: 'Not used', key: 'card', steps: [{ types: ['delivered'] }], unless: { types: ['activated'] }, afterMs: 10, lastsMs: 30 },
  { id: 'lockedOut', version: 1, name: 'Locked out', steps: [{ types: ['failed'], times: 3 }, { types: ['called'] }], withinMs: 12, unless: { types: ['succeeded'] }, lastsMs: 8 },
  { id: 'spending', version: 1, name: 'Spending', steps: [{ types: ['bought'], when: 'data.amount > 5', times: 2 }], withinMs: 6, lastsMs: 5 },
  { id: 'leaving', version: 1, name: 'Leaving', key: 'card', steps: [{ types: ['failed', 'called'] }], unless: { types: ['activated'], when: 'data.amount > 5' }, lastsMs: 9 },
]);

export function compiled(sources: readonly unknown[]): CompiledMoments {
  const moments = compileMoments(sources);
  if (isRefusal(moments)) throw new Error(JSON.stringify(moments));
  return moments;
}

export const happened = (type: string, at: number, data: MomentEvent['data'] = {}, id = `${type}-${String(at)}`): MomentEvent => ({ source: 'bank', id, type, at, data });

export function seen(moments: CompiledMoments, events: readonly MomentEvent[]): MomentState {
  return events.reduce<MomentState>((state, event) => observe(moments, state, event), {});
}
