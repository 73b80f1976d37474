import { actionClasses } from '../action/action.ts';
import type { Ahead, RankedAction } from '../action/decision.ts';

/** The hard order of classes, then the score, then the value, then the id; each with what puts it before the next one. */
export function ranked(actions: readonly Omit<RankedAction, 'ahead'>[]): readonly RankedAction[] {
  const inOrder = actions.toSorted((a, b) => difference(a, b)[1]);
  return inOrder.map(({ action, class: of, factors }, i) => {
    const next = inOrder[i + 1];
    return { action, class: of, factors, ...(next === undefined ? {} : { ahead: difference(inOrder[i] ?? next, next)[0] }) };
  });
}

/** What tells two actions apart, and which way: below 0 where the first comes first. */
function difference(a: Omit<RankedAction, 'ahead'>, b: Omit<RankedAction, 'ahead'>): readonly [Ahead, number] {
  if (a.class !== b.class) return ['class', actionClasses.indexOf(a.class) - actionClasses.indexOf(b.class)];
  if (a.factors.score !== b.factors.score) return ['score', b.factors.score - a.factors.score];
  if (a.factors.value.is !== b.factors.value.is) return ['value', b.factors.value.is - a.factors.value.is];
  return ['id', a.action < b.action ? -1 : a.action > b.action ? 1 : 0];
}
