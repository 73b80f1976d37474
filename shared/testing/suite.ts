import fc from 'fast-check';

/** How much of a suite to run; a seed and a path replay what failed. */
export interface SuiteOptions {
  readonly runs: number;
  readonly seed?: number;
  readonly path?: string;
}

/** What ran, for the list that the long tests print. */
export interface SuiteReport {
  readonly suite: string;
  readonly traps: string;
  readonly runs: number;
  readonly seed: number;
}

/** Checks a property and reports; throws with the seed and path that replay the counterexample. */
export function checkProperty<T>(suite: string, traps: string, property: fc.IProperty<T>, { runs, seed, path }: SuiteOptions): SuiteReport {
  const outcome = fc.check(property, { numRuns: runs, ...(seed === undefined ? {} : { seed }), ...(path === undefined ? {} : { path }) }) as fc.RunDetails<T>;
  if (outcome.failed) {
    const replay = `BATON_SEED=${String(outcome.seed)} BATON_PATH=${outcome.counterexamplePath ?? ''}`;
    const because = outcome.errorInstance instanceof Error ? (outcome.errorInstance.stack ?? outcome.errorInstance.message) : String(outcome.errorInstance);
    throw new Error(`${suite} (${traps}) failed after ${String(outcome.numRuns)} runs; replay with ${replay}\n${because}\n${fc.stringify(outcome.counterexample)}`);
  }
  return { suite, traps, runs: outcome.numRuns, seed: outcome.seed };
}

export function expectThat(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

/** Compares by JSON, so that `undefined` members and key order of the same writer do not matter. */
export function expectSame(actual: unknown, expected: unknown, what: string): void {
  const [got, wanted] = [stable(actual), stable(expected)];
  expectThat(got === wanted, `${what}: ${got} instead of ${wanted}`);
}

const stable = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? 'undefined';
