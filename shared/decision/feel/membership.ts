import { equal, isInList, isInRange, isWithin, ordered } from './compare.ts';
import type { Node, Test } from './syntax.ts';
import { charge, FeelRange, isList, type FeelValue, type Frame, type Meter, type Run, type Scope } from './values.ts';

type Compile = (node: Node) => Run;
type Check = (value: FeelValue, scope: Scope, frame: Frame | null) => boolean | null;

/**
 * `value in tests`: true if one test is; else null if one could not tell (a comparison or range over null or another
 * type); else false. Being equal to a value can always tell: what has another type is merely not it.
 */
export function compileTests(value: Run, tests: readonly Test[], compile: Compile, meter: Meter): Run {
  const texts = textsOf(tests);
  if (texts !== null) {
    return (scope, frame) => {
      const given = value(scope, frame);
      return typeof given === 'string' && texts.has(given);
    };
  }
  const checks = tests.map((test) => compileTest(test, tests.length === 1, compile, meter));
  if (!tests.some(({ isCondition }) => isCondition)) return (scope, frame) => anyOf(checks, value(scope, frame), scope, frame);
  return (scope, frame) => {
    const outer = meter.input;
    const given = value(scope, frame);
    meter.input = given;
    const result = anyOf(checks, given, scope, frame);
    meter.input = outer;
    return result;
  };
}

function anyOf(checks: readonly Check[], given: FeelValue, scope: Scope, frame: Frame | null): boolean | null {
  let result: boolean | null = false;
  for (const check of checks) {
    const isMet = check(given, scope, frame);
    if (isMet === true) return true;
    if (isMet === null) result = null;
  }
  return result;
}
function compileTest({ operator, operand, isCondition }: Test, isOnly: boolean, compile: Compile, meter: Meter): Check {
  if (operand.kind === 'range' && operator === null && operand.start !== null && operand.end !== null) {
    const { isStartIncluded, isEndIncluded } = operand;
    const [start, end] = [compile(operand.start), compile(operand.end)];
    return (value, scope, frame) => {
      const [low, high] = [start(scope, frame), end(scope, frame)];
      return low === null || high === null ? null : isWithin(value, low, high, isStartIncluded, isEndIncluded);
    };
  }
  const expected = compile(operand);
  if (isCondition) {
    return (_, scope, frame) => {
      const result = expected(scope, frame);
      return typeof result === 'boolean' ? result : null;
    };
  }
  if (operator === '=') return (value, scope, frame) => equal(value, expected(scope, frame), meter);
  if (operator === '!=') {
    return (value, scope, frame) => {
      const isEqual = equal(value, expected(scope, frame), meter);
      return isEqual === null ? null : !isEqual;
    };
  }
  if (operator !== null) return (value, scope, frame) => ordered(operator, value, expected(scope, frame));
  return (value, scope, frame) => {
    const test = expected(scope, frame);
    if (isList(test)) return isInList(value, test, meter) || (isList(value) && charge(meter, 1) && equal(value, test, meter) === true);
    if (test instanceof FeelRange && !(value instanceof FeelRange)) return isInRange(value, test);
    // A lone null is no list to be in, so nobody can tell.
    if (test === null && isOnly) return null;
    return equal(value, test, meter) === true;
  };
}

/** The strings, where all tests are such literals: then one look into a set does. */
function textsOf(tests: readonly Test[]): ReadonlySet<string> | null {
  const only = tests.length === 1 ? tests[0] : undefined;
  const nodes = only?.operator === null && only.operand.kind === 'list' ? only.operand.items : tests.map((test) => (test.operator === null ? test.operand : null));
  const texts = new Set<string>();
  for (const node of nodes) {
    if (node?.kind !== 'literal' || typeof node.value !== 'string') return null;
    texts.add(node.value);
  }
  return texts;
}
