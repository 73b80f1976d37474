import type { FailureCode } from '../action/decision.ts';
import type { FeatureDeclaration, Features, FeatureValue } from '../action/feature.ts';
import { compileTree } from '../feel/compile.ts';
import { FUEL } from '../feel/feel.ts';
import { toJson } from '../feel/json.ts';
import { KnownNames } from '../feel/names.ts';
import { ownNames } from '../feel/own-names.ts';
import { parseFeel } from '../feel/parse.ts';
import type { FeelValue, Meter, Run } from '../feel/values.ts';
import { directOf, type Direct, type Values } from './direct.ts';
import { offenceOf, type ExpressionFault } from './offence.ts';

/** Yes, no, or why it could not be told. */
export type Answer = boolean | FailureCode;

/** A condition over features; `index` is its place among those of its bundle, where a text stands once. */
export interface Condition {
  readonly index: number;
  readonly text: string;
  readonly reads: ReadonlySet<string>;
  readonly ask: (seen: Seen) => Answer;
}

/** Features as expressions look at them: all declared ones, by their places and by name. */
export interface Seen {
  readonly values: Values;
  readonly features: Features;
}

/** An expression whose value a feature takes; undefined where it fails, or gives no scalar. */
export interface Script {
  readonly reads: ReadonlySet<string>;
  readonly compute: (seen: Seen) => FeatureValue | undefined;
}

/** Compiles FEEL over declared features. One run at a time: they share a meter. */
export class FeatureFeel {
  readonly conditions: Condition[] = [];
  readonly #byText = new Map<string, Condition>();
  readonly #names: ReadonlySet<string>;
  readonly #places: ReadonlyMap<string, number>;
  readonly #personal: ReadonlySet<string>;
  readonly #meter: Meter;
  #isUnclear = false;

  constructor(features: Iterable<FeatureDeclaration>) {
    const declared = [...features];
    this.#places = new Map(declared.map(({ name }, i) => [name, i]));
    this.#names = new Set(this.#places.keys());
    this.#personal = new Set(declared.filter(({ personal }) => personal).map(({ name }) => name));
    this.#meter = { left: 0, calls: 0, depth: 0, input: null, now: null, onUnclear: () => (this.#isUnclear = true) };
  }

  /** The condition of this text, compiled once. */
  condition(text: string): Condition | ExpressionFault {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const compiled = this.#compile(text);
    if ('because' in compiled) return compiled;
    const { reads, run, direct } = compiled;
    const condition = {
      index: this.conditions.length, text, reads,
      ask: (seen: Seen): Answer => {
        const value = direct?.(seen.values);
        return typeof value === 'boolean' ? value : answerOf(value === undefined ? run(seen.features) : value);
      },
    };
    this.#byText.set(text, condition);
    this.conditions.push(condition);
    return condition;
  }

  script(text: string): Script | ExpressionFault {
    const compiled = this.#compile(text);
    if ('because' in compiled) return compiled;
    const { reads, run, direct } = compiled;
    return { reads, compute: (seen) => direct?.(seen.values) ?? scalarOf(run(seen.features)) };
  }

  #compile(text: string): CompiledExpression | ExpressionFault {
    const parsed = parseFeel(text, new KnownNames(ownNames));
    if (!parsed.ok) return { because: parsed.code, found: parsed.params.found };
    const offence = offenceOf(parsed.node, this.#personal);
    if (offence !== null) return offence;
    const tree = compileTree(parsed.node, this.#names, this.#meter);
    if (!tree.ok) return { because: tree.rule === 'field' ? 'feature_unknown' : tree.code, found: tree.params.found };
    const budget = FUEL - tree.nodes;
    return { reads: tree.names, run: (features) => this.#run(tree.run, budget, features), direct: budget < 0 ? null : directOf(parsed.node, this.#places) };
  }

  #run(run: Run, budget: number, features: Features): FeelValue | FailedRun {
    this.#meter.left = budget;
    this.#isUnclear = false;
    const value = run(features, null);
    if (this.#meter.left < 0) return outOfFuel;
    return this.#isUnclear ? unclear : value;
  }
}

interface CompiledExpression {
  readonly reads: ReadonlySet<string>;
  readonly run: (features: Features) => FeelValue | FailedRun;
  /** Quicker, where it is plain enough. */
  readonly direct: Direct | null;
}

class FailedRun {
  readonly code: FailureCode;
  constructor(code: FailureCode) {
    this.code = code;
  }
}
const outOfFuel = new FailedRun('feel_fuel');
const unclear = new FailedRun('feel_unclear');

function answerOf(value: FeelValue | FailedRun): Answer {
  if (typeof value === 'boolean') return value;
  if (value === null) return 'feel_null';
  return value instanceof FailedRun ? value.code : 'feel_not_boolean';
}

function scalarOf(value: FeelValue | FailedRun): FeatureValue | undefined {
  if (value instanceof FailedRun) return undefined;
  const json = toJson(value);
  return json === null || typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean' ? json : undefined;
}
