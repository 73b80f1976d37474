import type { Bundle } from '../action/bundle.ts';
import type { Features, FeatureValue } from '../action/feature.ts';
import type { Answer, Condition } from './condition.ts';

/** The declared features only, all of them: what was not gathered is what the catalog says it is otherwise. */
export function completed({ blank }: Pick<Bundle, 'blank'>, features: Features): Features {
  const all: Record<string, FeatureValue> = { ...blank };
  for (const name of Object.keys(features)) if (Object.hasOwn(blank, name)) all[name] = features[name] ?? blank[name] ?? null;
  return all;
}

/** The features of one decision, with what each condition says of them: asked once, whoever wants to know. */
export class Reading {
  readonly features: Features;
  readonly #answers: (Answer | undefined)[];
  readonly #supposed: Record<string, FeatureValue>;

  constructor(bundle: Pick<Bundle, 'blank' | 'conditions'>, features: Features) {
    this.features = completed(bundle, features);
    this.#supposed = { ...this.features };
    this.#answers = new Array<Answer | undefined>(bundle.conditions.length).fill(undefined);
  }

  answer({ index, ask }: Condition): Answer {
    const known = this.#answers[index];
    if (known !== undefined) return known;
    const answer = ask(this.features);
    this.#answers[index] = answer;
    return answer;
  }

  /** As `answer`, were these features so; afterwards nothing is supposed any more. */
  supposing<Result>(supposed: ReadonlyMap<string, FeatureValue>, judge: (answer: (condition: Condition) => Answer) => Result): Result {
    for (const [name, value] of supposed) this.#supposed[name] = value;
    const result = judge((condition) => {
      for (const name of supposed.keys()) if (condition.reads.has(name)) return condition.ask(this.#supposed);
      return this.answer(condition);
    });
    for (const name of supposed.keys()) this.#supposed[name] = this.features[name] ?? null;
    return result;
  }
}
