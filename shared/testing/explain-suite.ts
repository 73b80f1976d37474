import fc from 'fast-check';
import { must } from '../assert.ts';
import type { BundleSource } from '../decision/action/bundle-source.ts';
import type { Bundle } from '../decision/action/bundle.ts';
import type { Decision, DecisionRequest } from '../decision/action/decision.ts';
import type { Features, FeatureValue } from '../decision/action/feature.ts';
import { compiled, request } from '../decision/action/testing/small-bundle.ts';
import { compileCondition, compileScript } from '../decision/feel/feel.ts';
import { anyFeatures, anyRules } from './any-rules.ts';
import { checkProperty, expectThat, type SuiteOptions, type SuiteReport } from './suite.ts';

type Decide = (bundle: Bundle, request: DecisionRequest) => Decision;
type Change = BundleSource['changes'][number];

/**
 * Whatever an explainer says is held against all subsets of an action's changes, by conditions that are compiled and asked apart from it. Throws
 * with the counterexample.
 */
export function explainSuite(decide: Decide, options: SuiteOptions): SuiteReport {
  const property = fc.property(anyRules, anyFeatures, (source, features) => {
    checkRules(decide, source, features);
  });
  return checkProperty('explain', 'why not', property, options);
}

function checkRules(decide: Decide, source: BundleSource, features: Features): void {
  const { suppressed, ranked } = decide(compiled(source), request(features));
  const naive = new Naive(source, features);
  for (const { id, gates } of source.actions) {
    if (id === 'nothing') continue;
    const own = gates.map((gate) => must(source.gates.find((each) => each.id === gate), 'gates are named'));
    const pool = source.changes.filter((change) => own.some(({ changes }) => changes.includes(change.id)));
    const isOpenWith = (changes: readonly Change[]): boolean => own.every((gate) => naive.holds(gate.when, changes));
    const said = suppressed.find(({ action }) => action === id);
    if (said === undefined) {
      expectThat(ranked.some(({ action }) => action === id) && isOpenWith([]), `${id} is open though a gate does not hold`);
      continue;
    }
    const failing = own.filter((gate) => !naive.holds(gate.when, [])).map((gate) => gate.id);
    expectThat(JSON.stringify(said.gates.map(({ gate }) => gate).sort()) === JSON.stringify(failing.sort()), `${id}: not all failing gates are told`);
    const least = leastCost(pool, isOpenWith);
    if (said.changes === null) {
      expectThat(least === undefined, `${id} can be opened for ${String(least)}, and is said to be closed for good`);
      continue;
    }
    const changes = said.changes.map((each) => must(pool.find((change) => change.id === each), `${id}: ${each} is none of its changes`));
    expectThat(isOpenWith(changes), `${id} stays closed after ${said.changes.join(' + ')}`);
    expectThat(said.cost === costOf(changes) && said.cost === least, `${id} can be opened for ${String(least)}, not ${String(said.cost)}`);
    for (const [i, left] of changes.entries()) {
      const others = changes.toSpliced(i, 1);
      expectThat(!isOpenWith(others), `${id} opens without ${left.id}`);
      for (const cheaper of pool) if (cheaper.cost < left.cost && !others.includes(cheaper)) expectThat(!isOpenWith([...others, cheaper]), `${id} opens with ${cheaper.id} for ${left.id}`);
    }
    for (const { gate, changes: by } of said.gates) {
      const { when } = must(own.find((each) => each.id === gate), 'a gate of the action');
      if (by !== null) expectThat(naive.holds(when, pool.filter((change) => by.includes(change.id))), `${gate} stays closed after ${by.join(' + ')}`);
    }
  }
}

const costOf = (changes: readonly Change[]): number => changes.reduce((sum, { cost }) => sum + cost, 0);

function leastCost(pool: readonly Change[], isOpenWith: (changes: readonly Change[]) => boolean): number | undefined {
  let least: number | undefined;
  for (let set = 0; set < 1 << pool.length; set += 1) {
    const changes = pool.filter((_, i) => ((set >> i) & 1) === 1);
    if ((least === undefined || costOf(changes) < least) && isOpenWith(changes)) least = costOf(changes);
  }
  return least;
}

/** The same words, carried out as simply as possible: changes are made together on the features as they were, unless they contradict each other. */
class Naive {
  readonly #features: Features;
  readonly #names: ReadonlySet<string>;
  readonly #runs = new Map<string, (features: Features) => unknown>();

  constructor(source: BundleSource, features: Features) {
    this.#features = features;
    this.#names = new Set(source.features.map(({ name }) => name));
  }

  holds(when: string, changes: readonly Change[]): boolean {
    const after: Record<string, FeatureValue> = { ...this.#features };
    const isSet = new Set<string>();
    for (const { sets } of changes)
      for (const [name, to] of Object.entries(sets)) {
        const value = typeof to === 'object' && to !== null ? (this.#value(to.feel) as FeatureValue) : to;
        if (isSet.has(name) && after[name] !== value) return false;
        isSet.add(name);
        after[name] = value;
      }
    let run = this.#runs.get(when);
    if (run === undefined) {
      const condition = compileCondition(when, this.#names);
      if (!condition.ok) throw new Error(when);
      this.#runs.set(when, (run = condition.run));
    }
    return run(after) === true;
  }

  #value(text: string): unknown {
    const script = compileScript(text, this.#names);
    const result = script.ok ? script.run(this.#features) : script;
    if (!result.ok) throw new Error(text);
    return result.value;
  }
}
