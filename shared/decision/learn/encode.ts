import * as z from 'zod/mini';
import type { FeatureDeclaration, Features, FeatureValue } from '../action/feature.ts';

/** A feature that a model learns from, with what it needs to become numbers. A model keeps its own: it is read the same for ever. */
export const learnableSchema = z.discriminatedUnion('type', [
  z.strictObject({ name: z.string(), type: z.literal('number'), range: z.tuple([z.number(), z.number()]) }),
  z.strictObject({ name: z.string(), type: z.literal('yesNo') }),
  z.strictObject({ name: z.string(), type: z.literal('text'), levels: z.array(z.string()).check(z.minLength(1)) }),
]);
export type Learnable = z.infer<typeof learnableSchema>;

/** Why nothing can be learned from a feature as the catalog declares it. */
export type Unlearnable = 'personal' | 'no_range' | 'no_levels';

/** The feature for a model, or why it is none: what is personal teaches nothing, a number needs its range and a text its levels. */
export function learnableOf({ name, type, personal, range, levels }: FeatureDeclaration): Learnable | Unlearnable {
  if (personal === true) return 'personal';
  if (type === 'number') return range !== undefined && range[0] < range[1] ? { name, type, range: [...range] } : 'no_range';
  if (type === 'text') return levels === undefined ? 'no_levels' : { name, type, levels: [...levels] };
  return { name, type };
}

/** What is not zero of one line of numbers: `is[i]` stands in column `at[i]`. Column 0 is always 1. */
export interface Row {
  readonly at: readonly number[];
  readonly is: readonly number[];
}

export interface Encoder {
  /** Of each column the place of its feature in the list; -1 for column 0. */
  readonly featureOf: readonly number[];
  encode(features: Features): Row;
}

interface Place {
  readonly column: number;
  readonly is: number;
}

/** A feature's columns: `first` for not known, which says something too, and those after it for what is known. */
interface Reader {
  readonly name: string;
  readonly first: number;
  read(value: FeatureValue): Place | undefined;
}

/**
 * Numbers become -1 to 1 over their declared range, and no more beyond it; yes is a column, and so is each level of a text. What is
 * null, of another type or of no declared level is not known, which is a column of its own.
 */
export function encoderOf(features: readonly Learnable[]): Encoder {
  const featureOf = [-1];
  const readers = features.map((feature, place): Reader => {
    const first = featureOf.length;
    for (let i = columnsOf(feature); i > 0; i -= 1) featureOf.push(place);
    return { name: feature.name, first, read: readerOf(feature, first + 1) };
  });
  return {
    featureOf,
    encode: (known) => {
      const [at, is] = [[0], [1]];
      for (const { name, first, read } of readers) {
        const value = known[name] ?? null;
        const place = read(value) ?? { column: first, is: 1 };
        if (place.is === 0) continue;
        at.push(place.column);
        is.push(place.is);
      }
      return { at, is };
    },
  };
}

const columnsOf = (feature: Learnable): number => 1 + (feature.type === 'text' ? feature.levels.length : 1);

function readerOf(feature: Learnable, column: number): Reader['read'] {
  if (feature.type === 'yesNo') return (value) => (typeof value === 'boolean' ? { column, is: value ? 1 : 0 } : undefined);
  if (feature.type === 'text') {
    const levels = new Map(feature.levels.map((level, i) => [level, { column: column + i, is: 1 }]));
    return (value) => (typeof value === 'string' ? levels.get(value) : undefined);
  }
  const [from, to] = feature.range;
  return (value) => (typeof value === 'number' && Number.isFinite(value) ? { column, is: Math.min(1, Math.max(-1, (2 * value - from - to) / (to - from))) } : undefined);
}
