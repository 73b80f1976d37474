import { assert } from '../../assert.ts';
import type { CompiledAction, Part } from '../action/bundle.ts';
import type { Because, DecisionRequest, Factor, FailureCode, Factors } from '../action/decision.ts';
import type { PropensityOf } from '../action/propensity.ts';
import type { Reading } from '../gate/reading.ts';

/** Nine places are more than anybody can tell apart, and the same on every machine. */
export const rounded = (value: number): number => Math.round(value * 1e9) / 1e9;

/** A part that could not be told. */
export interface FailedPart {
  readonly at: string;
  readonly code: FailureCode;
}

/** Propensity × context × value × levers, each with its reasons. */
export function factorsOf(action: CompiledAction, { at, channel, draw }: DecisionRequest, reading: Reading, propensityOf: PropensityOf): Factors | FailedPart {
  const { definition } = action;
  const context = product(1, [], action.context, reading);
  if ('code' in context) return context;
  const { base } = definition.value;
  const value = product(base, [{ id: 'base', effect: base }], action.value, reading);
  if ('code' in value) return value;
  const { p, because } = propensityOf(definition, channel, reading.features, draw);
  assert(p >= 0 && p <= 1, `a propensity lies between 0 and 1: ${definition.id}`);
  const levers = action.levers.filter(({ from, to }) => from <= at && at < to);
  const propensity = { is: rounded(p), because };
  const lever = { is: rounded(levers.reduce((all, { factor }) => all * factor, 1)), because: levers.map(({ id, factor }) => ({ id, effect: factor })) };
  return { propensity, context, value, lever, score: rounded(propensity.is * context.is * value.is * lever.is) };
}

function product(base: number, first: readonly Because[], parts: readonly Part[], reading: Reading): Factor | FailedPart {
  let is = base;
  const because = [...first];
  for (const { id, factor, condition } of parts) {
    const answer = reading.answer(condition);
    if (typeof answer === 'string') return { at: id, code: answer };
    if (!answer) continue;
    is *= factor;
    because.push({ id, effect: factor });
  }
  return { is: rounded(is), because };
}
