import { unreachable } from '../../assert.ts';
import { compileCall, compileFunction } from './compile-function.ts';
import { compileFor, compileQuantifier } from './compile-loop.ts';
import { compileArithmetic, compileBetween, compileCompare, compileLogic, compileNegation } from './compile-operator.ts';
import { compileFilter, compileName, compilePath } from './compile-path.ts';
import { Compiler } from './compiler.ts';
import type { Environment } from './environment.ts';
import { compileTests } from './membership.ts';
import { orderOf } from './compare.ts';
import type { Node, RangeNode } from './syntax.ts';
import type { FeelRefusal } from './tokens.ts';
import { hasType } from './types.ts';
import { FeelRange, newContext, putEntry, type Meter, type Run } from './values.ts';

/** The tree as closures, how many nodes its own run has, how deep it is, and the names of the scope that it may read. */
export function compileTree(root: Node, fields: ReadonlySet<string> | 'any', meter: Meter): { ok: true; run: Run; nodes: number; depth: number; names: ReadonlySet<string> } | FeelRefusal {
  const compiler = new Compiler(fields, meter, compileNode);
  const { run, nodes, depth } = compiler.body(root, null);
  return compiler.refusal ?? { ok: true, run, nodes, depth, names: compiler.names };
}

function compileNode(node: Node, environment: Environment | null, compiler: Compiler): Run {
  const { meter } = compiler;
  const compile = (child: Node): Run => compiler.compile(child, environment);
  switch (node.kind) {
    case 'literal': {
      const { value } = node;
      return () => value;
    }
    case 'input':
      return () => meter.input;
    case 'name':
      return compileName(node, environment, compiler);
    case 'path':
      return compilePath(node, environment, compiler);
    case 'filter':
      return compileFilter(node, environment, compiler);
    case 'list': {
      const items = node.items.map(compile);
      return (scope, frame) => items.map((item) => item(scope, frame));
    }
    case 'context':
      return compileContext(node.entries, environment, compiler);
    case 'range':
      return compileRange(node, compile);
    case 'call':
      return compileCall(node, environment, compiler);
    case 'function':
      return compileFunction(node, environment, compiler);
    case 'negate':
      return compileNegation(compile(node.operand));
    case 'arithmetic':
      return compileArithmetic(compile(node.first), node.rest.map(({ operator, operand }) => ({ operator, operand: compile(operand) })), meter);
    case 'logic':
      return compileLogic(node.operator === 'or', node.operands.map(compile));
    case 'compare':
      return compileCompare(node.operator, compile(node.left), compile(node.right), node.right, meter);
    case 'between':
      return compileBetween(compile(node.value), compile(node.low), compile(node.high));
    case 'in':
      compiler.count(node.tests.length);
      return compileTests(compile(node.value), node.tests, compile, meter);
    case 'instance': {
      const [value, { type }] = [compile(node.value), node];
      return (scope, frame) => hasType(value(scope, frame), type, meter);
    }
    case 'if': {
      const [condition, whenTrue, otherwise] = [compile(node.condition), compile(node.whenTrue), compile(node.otherwise)];
      return (scope, frame) => {
        const isMet = condition(scope, frame);
        if (isMet === true) return whenTrue(scope, frame);
        if (isMet !== false) meter.onUnclear?.('if');
        return otherwise(scope, frame);
      };
    }
    case 'for':
      return compileFor(node, environment, compiler);
    case 'quantifier':
      return compileQuantifier(node, environment, compiler);
    case 'boxed':
      return node.compile(environment, compiler);
    default:
      return unreachable(node);
  }
}

/** Entries see those before them, and a function sees itself. */
function compileContext(entries: readonly { name: string; value: Node }[], environment: Environment | null, compiler: Compiler): Run {
  const names = new Set<string>();
  const inner: Environment = { kind: 'context', names, parent: environment };
  const runs = entries.map(({ name, value }) => {
    if (value.kind === 'function') names.add(name);
    const run = compiler.compile(value, inner);
    names.add(name);
    return { name, run };
  });
  return (scope, frame) => {
    const context = newContext();
    const own = { value: context, parent: frame };
    for (const { name, run } of runs) putEntry(context, name, run(scope, own));
    return context;
  };
}

/** Null where an end is null, or the ends are no values of one ordered type. */
function compileRange({ start, end, isStartIncluded, isEndIncluded }: RangeNode, compile: (node: Node) => Run): Run {
  const [low, high] = [start && compile(start), end && compile(end)];
  return (scope, frame) => {
    const first = low === null ? null : low(scope, frame);
    const last = high === null ? null : high(scope, frame);
    if ((low !== null && first === null) || (high !== null && last === null)) return null;
    if (orderOf(first ?? last, last ?? first) === null) return null;
    return new FeelRange(first, last, isStartIncluded, isEndIncluded);
  };
}
