import { unreachable } from '../../assert.ts';
import { equal, isWithin, ordered, orderOf } from './compare.ts';
import { add, compareNumbers, divide, multiply, negate, subtract } from './decimal.ts';
import { power } from './decimal-math.ts';
import type { ArithmeticOperator, CompareOperator, Node } from './syntax.ts';
import { FeelDateTime } from './temporal.ts';
import { addTemporal, divideDuration, multiplyDuration, negateDuration, subtractTemporal } from './temporal-math.ts';
import { charge, isNumber, textOf, type FeelValue, type Meter, type Run } from './values.ts';

/** About what a power costs, in nodes: by squaring, or by logarithms where the exponent is no integer. */
const POWER_COST = 100;
const ROOT_COST = 1200;
/** To move a time in a named zone: its offsets are looked up. */
const ZONE_COST = 15;
const EXPONENT_LIMIT = 999_999_999;

export function compileCompare(operator: CompareOperator, left: Run, right: Run, rightNode: Node, meter: Meter): Run {
  const literal = rightNode.kind === 'literal' ? rightNode.value : null;
  switch (operator) {
    case '=':
      if (typeof literal === 'string') {
        return (scope, frame) => {
          const value = left(scope, frame);
          return typeof value === 'string' ? value === literal : value === null ? false : null;
        };
      }
      return (scope, frame) => equal(left(scope, frame), right(scope, frame), meter);
    case '!=':
      return (scope, frame) => {
        const isEqual = equal(left(scope, frame), right(scope, frame), meter);
        return isEqual === null ? null : !isEqual;
      };
    case '<':
      return (scope, frame) => {
        const order = orderOf(left(scope, frame), right(scope, frame));
        return order === null ? null : order < 0;
      };
    case '>':
      return (scope, frame) => {
        const order = orderOf(left(scope, frame), right(scope, frame));
        return order === null ? null : order > 0;
      };
    default:
      return (scope, frame) => ordered(operator, left(scope, frame), right(scope, frame));
  }
}

export function compileBetween(value: Run, low: Run, high: Run): Run {
  return (scope, frame) => {
    const middle = value(scope, frame);
    const [start, end] = [low(scope, frame), high(scope, frame)];
    return start === null || end === null ? null : isWithin(middle, start, end, true, true);
  };
}

/** Ternary logic: `false and x` is false and `true or x` true whatever x is; otherwise what is no boolean makes null. */
export function compileLogic(deciding: boolean, operands: readonly Run[]): Run {
  return (scope, frame) => {
    let result: boolean | null = !deciding;
    for (const operand of operands) {
      const value = operand(scope, frame);
      if (value === deciding) return deciding;
      if (value !== !deciding) result = null;
    }
    return result;
  };
}

export function compileNegation(operand: Run): Run {
  return (scope, frame) => {
    const value = operand(scope, frame);
    return isNumber(value) ? negate(value) : negateDuration(value);
  };
}

export function compileArithmetic(first: Run, rest: readonly { operator: ArithmeticOperator; operand: Run }[], meter: Meter): Run {
  const [only] = rest;
  if (rest.length === 1 && only !== undefined) {
    const { operator, operand } = only;
    return (scope, frame) => calculate(operator, first(scope, frame), operand(scope, frame), meter);
  }
  return (scope, frame) => {
    let value = first(scope, frame);
    for (const { operator, operand } of rest) value = calculate(operator, value, operand(scope, frame), meter);
    return value;
  };
}

function calculate(operator: ArithmeticOperator, a: FeelValue, b: FeelValue, meter: Meter): FeelValue {
  const areNumbers = isNumber(a) && isNumber(b);
  switch (operator) {
    case '+':
      if (areNumbers) return add(a, b);
      if (typeof a === 'string' && typeof b === 'string') return textOf(a + b, meter);
      return charge(meter, zoneCost(a, b)) ? addTemporal(a, b) : null;
    case '-':
      if (areNumbers) return subtract(a, b);
      return charge(meter, zoneCost(a, b)) ? subtractTemporal(a, b) : null;
    case '*':
      return areNumbers ? multiply(a, b) : multiplyDuration(a, b);
    case '/':
      return areNumbers ? divide(a, b) : divideDuration(a, b);
    case '**':
      if (!areNumbers || compareNumbers(b, EXPONENT_LIMIT) > 0 || compareNumbers(b, -EXPONENT_LIMIT) < 0) return null;
      return charge(meter, Number.isInteger(b) ? POWER_COST : ROOT_COST) ? power(a, b) : null;
    default:
      return unreachable(operator);
  }
}

const zoneCost = (a: FeelValue, b: FeelValue): number => (isZoned(a) || isZoned(b) ? ZONE_COST : 0);
const isZoned = (value: FeelValue): boolean => value instanceof FeelDateTime && value.zone !== null;
