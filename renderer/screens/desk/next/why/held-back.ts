import type { DecisionDetail } from '../../../../../shared/contract/rest-decision.ts';

type Suppressed = DecisionDetail['suppressed'][number];

/** Kinds of gates that say that an action has nothing to do with this customer now. */
const unsuitable = new Set(['eligibility']);

/** What something could open, the nearest first; and apart what is not for this customer at all. */
export function notSuitableLast(suppressed: readonly Suppressed[]): { near: readonly Suppressed[]; far: readonly Suppressed[] } {
  const isFar = ({ gates, changes }: Suppressed): boolean => changes === null && gates.some(({ kind }) => unsuitable.has(kind));
  return { near: suppressed.filter((one) => !isFar(one)), far: suppressed.filter(isFar) };
}
