import type { Bundle } from '../../shared/decision/action/bundle.ts';
import type { Trial } from '../../shared/decision/learn/trial.ts';
import type { CompiledMoments } from '../../shared/decision/moment/compile-moments.ts';
import { momentFeatureTypes } from '../../shared/decision/moment/moment-features.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { loadActions } from '../catalog/actions/load-actions.ts';
import { loadTrial } from '../catalog/learning/load-trial.ts';
import { loadMoments } from '../catalog/moments/load-moments.ts';

/** What decides today: the actions with all that they share, the moments that they look at, and what is tried. */
export interface Rules {
  readonly bundle: Bundle;
  readonly moments: CompiledMoments;
  /** On how many customers something is tried. */
  readonly trial: Trial;
}

let shipped: Rules | Refusal | undefined;

/** The rules that ship with the server, compiled once in a process. Refused with `catalog_invalid`. */
export function loadRules(): Rules | Refusal {
  shipped ??= read();
  return shipped;
}

function read(): Rules | Refusal {
  const moments = loadMoments();
  if (isRefusal(moments)) return moments;
  const trial = loadTrial();
  if (isRefusal(trial)) return trial;
  const bundle = loadActions(momentFeatureTypes(moments));
  return isRefusal(bundle) ? bundle : { bundle, moments, trial };
}
