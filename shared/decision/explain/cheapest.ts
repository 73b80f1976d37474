import type { Change, Gate } from '../action/bundle.ts';
import type { FeatureValue } from '../action/feature.ts';
import type { Reading } from '../gate/reading.ts';
import { touches } from './groups.ts';

/** What each of some changes would make of the features as they are: computed once, since none builds on another. */
export type Effects = ReadonlyMap<Change, ReadonlyMap<string, FeatureValue> | null>;

/** Null for a change that cannot be computed, and so cannot be proposed. */
export function effectsOf(changes: readonly Change[], { features }: Reading): Effects {
  return new Map(changes.map((change) => [change, effectOf(change, features)]));
}

function effectOf({ sets }: Change, features: Reading['features']): ReadonlyMap<string, FeatureValue> | null {
  const effect = new Map<string, FeatureValue>();
  for (const { feature, to } of sets) {
    const value = 'value' in to ? to.value : to.compute(features);
    if (value === undefined) return null;
    effect.set(feature, value);
  }
  return effect;
}

/**
 * The changes, all made at once, that let all these gates through for the least cost, sorted by id; null where none of their sets does. Among sets of
 * the same cost the one found first, which the order of `changes` (the cheapest first) decides. Changes that set a feature to different values
 * are not made together. Exact: a set that opens a gate holds a change that sets something the gate reads, so each of those is tried in turn, and
 * then done without.
 */
export function cheapest(gates: readonly Gate[], changes: readonly Change[], effects: Effects, reading: Reading): readonly Change[] | null {
  let best: readonly Change[] | null = null;
  let bestCost = Infinity;
  const without = new Set<Change>();
  const search = (chosen: readonly Change[], cost: number, supposed: ReadonlyMap<string, FeatureValue>): void => {
    const closed = reading.supposing(supposed, (answer) => gates.find(({ condition }) => answer(condition) !== true));
    if (closed === undefined) {
      [best, bestCost] = [chosen, cost];
      return;
    }
    const tried: Change[] = [];
    for (const change of changes) {
      // The next ones cost no less.
      if (cost + change.cost >= bestCost) break;
      if (without.has(change) || chosen.includes(change) || !touches(change, closed)) continue;
      const together = joined(supposed, effects.get(change) ?? null);
      if (together !== null) search([...chosen, change], cost + change.cost, together);
      without.add(change);
      tried.push(change);
    }
    for (const change of tried) without.delete(change);
  };
  search([], 0, new Map());
  return (best as readonly Change[] | null)?.toSorted((a, b) => (a.id < b.id ? -1 : 1)) ?? null;
}

/** Null where the two contradict each other. */
function joined(supposed: ReadonlyMap<string, FeatureValue>, effect: ReadonlyMap<string, FeatureValue> | null): ReadonlyMap<string, FeatureValue> | null {
  if (effect === null) return null;
  const all = new Map(supposed);
  for (const [name, value] of effect) {
    if (all.has(name) && all.get(name) !== value) return null;
    all.set(name, value);
  }
  return all;
}
