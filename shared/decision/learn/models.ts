import { canonicalJson } from '../../canonical.ts';
import type { Channel } from '../../model/case.ts';
import type { ActionDefinition } from '../action/action.ts';
import type { Sha256 } from '../action/bundle-source.ts';
import type { FeatureDeclaration, Features } from '../action/feature.ts';
import { priorOf } from '../action/propensity.ts';
import type { PropensityOf } from '../action/propensity.ts';
import { learnableOf } from './encode.ts';
import type { Learnable, Unlearnable } from './encode.ts';
import type { Model, ModelStart } from './model.ts';
import type { Predictor } from './predict.ts';
import { predictorOf } from './predict.ts';
import type { Trial } from './trial.ts';
import { chanceOf, isExploring, roleOf } from './trial.ts';

/** SHA-256 of the canonical JSON of a version, or of how a bank tries things: what receipts name, and what it is kept under. */
export const digestOf = (of: Model | Trial, sha256: Sha256): string => sha256(canonicalJson(of));

/** The versions of models that decide now, with how a bank tries things: a new version makes a new set. */
export interface Models {
  readonly trial: Trial;
  readonly propensityOf: PropensityOf;
  /** The version in use. */
  get(action: string, channel: Channel, role: Model['role']): Model | undefined;
  /** The digests of all that has a say where these actions are decided for this customer, sorted: with them the same is said again. */
  digests(actions: readonly string[], channel: Channel, features: Features): readonly string[];
  /** The same set with other versions in the place of theirs, or beside them. */
  with(versions: readonly Model[]): Models;
}

interface Kept {
  readonly predictor: Predictor;
  readonly digest: string;
}

const keyOf = (action: string, channel: Channel, role: Model['role']): string => `${action}|${channel}|${role}`;

export const modelsOf = (versions: readonly Model[], trial: Trial, sha256: Sha256): Models => collected(new Map(), versions, { trial, sha256 });

function collected(before: ReadonlyMap<string, Kept>, versions: readonly Model[], frame: { readonly trial: Trial; readonly sha256: Sha256 }): Models {
  const { trial, sha256 } = frame;
  const kept = new Map(before);
  for (const model of versions) kept.set(keyOf(model.action, model.channel, model.role), { predictor: predictorOf(model), digest: digestOf(model, sha256) });
  const trialDigest = digestOf(trial, sha256);
  const asked = (action: string, channel: Channel, features: Features): Kept | undefined => {
    const challenger = kept.get(keyOf(action, channel, 'challenger'));
    return challenger !== undefined && roleOf(trial, features) === 'challenger' ? challenger : kept.get(keyOf(action, channel, 'champion'));
  };
  return {
    trial,
    get: (action, channel, role) => kept.get(keyOf(action, channel, role))?.predictor.model,
    digests: (actions, channel, features) => {
      const said = actions.flatMap((action) => asked(action, channel, features)?.digest ?? []);
      return said.length === 0 ? [] : [...new Set([...said, trialDigest])].sort();
    },
    with: (others) => collected(kept, others, frame),
    propensityOf: (action, channel, features, draw) => {
      const predictor = asked(action.id, channel, features)?.predictor;
      if (predictor === undefined) return priorOf(action, channel, features, draw);
      // each action has its own chance, made of the one draw that the receipt holds
      return isExploring(trial, features, draw) ? predictor.sample(features, chanceOf(`${String(draw)}|${action.id}`)) : predictor.predict(features);
    },
  };
}

export interface StartingModel {
  readonly start: ModelStart;
  /** Features that the action names and nothing can be learned from, with why. */
  readonly left: readonly { readonly feature: string; readonly because: Unlearnable | 'unknown' }[];
}

/** What the model of an action on a channel starts from, by what the catalog declares. */
export function startingModel({ id, propensity }: ActionDefinition, channel: Channel, declared: ReadonlyMap<string, FeatureDeclaration>): StartingModel {
  const features: Learnable[] = [];
  const left: { feature: string; because: Unlearnable | 'unknown' }[] = [];
  for (const name of propensity.features ?? []) {
    const declaration = declared.get(name);
    const learnable = declaration === undefined ? 'unknown' : learnableOf(declaration);
    if (typeof learnable === 'string') left.push({ feature: name, because: learnable });
    else features.push(learnable);
  }
  return { start: { action: id, channel, features, prior: propensity.prior }, left };
}
