import type { DecisionDetail } from '../../../../../shared/contract/rest-decision.ts';
import { actionClasses } from '../../../../../shared/decision/action/action.ts';

type Suppressed = DecisionDetail['suppressed'][number];

/** Kinds of gates that say that an action has nothing to do with this customer now. */
const unsuitable = new Set(['eligibility']);

/** What is near, first what can be opened: something could open it, or it is kept quiet, which whoever asks must see. And apart what is not for this customer at all. */
export function notSuitableLast(suppressed: readonly Suppressed[]): { near: readonly Suppressed[]; far: readonly Suppressed[] } {
  const isFar = ({ gates, changes }: Suppressed): boolean => changes === null && gates.some(({ kind }) => unsuitable.has(kind)) && gates.every(({ kind }) => kind !== 'quiet');
  const near = suppressed.filter((one) => !isFar(one)).toSorted((a, b) => Number(a.changes === null) - Number(b.changes === null) || actionClasses.indexOf(a.class) - actionClasses.indexOf(b.class) || a.cost - b.cost);
  return { near, far: suppressed.filter(isFar) };
}
