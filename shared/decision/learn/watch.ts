import * as z from 'zod/mini';

const bins = 10;
/** Outcomes after which an earlier one counts a third (1/e) in the bins. */
const remembered = 2000;
/** Outcomes that are not watched at first: a model that knows nothing is wrong, and that is no drift. */
const warmUp = 300;
/** What a standardised error may be off on average before it adds up, and the sum that is an alarm: with errors by chance alone one in some million outcomes. */
const slack = 0.15;
const limit = 40;
/** Of the calibration error, beyond what chance makes of a perfect model and three times what that varies by: it is looked at after each outcome. */
const calibrationLimit = 0.03;
const fewest = 500;

export const alarmKinds = ['higher', 'lower', 'sharper', 'flatter', 'calibration'] as const;
export type AlarmKind = (typeof alarmKinds)[number];

/**
 * What a model's predictions were worth when what came of them was not known yet. `higher`, `lower`: more or less was taken than it said. `sharper`,
 * `flatter`: what tells customers apart does so more, or less (or the other way round), than it said.
 */
export const watchSchema = z.strictObject({
  /** By predicted probability, tenth by tenth: how much was predicted, the sum of what was said, the sum of what came. */
  bins: z.array(z.tuple([z.number(), z.number(), z.number()])).check(z.length(bins)),
  /** Weight of all outcomes. */
  seen: z.number(),
  /** Mean and variance of the predictions as log-odds. */
  said: z.tuple([z.number(), z.number()]),
  /** The cumulative sums of Page's test, each 0 while all is well. */
  sums: z.strictObject({ higher: z.number(), lower: z.number(), sharper: z.number(), flatter: z.number() }),
  /** The first of each kind, until a person has looked. `at` in milliseconds of the epoch. */
  alarms: z.array(z.strictObject({ kind: z.enum(alarmKinds), at: z.number(), value: z.number() })),
});
export type Watch = z.infer<typeof watchSchema>;
export type Alarm = Watch['alarms'][number];

/** One prediction and what came of it; `logOdds` and `p` say the same. */
export interface Seen {
  readonly p: number;
  readonly logOdds: number;
  readonly isTaken: boolean;
  readonly weight: number;
}

export const freshWatch: Watch = {
  bins: Array.from({ length: bins }, (): [number, number, number] => [0, 0, 0]),
  seen: 0,
  said: [0, 1],
  sums: { higher: 0, lower: 0, sharper: 0, flatter: 0 },
  alarms: [],
};

/** The watch after one more prediction. Page (1954), two-sided, on the level of the errors and on their slope over the predictions. */
export function watched(watch: Watch, { p, logOdds, isTaken, weight }: Seen, at: number): Watch {
  const fade = Math.exp(-weight / remembered);
  const taken = isTaken ? 1 : 0;
  const place = Math.min(bins - 1, Math.floor(p * bins));
  const seen = watch.seen + weight;
  const said = moved(watch.said, logOdds, weight / Math.min(remembered, seen));
  if (seen < warmUp) return { ...watch, seen, said };
  const next: Watch = {
    ...watch,
    seen,
    said,
    bins: watch.bins.map(([count, told, came], i) => (i === place ? [count * fade + weight, told * fade + weight * p, came * fade + weight * taken] : [count * fade, told * fade, came * fade])),
  };
  const error = (weight * (taken - p)) / Math.sqrt(Math.max(0.02, p * (1 - p)));
  const [mean, variance] = watch.said;
  const tilt = error * Math.max(-2.5, Math.min(2.5, (logOdds - mean) / Math.sqrt(Math.max(1e-4, variance))));
  const { higher, lower, sharper, flatter } = watch.sums;
  const sums = { higher: up(higher, error), lower: up(lower, -error), sharper: up(sharper, tilt), flatter: up(flatter, -tilt) };
  return raised({ ...next, sums }, at);
}

const up = (sum: number, by: number): number => Math.max(0, sum + by - slack);

function moved([mean, variance]: readonly [number, number], value: number, share: number): [number, number] {
  const away = value - mean;
  return [mean + share * away, (1 - share) * (variance + share * away * away)];
}

/** An alarm for each sum over its limit, which begins anew, and one where the calibration is worse than chance explains. */
function raised(watch: Watch, at: number): Watch {
  const alarms = [...watch.alarms];
  const raise = (kind: AlarmKind, value: number): void => {
    if (!alarms.some((one) => one.kind === kind)) alarms.push({ kind, at, value });
  };
  const sums = { ...watch.sums };
  for (const kind of ['higher', 'lower', 'sharper', 'flatter'] as const) {
    if (sums[kind] < limit) continue;
    raise(kind, sums[kind]);
    sums[kind] = 0;
  }
  const { error, byChance, varies, weight } = calibrationOf(watch.bins);
  if (weight >= fewest && error - byChance - 3 * varies > calibrationLimit) raise('calibration', error);
  return { ...watch, sums, alarms };
}

export interface Calibration {
  /** Expected calibration error: how far what came lies from what was said, on average over the tenths. 0.03 are three points. */
  readonly error: number;
  /** What that would be, by the chance of single outcomes alone, of a model that says the truth. */
  readonly byChance: number;
  /** The standard deviation of that. */
  readonly varies: number;
  /** Outcomes that it is taken from. */
  readonly weight: number;
}

export function calibrationOf(of: Watch['bins']): Calibration {
  const weight = of.reduce((sum, [count]) => sum + count, 0);
  let [error, byChance, variance] = [0, 0, 0];
  for (const [count, said, came] of of) {
    if (count <= 0) continue;
    const p = said / count;
    error += Math.abs(came - said) / weight;
    // the mean and the variance of a normal variable without its sign
    byChance += Math.sqrt((2 / Math.PI) * count * p * (1 - p)) / weight;
    variance += ((1 - 2 / Math.PI) * count * p * (1 - p)) / weight ** 2;
  }
  return { error, byChance, varies: Math.sqrt(variance), weight };
}

/** The watch when a person has looked at the alarms: they are gone, and it looks anew. */
export const lookedAt = (watch: Watch): Watch => ({ ...watch, sums: freshWatch.sums, alarms: [] });
