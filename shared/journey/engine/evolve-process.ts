import type { Data, ProcessDelta, ProcessState } from './process-state.ts';
import { reachedBy } from './reached.ts';

const EMPTY: ProcessState = { next: 0, tokens: [], scopes: [], data: {} };

/**
 * The state after a step, from the state before it (undefined before the start) and the step's delta. Needs no model. Shares
 * what did not change, and what the step itself made where that has only just been; neither argument is changed.
 */
export function evolveProcess(before: ProcessState | undefined, delta: ProcessDelta): ProcessState {
  return reachedBy(before, delta) ?? fold(before, delta);
}

function fold(before: ProcessState | undefined, delta: ProcessDelta): ProcessState {
  const { tokens, scopes, data } = before ?? EMPTY;
  const after = {
    next: delta.next,
    tokens: merge(tokens, delta.put, delta.drop),
    scopes: merge(scopes, delta.scopes, delta.close),
    data: setData(data, delta),
  };
  return delta.ended === undefined ? after : { ...after, ended: delta.ended };
}

/** All three by ascending id; what is new has a higher id than all that was. */
function merge<T extends { readonly id: number }>(before: readonly T[], put: readonly T[] | undefined, drop: readonly number[] | undefined): readonly T[] {
  if (put === undefined && drop === undefined) return before;
  const after: T[] = [];
  let putAt = 0;
  let dropAt = 0;
  for (const one of before) {
    const changed = put?.[putAt];
    if (drop?.[dropAt] === one.id) dropAt += 1;
    else if (changed?.id === one.id) {
      after.push(changed);
      putAt += 1;
    } else after.push(one);
  }
  if (put) for (; putAt < put.length; putAt += 1) after.push(put[putAt] as T);
  return after;
}

function setData(before: ProcessState['data'], { set, close }: ProcessDelta): ProcessState['data'] {
  if (set === undefined && close === undefined) return before;
  const after: Record<string, Data> = { ...before };
  if (close) for (const id of close) delete after[id];
  if (set === undefined) return after;
  for (let at = 0; at < set.length; ) {
    const id = (set[at] as SetVariable)[0];
    const old = after[id];
    const values: Record<string, unknown> = { ...old };
    for (let one = set[at]; one !== undefined && one[0] === id; one = set[at]) {
      values[one[1]] = one[2];
      at += 1;
    }
    after[id] = values;
  }
  return after;
}

type SetVariable = NonNullable<ProcessDelta['set']>[number];
