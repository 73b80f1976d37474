import type { Bundle, CompiledAction } from '../action/bundle.ts';
import type { DecisionRequest, RankedAction } from '../action/decision.ts';
import type { PropensityOf } from '../action/propensity.ts';
import type { Reading } from '../gate/reading.ts';
import { factorsOf } from './factors.ts';
import { ranked } from './rank.ts';

/**
 * What `judge` shows, and nothing else: class by class in their hard order, until there are enough. Nothing of a later class would stand before
 * them, so nobody asks about it.
 */
export function shownOf(bundle: Bundle, request: DecisionRequest, reading: Reading, propensityOf: PropensityOf): readonly string[] {
  const atMost = bundle.atMost(request.placement);
  const shown: string[] = [];
  for (const actions of bundle.classes(request.channel, request.placement)) {
    if (shown.length >= atMost) break;
    // Nothing is the last class, and for when there is nothing else.
    if (shown.length > 0 && actions[0]?.definition.class === 'nothing') break;
    const open: Omit<RankedAction, 'ahead'>[] = [];
    for (const action of actions) {
      if (!isOpen(action, reading)) continue;
      const factors = factorsOf(action, request, reading, propensityOf);
      if (!('code' in factors)) open.push({ action: action.definition.id, class: action.definition.class, factors });
    }
    for (const { action } of ranked(open)) if (shown.length < atMost) shown.push(action);
  }
  return shown;
}

/** A gate that cannot be told is none that lets through. */
function isOpen({ gates }: CompiledAction, reading: Reading): boolean {
  for (const { condition } of gates) if (reading.answer(condition) !== true) return false;
  return true;
}
