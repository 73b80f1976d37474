import { unreachable } from '../../assert.ts';
import { divide, multiply, negate, subtract } from './decimal.ts';
import { compileTests, type Compile } from './membership.ts';
import type { ArithmeticOperator, CompareOperator, FunctionName, Node } from './parse.ts';
import { refuse, type FeelRefusal } from './tokens.ts';
import { containsText, entryOf, equal, fromJson, isNumber, ordered, sum, type FeelValue, type Meter, type Run } from './values.ts';

/**
 * The tree as closures, and how many nodes it has. A node runs at most once in a run (there are no loops over
 * expressions), so its whole count can be charged when the run begins and costs nothing per node.
 */
export function compileTree(root: Node, fields: ReadonlySet<string> | 'any', meter: Meter): { ok: true; run: Run; nodes: number } | FeelRefusal {
  let nodes = 0;
  let refusal: FeelRefusal | null = null;

  const compile: Compile = (node) => {
    nodes += 1;
    switch (node.kind) {
      case 'literal': {
        const { value } = node;
        return () => value;
      }
      case 'path':
        nodes += node.names.length;
        if (!isKnown(node.names, fields)) {
          refusal ??= refuse('feel_unsupported', node.at, node.names.join('.'), 'field');
        }
        return compilePath(node.names, meter);
      case 'list': {
        const items = node.items.map(compile);
        return (scope) => items.map((item) => item(scope));
      }
      case 'range':
        // A range is no value of its own here, only a test.
        refusal ??= refuse('feel_unsupported', node.at, '..', 'range_value');
        return () => null;
      case 'call':
        return compileCall(node.name, node.args.map(compile), meter);
      case 'negate': {
        const operand = compile(node.operand);
        return (scope) => {
          const value = operand(scope);
          return isNumber(value) ? negate(value) : null;
        };
      }
      case 'arithmetic':
        return compileArithmetic(compile(node.first), node.rest.map(({ operator, operand }) => ({ operator, operand: compile(operand) })), meter);
      case 'logic':
        return compileLogic(node.operator === 'or', node.operands.map(compile));
      case 'compare':
        return compileCompare(node.operator, compile(node.left), compile(node.right), node.right, meter);
      case 'between': {
        const [value, low, high] = [compile(node.value), compile(node.low), compile(node.high)];
        return (scope) => {
          const middle = value(scope);
          const isAbove = ordered('>=', middle, low(scope));
          const isBelow = ordered('<=', middle, high(scope));
          return isAbove === null || isBelow === null ? null : isAbove && isBelow;
        };
      }
      case 'in':
        nodes += node.tests.length;
        return compileTests(compile(node.value), node.tests, compile, meter);
      case 'if': {
        const [condition, whenTrue, otherwise] = [compile(node.condition), compile(node.whenTrue), compile(node.otherwise)];
        return (scope) => (condition(scope) === true ? whenTrue(scope) : otherwise(scope));
      }
      default:
        return unreachable(node);
    }
  };

  const run = compile(root);
  return refusal ?? { ok: true, run, nodes };
}

/** A path is known by its first name or as a whole. */
function isKnown(names: readonly string[], fields: ReadonlySet<string> | 'any'): boolean {
  return fields === 'any' || fields.has(names[0] ?? '') || fields.has(names.join('.'));
}

function compilePath(names: readonly string[], meter: Meter): Run {
  const [first = '', ...rest] = names;
  const read: Run = (scope) => (Object.hasOwn(scope, first) ? fromJson(scope[first], meter) : null);
  if (rest.length === 0) return read;
  return (scope) => {
    let value = read(scope);
    for (const name of rest) value = entryOf(value, name, meter);
    return value;
  };
}

function compileCompare(operator: CompareOperator, left: Run, right: Run, rightNode: Node, meter: Meter): Run {
  switch (operator) {
    case '=': {
      const literal = rightNode.kind === 'literal' ? rightNode.value : null;
      if (typeof literal === 'string') {
        return (scope) => {
          const value = left(scope);
          return typeof value === 'string' ? value === literal : value === null ? false : null;
        };
      }
      return (scope) => equal(left(scope), right(scope), meter);
    }
    case '!=':
      return (scope) => {
        const isEqual = equal(left(scope), right(scope), meter);
        return isEqual === null ? null : !isEqual;
      };
    default:
      return (scope) => ordered(operator, left(scope), right(scope));
  }
}

/** Ternary logic: `false and x` is false and `true or x` true whatever x is; otherwise what is no boolean makes null. */
function compileLogic(deciding: boolean, operands: readonly Run[]): Run {
  return (scope) => {
    let result: boolean | null = !deciding;
    for (const operand of operands) {
      const value = operand(scope);
      if (value === deciding) return deciding;
      if (value !== !deciding) result = null;
    }
    return result;
  };
}

function compileArithmetic(first: Run, rest: readonly { operator: ArithmeticOperator; operand: Run }[], meter: Meter): Run {
  return (scope) => {
    let value = first(scope);
    for (const { operator, operand } of rest) value = calculate(operator, value, operand(scope), meter);
    return value;
  };
}

function calculate(operator: ArithmeticOperator, a: FeelValue, b: FeelValue, meter: Meter): FeelValue {
  if (operator === '+') return sum(a, b, meter);
  if (!isNumber(a) || !isNumber(b)) return null;
  switch (operator) {
    case '-':
      return subtract(a, b);
    case '*':
      return multiply(a, b);
    case '/':
      return divide(a, b);
    default:
      return unreachable(operator);
  }
}

function compileCall(name: FunctionName, args: readonly Run[], meter: Meter): Run {
  const [first = nothing, second = nothing] = args;
  const onText = (apply: (text: string, part: string) => boolean | null): Run => (scope) => {
    const text = first(scope);
    const part = second(scope);
    return typeof text === 'string' && typeof part === 'string' ? apply(text, part) : null;
  };
  switch (name) {
    case 'not':
      return (scope) => {
        const value = first(scope);
        return typeof value === 'boolean' ? !value : null;
      };
    case 'starts with':
      return onText((text, part) => text.startsWith(part));
    case 'ends with':
      return onText((text, part) => text.endsWith(part));
    case 'contains':
      return onText((text, part) => containsText(text, part, meter));
    default:
      return unreachable(name);
  }
}

function nothing(): FeelValue {
  return null;
}
