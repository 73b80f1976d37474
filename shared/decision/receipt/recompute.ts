import { canonicalJson } from '../../canonical.ts';
import type { Bundle } from '../action/bundle.ts';
import type { Sha256 } from '../action/bundle-source.ts';
import type { Decision } from '../action/decision.ts';
import { priorOf, type PropensityOf } from '../action/propensity.ts';
import { decide } from '../arbitrate/decide.ts';
import type { Receipt } from './receipt.ts';

/** A receipt as it is kept, and its id. */
export function writtenReceipt(receipt: Receipt, sha256: Sha256): { readonly id: string; readonly text: string } {
  const text = canonicalJson(receipt);
  return { id: sha256(text), text };
}

/** What a receipt says again, and in which of its parts it says something else than it did. */
export interface Recomputed {
  readonly ok: true;
  readonly decision: Decision;
  /** Empty where everything is the same. */
  readonly differs: readonly ('ranked' | 'suppressed' | 'failed' | 'shown' | 'choice')[];
}

/**
 * Makes the decision of a receipt again, from the receipt and its bundle alone. Propensities are taken from the receipt, where each stands with
 * its reasons; with `propensityOf`, from the models that it names. Not with another bundle than the receipt's own.
 */
export function recompute(receipt: Receipt, bundle: Bundle, propensityOf: PropensityOf = recordedIn(receipt.candidates.ranked)): Recomputed | { readonly ok: false; readonly because: 'other_bundle' } {
  if (receipt.bundle !== bundle.digest) return { ok: false, because: 'other_bundle' };
  const { at, features, request, candidates, shown, choice } = receipt;
  const decision = decide(bundle, { at, features, ...request }, propensityOf);
  const said = { ...candidates, shown, choice };
  const parts = ['ranked', 'suppressed', 'failed', 'shown', 'choice'] as const;
  return { ok: true, decision, differs: parts.filter((part) => canonicalJson(decision[part]) !== canonicalJson(said[part])) };
}

/** The propensities of a receipt's ranked actions; for an action that has none there, its prior. */
export function recordedIn(ranked: Receipt['candidates']['ranked']): PropensityOf {
  const recorded = new Map(ranked.map(({ action, factors }) => [action, factors.propensity]));
  return (action, channel, features, draw) => {
    const known = recorded.get(action.id);
    return known === undefined ? priorOf(action, channel, features, draw) : { p: known.is, because: known.because };
  };
}
