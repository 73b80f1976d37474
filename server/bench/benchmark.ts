import type { Calibration } from './calibrate.ts';
import type { BenchDatabase } from './stage.ts';

/** What a benchmark gets; everything it starts is given to `onStop` or stopped by itself. */
export interface Context {
  /** A folder of this run that is removed at its end. */
  readonly folder: string;
  /** The event log of the loan process (`BATON_EVENT_LOGS`, else the one beside the repository); undefined where there is none. */
  readonly eventLog: string | undefined;
  /** Seconds that each load lasts; shorter only while a benchmark is being built. */
  readonly loadSeconds: number;
  /** A fresh, migrated database on the PostgreSQL of this run. */
  newDatabase(): Promise<BenchDatabase>;
  calibrate(): Promise<Calibration>;
  /** Progress, to standard error. */
  say(message: string): void;
  /** Called at the end of the run, also of one that is interrupted; the newest first. */
  onStop(stop: () => Promise<void> | void): void;
}

export interface Benchmark {
  /** What the figures it gives are called. */
  readonly names: readonly string[];
  run(context: Context): Promise<readonly Result[]>;
}

/** One figure beside what it is compared with. */
export interface Result {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly against: { readonly name: string; readonly value: number };
  readonly better: 'higher' | 'lower';
  readonly bars: readonly Bar[];
  /** The counts behind the figure, as the database has them. */
  readonly counts: Readonly<Record<string, number | string>>;
  /** Counts that do not match the database; one is enough to fail. */
  readonly mismatches: readonly string[];
  /** Other figures worth seeing beside it. */
  readonly beside: readonly string[];
  readonly calibration: Calibration;
}

export interface Bar {
  readonly text: string;
  readonly isMet: boolean;
}

/** Why a benchmark cannot run on this machine. */
export class CannotRun extends Error {}

export const ratioOf = ({ value, against }: Pick<Result, 'value' | 'against'>): number => value / against.value;

export const atLeast = (what: string, value: number, bar: number): Bar => ({ text: `${what} ≥ ${String(bar)}`, isMet: value >= bar });
export const atMost = (what: string, value: number, bar: number): Bar => ({ text: `${what} ≤ ${String(bar)}`, isMet: value <= bar });

/** One complaint for each count that differs from the expected one. */
export function differences(expected: Readonly<Record<string, unknown>>, found: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(expected)
    .filter((key) => expected[key] !== found[key])
    .map((key) => `${key}: ${String(found[key])} in the database, ${String(expected[key])} expected`);
}

/** The nearest-rank percentile of a list; NaN of an empty one. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}
