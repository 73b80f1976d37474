import type { FeatureDeclaration, Features } from '../action/feature.ts';
import type { CompiledMoments } from './compile-moments.ts';
import type { Moment } from './moment.ts';

const HOUR_MS = 3_600_000;

/**
 * The moments that hold at `now` as features: `momentCardNotActivated`, and `momentCardNotActivatedAgeHours`, the whole hours since its
 * last step (of the oldest, where several keys have it), null where it does not hold. Every moment of the catalog is told. None is personal.
 */
export function momentFeatures(moments: CompiledMoments, holding: readonly Moment[], now: number): Features {
  const features: Record<string, boolean | number | null> = {};
  for (const { file } of moments.all) {
    const own = holding.filter(({ id }) => id === file.id);
    features[featureOf(file.id)] = own.length > 0;
    features[ageOf(file.id)] = own.length > 0 ? Math.floor((now - Math.min(...own.map(({ since }) => since))) / HOUR_MS) : null;
  }
  return features;
}

/** What `momentFeatures` gives, as the feature catalog declares it. */
export function momentFeatureTypes(moments: CompiledMoments): readonly FeatureDeclaration[] {
  return moments.all.flatMap(({ file, horizonMs }): FeatureDeclaration[] => [
    { name: featureOf(file.id), type: 'yesNo', otherwise: false },
    { name: ageOf(file.id), type: 'number', range: [0, Math.ceil(horizonMs / HOUR_MS)] },
  ]);
}

const featureOf = (id: string): string => `moment${id.slice(0, 1).toUpperCase()}${id.slice(1)}`;
const ageOf = (id: string): string => `${featureOf(id)}AgeHours`;
