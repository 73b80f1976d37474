import type { DefectReason } from '../action/defects.ts';
import type { Node } from '../feel/syntax.ts';

/** What of an expression is not taken: FEEL's own code, or one of ours; `found` is the part that is meant. */
export interface ExpressionFault {
  readonly because: DefectReason;
  readonly found: string;
}

/**
 * The first thing in an expression that no condition over features may say: a personal feature elsewhere than compared (`=`, `!=`) with null or
 * another personal one, since all that is known of it is a hash; and what depends on the clock, since dates are no features.
 */
export function offenceOf(node: Node, personal: ReadonlySet<string>): ExpressionFault | null {
  return visit(node, personal);
}

const clock: ReadonlySet<string> = new Set(['now', 'today']);

/** Everything that a node is made of is looked at, nodes or not. */
function visit(part: unknown, personal: ReadonlySet<string>): ExpressionFault | null {
  if (typeof part !== 'object' || part === null) return null;
  const node = part as Node;
  if (node.kind === 'literal') return null;
  if (node.kind === 'name') {
    if (personal.has(node.name)) return { because: 'feature_personal', found: node.name };
    return clock.has(node.name) ? { because: 'feature_clock', found: node.name } : null;
  }
  if (node.kind === 'compare' && (node.operator === '=' || node.operator === '!=') && areHashes(node.left, node.right, personal)) return null;
  for (const child of Object.values(part)) {
    const found = visit(child, personal);
    if (found !== null) return found;
  }
  return null;
}

function areHashes(left: Node, right: Node, personal: ReadonlySet<string>): boolean {
  const isPersonal = (side: Node): boolean => side.kind === 'name' && personal.has(side.name);
  const isNull = (side: Node): boolean => side.kind === 'literal' && side.value === null;
  return (isPersonal(left) && (isPersonal(right) || isNull(right))) || (isNull(left) && isPersonal(right));
}
