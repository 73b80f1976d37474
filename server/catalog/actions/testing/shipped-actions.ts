import type { Bundle } from '../../../../shared/decision/action/bundle.ts';
import { momentFeatureTypes } from '../../../../shared/decision/moment/moment-features.ts';
import { isRefusal } from '../../../../shared/model/refusal.ts';
import { loadMoments } from '../../moments/load-moments.ts';
import { loadActions } from '../load-actions.ts';

/** The actions that ship with the server, compiled; throws with what is wrong. */
export function shippedActions(): Bundle {
  const moments = loadMoments();
  if (isRefusal(moments)) throw new Error(JSON.stringify(moments));
  const bundle = loadActions(momentFeatureTypes(moments));
  if (isRefusal(bundle)) throw new Error(JSON.stringify(bundle));
  return bundle;
}
