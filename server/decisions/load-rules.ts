import type { Bundle } from '../../shared/decision/action/bundle.ts';
import type { CompiledMoments } from '../../shared/decision/moment/compile-moments.ts';
import { momentFeatureTypes } from '../../shared/decision/moment/moment-features.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { loadActions } from '../catalog/actions/load-actions.ts';
import { loadMoments } from '../catalog/moments/load-moments.ts';

/** What decides today: the actions with all that they share, and the moments that they look at. */
export interface Rules {
  readonly bundle: Bundle;
  readonly moments: CompiledMoments;
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
  const bundle = loadActions(momentFeatureTypes(moments));
  return isRefusal(bundle) ? bundle : { bundle, moments };
}
