import * as z from 'zod/mini';
import { channelSchema } from '../../model/case.ts';
import type { Channel } from '../../model/case.ts';
import type { Features } from '../action/feature.ts';
import type { Learnable } from './encode.ts';
import { learnableSchema } from './encode.ts';

/** Decisions that are the reference; those after which an earlier one counts a third (1/e) among the recent; the fewest recent that say something. */
const referenceSize = 2000;
const remembered = 1000;
const fewest = 500;
/** Bands that the range of a number is cut into. */
const bands = 10;
/** The usual bar of the index: 0.1 is worth a look, 0.25 a shift. */
const limit = 0.25;

/** How customers of a channel are, now and when it began: of all that were decided for, not only of those that were shown something. */
export const featureWatchSchema = z.strictObject({
  v: z.literal(1),
  channel: channelSchema,
  features: z.array(learnableSchema),
  /** Of each feature: how many stood in each band. */
  reference: z.array(z.array(z.number())),
  recent: z.array(z.array(z.number())),
  seen: z.int(),
});
export type FeatureWatch = z.infer<typeof featureWatchSchema>;

const bandsOf = (feature: Learnable): number => 1 + (feature.type === 'text' ? feature.levels.length : feature.type === 'yesNo' ? 2 : bands);

/** A watch that has seen nothing, over the features of the channel's models. */
export function startFeatureWatch(channel: Channel, features: readonly Learnable[]): FeatureWatch {
  const empty = (): number[][] => features.map((feature) => new Array<number>(bandsOf(feature)).fill(0));
  return { v: 1, channel, features: [...features], reference: empty(), recent: empty(), seen: 0 };
}

/** The watch after more decisions: the first 2,000 are what the later ones are compared with. */
export function watchFeatures(watch: FeatureWatch, decided: readonly Features[]): FeatureWatch {
  const [reference, recent] = [watch.reference.map((counts) => [...counts]), watch.recent.map((counts) => [...counts])];
  const fade = Math.exp(-1 / remembered);
  let { seen } = watch;
  for (const known of decided) {
    const counted = seen < referenceSize ? reference : recent;
    for (const [i, feature] of watch.features.entries()) {
      const counts = counted[i] as number[];
      if (counted === recent) for (let band = 0; band < counts.length; band += 1) counts[band] = (counts[band] as number) * fade;
      const band = bandOf(feature, known[feature.name] ?? null);
      counts[band] = (counts[band] as number) + 1;
    }
    seen += 1;
  }
  return { ...watch, reference, recent: recent.map((counts) => counts.map((count) => Number(count.toPrecision(9)))), seen };
}

/** 0 is not known, of another type or of no declared level. */
function bandOf(feature: Learnable, value: Features[string]): number {
  if (feature.type === 'yesNo') return typeof value === 'boolean' ? (value ? 1 : 2) : 0;
  if (feature.type === 'text') return typeof value === 'string' ? feature.levels.indexOf(value) + 1 : 0;
  const [from, to] = feature.range;
  if (typeof value !== 'number' || !Number.isFinite(value)) return 0;
  return 1 + Math.max(0, Math.min(bands - 1, Math.floor((bands * (value - from)) / (to - from))));
}

export interface FeatureAlarm {
  readonly feature: string;
  /** The population stability index. */
  readonly value: number;
}

/** The features whose customers have changed, the most changed first. */
export function featureAlarms({ features, reference, recent }: FeatureWatch): FeatureAlarm[] {
  return features
    .map(({ name }, i): FeatureAlarm => ({ feature: name, value: stability(reference[i] as number[], recent[i] as number[]) }))
    .filter(({ value }) => value > limit)
    .sort((a, b) => b.value - a.value);
}

/** The population stability index of two lists of counts; 0 while there are too few. Half a count in each band keeps empty ones finite. */
function stability(before: readonly number[], after: readonly number[]): number {
  const [all, now] = [before, after].map((counts) => counts.reduce((sum, count) => sum + count, 0)) as [number, number];
  if (all < referenceSize || now < fewest) return 0;
  return before.reduce((sum, count, band) => {
    const was = (count + 0.5) / (all + before.length / 2);
    const is = ((after[band] as number) + 0.5) / (now + before.length / 2);
    return sum + (is - was) * Math.log(is / was);
  }, 0);
}
