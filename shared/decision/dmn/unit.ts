import type { BoxCompiler, Node } from '../feel/syntax.ts';
import type { FeelRefusal } from '../feel/tokens.ts';
import type { FeelValue, Meter, Run } from '../feel/values.ts';
import type { KnownNames } from '../feel/names.ts';
import { parseFeel, parseUnaryTests } from '../feel/parse.ts';
import type { DmnDefects } from './defects.ts';
import type { LiteralExpression } from './model.ts';
import type { Trace } from './trace.ts';

/** What everything in one file of decisions shares. */
export interface Unit {
  readonly meter: Meter;
  readonly trace: Trace;
  readonly defects: DmnDefects;
}

const NULL: Node = { kind: 'literal', value: null };

/** A literal expression; empty ones are null. What FEEL refuses is a defect of its element. */
export function literalNode({ id, text }: LiteralExpression, known: KnownNames, unit: Unit): Node {
  if (text.trim() === '') return NULL;
  const parsed = parseFeel(text, known);
  if (parsed.ok) return blamed(parsed.node, id, unit);
  refused(parsed, id, unit);
  return NULL;
}

/** Unary tests on `?`; null for those that are always met. */
export function testsNode({ id, text }: Pick<LiteralExpression, 'id' | 'text'>, known: KnownNames, unit: Unit): Node | null {
  const given = text.trim();
  if (given === '' || given === '-') return null;
  const parsed = parseUnaryTests(given, known);
  if (parsed.ok) return metByNull(parsed.node);
  refused(parsed, id, unit);
  return null;
}

/** A cell that says `null` is met by null, where `x in null` could not tell. */
function metByNull(node: Node): Node {
  const only = node.kind === 'in' && node.tests.length === 1 ? node.tests[0] : undefined;
  const isNull = only?.operator === null && only.operand.kind === 'literal' && only.operand.value === null;
  return node.kind === 'in' && isNull ? { ...node, tests: [{ ...only, operator: '=' }] } : node;
}

export function refused({ code, rule, params }: FeelRefusal, element: string, { defects }: Unit): void {
  defects.add('dmn_feel_refused', element, { code, found: params.found, at: params.at, ...(rule === undefined ? {} : { rule }) });
}

/** Puts what the compiler refuses in this node down to an element, so that all of a file can be told at once. */
export function blamed(node: Node, element: string, unit: Unit): Node {
  // A function stays one: contexts let it see itself.
  if (node.kind === 'function' || node.kind === 'literal') return node;
  return {
    kind: 'boxed',
    compile: (environment, compiler) => {
      const run = compiler.compile(node, environment);
      blame(compiler, element, unit);
      return run;
    },
  };
}

export function blame(compiler: BoxCompiler, element: string, unit: Unit): void {
  if (compiler.refusal === null) return;
  refused(compiler.refusal, element, unit);
  compiler.refusal = null;
}

/** A node whose value passes through a check. */
export function checkedNode(node: Node, check: (value: FeelValue) => FeelValue): Node {
  return {
    kind: 'boxed',
    compile: (environment, compiler): Run => {
      const run = compiler.compile(node, environment);
      return (scope, frame) => check(run(scope, frame));
    },
  };
}
