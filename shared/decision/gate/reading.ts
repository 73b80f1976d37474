import type { Bundle, Change } from '../action/bundle.ts';
import type { Features, FeatureValue } from '../action/feature.ts';
import type { Answer, Condition, Seen } from './condition.ts';

/** What a change makes of the features as they are, by their places. */
export interface Effect {
  readonly places: readonly number[];
  readonly values: readonly FeatureValue[];
}

/** The features of one decision, with what each condition says of them: asked once, whoever wants to know. */
export class Reading implements Seen {
  /** The declared features only, all of them: what was not gathered is what the catalog says it is otherwise. */
  readonly values: readonly FeatureValue[];
  readonly #supposed: FeatureValue[];
  readonly #blank: Features;
  readonly #blankValues: readonly FeatureValue[];
  readonly #places: ReadonlyMap<string, number>;
  /** By name, made when somebody asks; where anything is supposed since, made again. */
  #features: Features | null = null;
  readonly #answers: (Answer | undefined)[];
  readonly #effects: (Effect | null | undefined)[];

  constructor({ places, blank, blankValues, conditions, source }: Pick<Bundle, 'places' | 'blank' | 'blankValues' | 'conditions' | 'source'>, features: Features) {
    const all = blankValues.slice();
    const given = Object.keys(features);
    let isWhole = given.length === places.size;
    for (const name of given) {
      const [value, at] = [features[name], places.get(name)];
      if (at !== undefined && value !== null && value !== undefined) all[at] = seen(value);
      if (at === undefined || all[at] !== value) isWhole = false;
    }
    // Those of a receipt mostly are as they have to be.
    if (isWhole) this.#features = features;
    this.values = this.#supposed = all;
    this.#blank = blank;
    this.#blankValues = blankValues;
    this.#places = places;
    this.#answers = new Array<Answer | undefined>(conditions.length).fill(undefined);
    this.#effects = new Array<Effect | null | undefined>(source.changes.length).fill(undefined);
  }

  get features(): Features {
    if (this.#features !== null) return this.#features;
    // Copied first: a copy is quicker than as many names set one by one.
    const features: Record<string, FeatureValue> = { ...this.#blank };
    for (const [name, at] of this.#places) {
      const value = this.values[at] ?? null;
      if (value !== this.#blankValues[at]) features[name] = value;
    }
    this.#features = features;
    return features;
  }

  /** Not while anything is supposed. */
  answer({ index, ask }: Condition): Answer {
    const known = this.#answers[index];
    if (known !== undefined) return known;
    const answer = ask(this);
    this.#answers[index] = answer;
    return answer;
  }

  /** Null for a change that is of no use: it cannot be computed, or all is as it says already. Not while anything is supposed. */
  effect(change: Change): Effect | null {
    const known = this.#effects[change.index];
    if (known !== undefined) return known;
    const effect = effectOf(change, this);
    this.#effects[change.index] = effect;
    return effect;
  }

  /** From now on the feature at this place counts as this; returns what it was before. Whoever supposes puts it back. */
  suppose(at: number, value: FeatureValue): FeatureValue {
    const before = this.#supposed[at] ?? null;
    this.#supposed[at] = seen(value);
    this.#features = null;
    return before;
  }
}

/** As FEEL sees it: minus zero is zero, and what JSON has not is null. */
function seen(value: FeatureValue): FeatureValue {
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) ? value + 0 : null;
}

function effectOf({ sets }: Change, reading: Seen): Effect | null {
  const values: FeatureValue[] = [];
  let isIdle = true;
  for (const { at, to } of sets) {
    const value = 'value' in to ? to.value : to.compute(reading);
    if (value === undefined) return null;
    if (value !== reading.values[at]) isIdle = false;
    values.push(value);
  }
  return isIdle ? null : { places: sets.map(({ at }) => at), values };
}
