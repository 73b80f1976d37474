import type { BundleSource } from '../../../../shared/decision/action/bundle-source.ts';
import type { DecisionRequest } from '../../../../shared/decision/action/decision.ts';
import type { FeatureDeclaration, Features, FeatureValue } from '../../../../shared/decision/action/feature.ts';
import { channels } from '../../../../shared/model/case.ts';
import type { Random } from '../../../demo/random.ts';

/** Features of somebody, drawn as they are declared; what may be unknown sometimes is. */
export function anyFeatures(declared: readonly FeatureDeclaration[], random: Random): Features {
  return Object.fromEntries(declared.map((feature) => [feature.name, anyValue(feature, random)]));
}

function anyValue({ type, personal, levels, range: [low, high] = [0, 100], otherwise }: FeatureDeclaration, random: Random): FeatureValue {
  if (personal) return random.chance(0.2) ? null : String(random.between(0, 9)).repeat(64);
  if (otherwise === undefined && random.chance(0.3)) return null;
  switch (type) {
    case 'yesNo':
      return random.chance(0.4);
    case 'number':
      return random.between(low, high);
    default:
      return random.pick(levels ?? ['other']);
  }
}

/** A question about somebody at a place and on a channel that the rules know. */
export function anyRequest({ features, placements }: BundleSource, random: Random): DecisionRequest {
  const at = Date.parse('2026-11-01T00:00:00Z') + random.between(0, 40 * 86_400_000);
  return { at, channel: random.pick(channels), placement: random.pick(placements).id, draw: random.next(), features: anyFeatures(features, random) };
}
