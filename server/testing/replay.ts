import type { SuiteOptions } from '../../shared/testing/suite.ts';

/** `BATON_SEED` and `BATON_PATH` replay a counterexample; without them every run draws its own seed. */
export function replayOptions(runs: number): SuiteOptions {
  const seed = process.env['BATON_SEED'];
  const path = process.env['BATON_PATH'];
  return { runs, ...(seed === undefined ? {} : { seed: Number(seed) }), ...(path === undefined || path === '' ? {} : { path }) };
}

/** One line per suite of a long run: what ran, and from which seed. */
export function printRuns({ suite, traps, runs, seed }: { suite: string; traps: string; runs: number; seed: number | string }): void {
  process.stdout.write(`${suite} | ${traps} | runs ${String(runs)} | seed ${String(seed)}\n`);
}
