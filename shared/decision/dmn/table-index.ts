import type { Node } from '../feel/syntax.ts';
import type { FeelValue } from '../feel/values.ts';

/** Tables with fewer rules are faster without. */
const LEAST_RULES = 32;

/** Which rules may apply by one column: of the others a cell says no for sure. Null where only trying all of them tells. */
export type TableIndex = (values: readonly FeelValue[]) => readonly number[] | null;

/**
 * An index over the column whose cells are texts or numbers to be equal to (or `-`), if there is one; of several the one that tells most
 * rules apart. `tests` are the cells of each rule.
 */
export function tableIndex(tests: readonly (readonly (Node | null)[])[], columns: number): TableIndex | null {
  if (tests.length < LEAST_RULES) return null;
  let best: { readonly at: number; readonly rules: readonly (readonly (string | number)[] | null)[]; readonly count: number } | null = null;
  for (let at = 0; at < columns; at += 1) {
    const rules = tests.map((cells) => literalsOf(cells[at] ?? null));
    if (!rules.every((literals) => literals !== 'other')) continue;
    const count = rules.filter((literals) => literals !== null).length;
    if (count > (best?.count ?? 0)) best = { at, rules, count };
  }
  return best === null ? null : indexOver(best.at, best.rules);
}

function indexOver(at: number, rules: readonly (readonly (string | number)[] | null)[]): TableIndex {
  const always = rules.flatMap((literals, rule) => (literals === null ? [rule] : []));
  const found = new Map<string | number, number[]>();
  for (const [rule, literals] of rules.entries()) {
    for (const literal of new Set(literals)) {
      const of = found.get(literal);
      if (of === undefined) found.set(literal, [rule]);
      else of.push(rule);
    }
  }
  return (values) => {
    const value = values[at];
    if (typeof value !== 'string' && typeof value !== 'number') return null;
    const met = found.get(value) ?? [];
    // Merged here and not before: many values times many rules would be too much to keep.
    return always.length === 0 ? met : met.length === 0 ? always : [...met, ...always].sort((a, b) => a - b);
  };
}

/** What a cell is met by, if that is texts and numbers alone; null for what is always met. */
function literalsOf(node: Node | null): readonly (string | number)[] | null | 'other' {
  if (node === null) return null;
  if (node.kind !== 'in') return 'other';
  const operands = node.tests.map(({ operator, operand }) => (operator === null && operand.kind === 'literal' ? operand.value : null));
  return operands.every((value) => typeof value === 'string' || typeof value === 'number') ? operands : 'other';
}
