import { unreachable } from '../../assert.ts';
import { equal, orderOf } from '../feel/compare.ts';
import { add } from '../feel/decimal.ts';
import { isNumber, newContext, putEntry, type FeelValue, type Meter } from '../feel/values.ts';
import type { Aggregation, DecisionTable } from './model.ts';
import type { Trace } from './trace.ts';

/** A rule that a table takes: what it says, one value for each output, and their places in the orders of allowed values. */
export interface Taken {
  readonly rule: string;
  readonly values: readonly FeelValue[];
  readonly ranks: readonly number[];
}

/** The value of a table whose rules these are, in the order of the table; at least one (DMN 1.5, 8.2.10). */
export function valueOfHits(table: DecisionTable, taken: readonly Taken[], meter: Meter, trace: Trace): FeelValue {
  const value = (one: Taken | undefined): FeelValue => (one === undefined ? null : composed(table, one.values));
  switch (table.hitPolicy) {
    case 'unique':
      return taken.length > 1 ? trace.warn('decision_two_hits', table.id, undefined, taken[1]?.rule) : value(taken[0]);
    case 'any': {
      const [first, ...rest] = taken.map(value);
      const other = rest.findIndex((one) => equal(first ?? null, one, meter) !== true);
      return other < 0 ? (first ?? null) : trace.warn('decision_hits_differ', table.id, undefined, taken[other + 1]?.rule);
    }
    case 'first':
      return value(taken[0]);
    case 'priority':
      return value(inOrder(taken)[0]);
    case 'output order':
      return inOrder(taken).map(value);
    case 'rule order':
      return taken.map(value);
    case 'collect':
      return table.aggregation === undefined ? taken.map(value) : aggregated(table.aggregation, table.id, taken.map(value), trace);
    default:
      return unreachable(table.hitPolicy);
  }
}

/** The value of a table that takes no rule and has no default: of some there is one, else it is null, and nobody decided. */
export function valueOfNoHit({ id, hitPolicy, aggregation }: DecisionTable, trace: Trace): FeelValue {
  if (aggregation === 'count') return 0;
  const isList = hitPolicy === 'output order' || hitPolicy === 'rule order' || (hitPolicy === 'collect' && aggregation === undefined);
  return isList ? [] : trace.warn('decision_no_hit', id);
}

/** One value, or a context of them. */
export function composed({ outputs }: DecisionTable, values: readonly FeelValue[]): FeelValue {
  if (outputs.length === 1) return values[0] ?? null;
  const context = newContext();
  for (const [i, { name }] of outputs.entries()) putEntry(context, name ?? '', values[i] ?? null);
  return context;
}

/** By the order of the allowed values, first output first; what is equal stays in the order of the table. */
function inOrder(taken: readonly Taken[]): readonly Taken[] {
  return taken.toSorted((a, b) => {
    for (const [i, rank] of a.ranks.entries()) if (rank !== (b.ranks[i] ?? 0)) return rank - (b.ranks[i] ?? 0);
    return 0;
  });
}

function aggregated(aggregation: Aggregation, table: string, values: readonly FeelValue[], trace: Trace): FeelValue {
  if (aggregation === 'count') return values.length;
  const result = values.reduce((a, b) => {
    if (a === null || b === null) return null;
    if (aggregation === 'sum') return isNumber(a) && isNumber(b) ? add(a, b) : null;
    const order = orderOf(a, b);
    if (order === null) return null;
    return (aggregation === 'min') === order <= 0 ? a : b;
  });
  return result === null || (aggregation === 'sum' && !isNumber(result)) ? trace.warn('decision_type', table, aggregation) : result;
}
