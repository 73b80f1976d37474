import type { Bundle, Change } from '../action/bundle.ts';
import type { Features, FeatureValue } from '../action/feature.ts';
import type { Answer, Condition } from './condition.ts';

/** What a change makes of the features as they are. */
export interface Effect {
  readonly names: readonly string[];
  readonly values: readonly FeatureValue[];
}

/** The features of one decision, with what each condition says of them: asked once, whoever wants to know. */
export class Reading {
  /** The declared features only, all of them: what was not gathered is what the catalog says it is otherwise. */
  readonly features: Features;
  readonly #supposed: Record<string, FeatureValue>;
  readonly #answers: (Answer | undefined)[];
  readonly #effects: (Effect | null | undefined)[];

  constructor({ blank, conditions, source }: Pick<Bundle, 'blank' | 'conditions' | 'source'>, features: Features) {
    const all: Record<string, FeatureValue> = { ...blank };
    for (const name of Object.keys(features)) {
      const value = features[name];
      if (value !== null && value !== undefined && Object.hasOwn(blank, name)) all[name] = value;
    }
    this.features = this.#supposed = all;
    this.#answers = new Array<Answer | undefined>(conditions.length).fill(undefined);
    this.#effects = new Array<Effect | null | undefined>(source.changes.length).fill(undefined);
  }

  /** Not while anything is supposed. */
  answer({ index, ask }: Condition): Answer {
    const known = this.#answers[index];
    if (known !== undefined) return known;
    const answer = ask(this.features);
    this.#answers[index] = answer;
    return answer;
  }

  /** Null for a change that is of no use: it cannot be computed, or all is as it says already. Not while anything is supposed. */
  effect(change: Change): Effect | null {
    const known = this.#effects[change.index];
    if (known !== undefined) return known;
    const effect = effectOf(change, this.features);
    this.#effects[change.index] = effect;
    return effect;
  }

  /** From now on the feature counts as this; returns what it was before. Whoever supposes puts it back. */
  suppose(name: string, value: FeatureValue): FeatureValue {
    const before = this.#supposed[name] ?? null;
    this.#supposed[name] = value;
    return before;
  }
}

function effectOf({ sets }: Change, features: Features): Effect | null {
  const values: FeatureValue[] = [];
  let isIdle = true;
  for (const { feature, to } of sets) {
    const value = 'value' in to ? to.value : to.compute(features);
    if (value === undefined) return null;
    if (value !== features[feature]) isIdle = false;
    values.push(value);
  }
  return isIdle ? null : { names: sets.map(({ feature }) => feature), values };
}
