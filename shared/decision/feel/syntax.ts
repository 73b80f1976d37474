import type { Environment } from './environment.ts';
import type { FeelType, Parameter } from './feel-type.ts';
import type { FeelRefusal } from './tokens.ts';
import type { FeelValue, Meter, Run } from './values.ts';

export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';

/** The tree of an expression. `at` counts UTF-16 units of the source from 0. */
export type Node =
  | { kind: 'literal'; value: FeelValue }
  /** `?`, the value that unary tests are about. */
  | { kind: 'input' }
  | { kind: 'name'; name: string; at: number }
  | { kind: 'path'; target: Node; name: string }
  | { kind: 'filter'; target: Node; condition: Node }
  | { kind: 'list'; items: readonly Node[] }
  | { kind: 'context'; entries: readonly { name: string; value: Node }[] }
  /** An end that is missing is open: `(> 5)`. */
  | RangeNode
  | { kind: 'call'; callee: Node; args: readonly Node[]; names: readonly string[] | null; at: number }
  | { kind: 'function'; parameters: readonly Parameter[]; body: Node }
  | { kind: 'negate'; operand: Node }
  // Chains of one precedence are flat, so that a long sum is not a deep tree.
  | { kind: 'arithmetic'; first: Node; rest: readonly { operator: ArithmeticOperator; operand: Node }[] }
  | { kind: 'logic'; operator: 'and' | 'or'; operands: readonly Node[] }
  | { kind: 'compare'; operator: CompareOperator; left: Node; right: Node }
  | { kind: 'between'; value: Node; low: Node; high: Node }
  | { kind: 'in'; value: Node; tests: readonly Test[] }
  | { kind: 'instance'; value: Node; type: FeelType }
  | { kind: 'if'; condition: Node; whenTrue: Node; otherwise: Node }
  | { kind: 'for'; iterators: readonly Iterator[]; body: Node }
  | { kind: 'quantifier'; isEvery: boolean; iterators: readonly Iterator[]; condition: Node }
  /** What has no text: a decision table, a value that must be of a type. */
  | { kind: 'boxed'; compile: (environment: Environment | null, compiler: BoxCompiler) => Run };

/** What a boxed expression needs of the compiler; see `Compiler`. */
export interface BoxCompiler {
  readonly meter: Meter;
  refusal: FeelRefusal | null;
  compile(node: Node, environment: Environment | null): Run;
  repeated(node: Node, environment: Environment | null, frames?: number): { run: Run; nodes: number };
}

export interface RangeNode {
  readonly kind: 'range';
  readonly start: Node | null;
  readonly end: Node | null;
  readonly isStartIncluded: boolean;
  readonly isEndIncluded: boolean;
}

/** One test to the right of `in`: a comparison, or a value, list or range to be equal to or inside of. */
export interface Test {
  readonly operator: CompareOperator | null;
  readonly operand: Node;
  /** Names `?`, so it is a condition and not a value to be equal to. */
  readonly isCondition?: boolean;
}

/** `for name in source`, or `for name in source..end`. */
export interface Iterator {
  readonly name: string;
  readonly source: Node;
  readonly end: Node | null;
}
