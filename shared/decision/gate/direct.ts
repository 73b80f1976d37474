import type { FeatureValue } from '../action/feature.ts';
import type { ArithmeticOperator, CompareOperator, Node } from '../feel/syntax.ts';
import { SIZE_LIMIT } from '../feel/values.ts';

/** The values of all declared features, each at its place. */
export type Values = readonly FeatureValue[];

/** What an expression is over values; undefined where only FEEL itself can tell. */
export type Direct = (values: Values) => FeatureValue | undefined;

/**
 * A plain expression over features as closures that look at their values by place, without FEEL's scope, fuel and decimals: comparisons, logic,
 * `if`, ranges, and sums of whole numbers. It says what FEEL says, or undefined: then FEEL has to run. Null for what is not as plain as that.
 */
export function directOf(node: Node, places: ReadonlyMap<string, number>): Direct | null {
  const direct = (child: Node): Direct | null => directOf(child, places);
  switch (node.kind) {
    case 'literal':
      return literal(node.value);
    case 'name': {
      const at = places.get(node.name);
      return at === undefined ? null : (values) => short(values[at] ?? null);
    }
    case 'logic':
      return every(node.operands.map(direct), (operands) => logic(node.operator === 'or', operands));
    case 'compare': {
      const { operator, left, right } = node;
      const at = left.kind === 'name' ? places.get(left.name) : undefined;
      if (at !== undefined && right.kind === 'literal' && typeof right.value === 'number') return limit(operator, at, right.value);
      return every([direct(left), direct(right)], ([a, b]) => both(a, b, (one, other) => compared(operator, one, other)));
    }
    case 'between':
      return within(direct(node.value), direct(node.low), direct(node.high), true, true);
    case 'in': {
      const [test, ...others] = node.tests;
      if (test === undefined || others.length > 0 || test.operator !== null || test.operand.kind !== 'range') return null;
      const { start, end, isStartIncluded, isEndIncluded } = test.operand;
      return within(direct(node.value), start && direct(start), end && direct(end), isStartIncluded, isEndIncluded);
    }
    case 'if':
      return every([direct(node.condition), direct(node.whenTrue), direct(node.otherwise)], ([condition, whenTrue, otherwise]) => (values) => {
        const isMet = condition?.(values);
        // Where it is neither, FEEL goes on and says so.
        return isMet === true ? whenTrue?.(values) : isMet === false ? otherwise?.(values) : undefined;
      });
    case 'arithmetic':
      return node.rest.reduce<Direct | null>((first, { operator, operand }) => every([first, direct(operand)], ([a, b]) => both(a, b, (one, other) => calculated(operator, one, other))), direct(node.first));
    case 'call':
      return node.callee.kind === 'name' && node.names === null ? call(node.callee.name, node.args.map(direct)) : null;
    default:
      return null;
  }
}

/** A text that is too long for FEEL is FEEL's to refuse. */
const short = (value: FeatureValue): FeatureValue | undefined => (typeof value === 'string' && value.length > SIZE_LIMIT ? undefined : value);

function literal(value: unknown): Direct | null {
  if (value !== null && typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
  return () => value;
}

function every(parts: readonly (Direct | null)[], make: (parts: readonly Direct[]) => Direct | null): Direct | null {
  const known = parts.filter((part) => part !== null);
  return known.length === parts.length ? make(known) : null;
}

function both(a: Direct | undefined, b: Direct | undefined, of: (a: FeatureValue, b: FeatureValue) => FeatureValue | undefined): Direct | null {
  if (a === undefined || b === undefined) return null;
  return (values) => {
    const [one, other] = [a(values), b(values)];
    return one === undefined || other === undefined ? undefined : of(one, other);
  };
}

/** Ternary logic: what decides does so whatever the others are; otherwise what is no boolean makes null. */
function logic(deciding: boolean, operands: readonly Direct[]): Direct {
  return (values) => {
    let result: boolean | null = !deciding;
    for (let i = 0; i < operands.length; i += 1) {
      const value = operands[i]?.(values);
      if (value === deciding || value === undefined) return value;
      if (value !== !deciding) result = null;
    }
    return result;
  };
}

/** A feature against a number: what most conditions are. */
function limit(operator: CompareOperator, at: number, bound: number): Direct {
  const otherwise = (value: FeatureValue): boolean | null | undefined => {
    const known = short(value);
    return known === undefined ? undefined : compared(operator, known, bound);
  };
  // Whichever it is, a number is below the bound, at it or above.
  const [below, same, above] = [compared(operator, -1, 0), compared(operator, 0, 0), compared(operator, 1, 0)];
  return (values) => {
    const value = values[at] ?? null;
    if (typeof value !== 'number') return otherwise(value);
    return value < bound ? below : value === bound ? same : above;
  };
}

function compared(operator: CompareOperator, a: FeatureValue, b: FeatureValue): boolean | null {
  if (operator === '=' || operator === '!=') {
    const isEqual = a === b ? true : a === null || b === null || typeof a === typeof b ? false : null;
    return isEqual === null || operator === '=' ? isEqual : !isEqual;
  }
  // Texts have an order (by UTF-16 unit) as numbers do, booleans have none.
  if (typeof a === 'number') return typeof b === 'number' ? isInOrder(operator, a, b) : null;
  return typeof a === 'string' && typeof b === 'string' ? isInOrder(operator, a, b) : null;
}

function isInOrder<T extends number | string>(operator: CompareOperator, a: T, b: T): boolean {
  return operator === '<' ? a < b : operator === '<=' ? a <= b : operator === '>' ? a > b : a >= b;
}

function within(value: Direct | null, low: Direct | null, high: Direct | null, isStartIncluded: boolean, isEndIncluded: boolean): Direct | null {
  if (value === null || low === null || high === null) return null;
  return (values) => {
    const [middle, start, end] = [value(values), low(values), high(values)];
    if (middle === undefined || start === undefined || end === undefined) return undefined;
    const isAbove = compared(isStartIncluded ? '>=' : '>', middle, start);
    const isBelow = compared(isEndIncluded ? '<=' : '<', middle, end);
    return isAbove === null || isBelow === null ? null : isAbove && isBelow;
  };
}

/** Of whole numbers that a double holds exactly; all others are FEEL's. */
function calculated(operator: ArithmeticOperator, a: FeatureValue, b: FeatureValue): number | undefined {
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b)) return undefined;
  const [one, other] = [Number(a), Number(b)];
  const result = operator === '+' ? one + other : operator === '-' ? one - other : operator === '*' ? one * other + 0 : NaN;
  return Number.isSafeInteger(result) ? result : undefined;
}

/** Built-in functions hide features of their name. */
function call(name: string, args: readonly (Direct | null)[]): Direct | null {
  const [first, second] = args;
  if (name === 'not' && args.length === 1) {
    return every(args, ([of]) => (values) => {
      const value = of?.(values);
      return typeof value === 'boolean' ? !value : value === undefined ? undefined : null;
    });
  }
  if ((name !== 'max' && name !== 'min') || args.length !== 2) return null;
  return every([first ?? null, second ?? null], ([a, b]) =>
    both(a, b, (one, other) => {
      if (typeof one !== 'number' || typeof other !== 'number') return undefined;
      return name === 'max' ? Math.max(one, other) : Math.min(one, other);
    }),
  );
}
