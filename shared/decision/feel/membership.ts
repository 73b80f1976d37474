import type { Node, Test } from './parse.ts';
import { charge, equal, isElement, isList, ordered, type FeelValue, type Meter, type Run, type Scope } from './values.ts';

export type Compile = (node: Node) => Run;
type Check = (value: FeelValue, scope: Scope) => boolean | null;

/**
 * `value in tests`: true if one test is; else null if one could not tell (a comparison or range over null or another
 * type); else false. Being equal to a value can always tell: what has another type is merely not it.
 */
export function compileTests(value: Run, tests: readonly Test[], compile: Compile, meter: Meter): Run {
  const texts = textsOf(tests);
  if (texts !== null) {
    return (scope) => {
      const given = value(scope);
      return typeof given === 'string' && texts.has(given);
    };
  }
  const checks = tests.map((test) => compileTest(test, tests.length === 1, compile, meter));
  return (scope) => {
    const given = value(scope);
    let result: boolean | null = false;
    for (const check of checks) {
      const isMet = check(given, scope);
      if (isMet === true) return true;
      if (isMet === null) result = null;
    }
    return result;
  };
}

function compileTest({ operator, operand }: Test, isOnly: boolean, compile: Compile, meter: Meter): Check {
  if (operand.kind === 'range' && operator === null) {
    const [start, end] = [compile(operand.start), compile(operand.end)];
    const above = operand.isStartIncluded ? '>=' : '>';
    const below = operand.isEndIncluded ? '<=' : '<';
    return (value, scope) => {
      const isAbove = ordered(above, value, start(scope));
      const isBelow = ordered(below, value, end(scope));
      return isAbove === null || isBelow === null ? null : isAbove && isBelow;
    };
  }
  const expected = compile(operand);
  if (operator !== null) return (value, scope) => ordered(operator, value, expected(scope));
  return (value, scope) => {
    const test = expected(scope);
    if (isList(test)) return isElement(value, test, meter) || (isList(value) && charge(meter, 1) && equal(value, test, meter) === true);
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
