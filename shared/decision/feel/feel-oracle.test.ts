import fc from 'fast-check';
import { evaluate } from 'feelin';
import { expect, it } from 'vitest';
import { compileCondition, compileFeel } from './feel.ts';

/*
 * feelin 8.2 is the oracle for what the generators below make. They leave out where it is not FEEL:
 * numbers that are no integers (binary floats, no division here), `<` and ranges over two types (false or a throw where FEEL says null),
 * null as an end of a range (taken as open), ends in the wrong order (turned round), `x in y or z` (taken as `x in (y or z)` where y is not in parentheses), a list that equals its only element, and lists among several tests of `in`.
 */
type Rule = fc.Arbitrary<string>;

const joined = (...parts: (Rule | string)[]): Rule =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((texts) => texts.join(''));
const oneOf = (...options: (Rule | string)[]): Rule => fc.oneof(...options.map((option) => (typeof option === 'string' ? fc.constant(option) : option)));

const { condition, number, text } = fc.letrec<{ condition: string; conjunction: string; test: string; number: string; term: string; factor: string; text: string }>((tie) => {
  const integer = fc.integer({ min: 0, max: 9 }).map(String);
  const string = fc.constantFrom('""', '"a"', '"ab"', '"b"', '"Z"');
  const order = fc.constantFrom('<', '<=', '>', '>=');
  const equality = fc.constantFrom('=', '!=');
  const nested = (rule: Rule) => joined('(', rule, ')');
  // One depth for all rules together, else they multiply.
  const shallow = { maxDepth: 10, depthIdentifier: 'feel', withCrossShrink: true };
  const many = (test: Rule) => fc.array(test, { minLength: 2, maxLength: 4 }).map((tests) => `(${tests.join(', ')})`);
  const ends = (end: Rule) => fc.tuple(end, end).map((texts) => texts.sort());
  const range = (end: Rule) => joined(fc.constantFrom('[', '(', ']'), ends(end).map((texts) => texts.join('..')), fc.constantFrom(']', ')', '['));
  const numberTest = oneOf(integer, joined(order, ' ', integer), range(integer), 'null', 'a');
  const textTest = oneOf(string, joined(order, ' ', string), range(string), 'null', 's');
  return {
    condition: fc.oneof(shallow, tie('conjunction'), joined(tie('conjunction'), ' or ', tie('conjunction')), joined(tie('conjunction'), ' or ', tie('conjunction'), ' or ', tie('conjunction'))),
    conjunction: fc.oneof(shallow, tie('test'), joined(tie('test'), ' and ', tie('test')), joined(tie('test'), ' and ', tie('test'), ' and ', tie('test'))),
    test: fc.oneof(
      shallow,
      oneOf('true', 'false', 'null', 't', 'f', 'n', 'missing'),
      joined(tie('number'), ' ', order, ' ', tie('number')),
      joined(tie('text'), ' ', order, ' ', tie('text')),
      joined(fc.oneof(tie('number'), tie('text')), ' ', equality, ' ', fc.oneof(tie('number'), tie('text'), fc.constantFrom('null', 'true', 't'))),
      joined(tie('number'), ' between ', ends(integer).map((texts) => texts.join(' and '))),
      joined(tie('number'), fc.constantFrom(' between n and 3', ' between -1 and n', ' between a and a + 2')),
      joined(tie('number'), ' in ', many(numberTest)),
      joined(tie('text'), ' in ', many(textTest)),
      joined('(', tie('number'), ' in ', fc.oneof(numberTest, joined('[', integer, ', ', integer, ']')), ')'),
      joined('(', tie('text'), ' in ', fc.oneof(textTest, joined('[', string, ', ', string, ']')), ')'),
      joined('(', fc.oneof(tie('number'), tie('text')), ' in ', fc.constantFrom('(1, "a")', '["a", 1, null]', 'list', '("a", "b")', '[]', 'n', '(n, 1)'), ')'),
      joined(fc.constantFrom('starts with', 'ends with', 'contains'), '(', tie('text'), ', ', fc.oneof(tie('text'), tie('number')), ')'),
      joined('not(', tie('condition'), ')'),
      nested(tie('condition')),
      joined('(if ', tie('condition'), ' then ', tie('condition'), ' else ', tie('condition'), ')'),
    ),
    number: fc.oneof(shallow, tie('term'), joined(tie('term'), fc.constantFrom(' + ', ' - '), tie('term')), joined(tie('term'), ' - ', tie('term'), ' - ', tie('term'))),
    term: fc.oneof(shallow, tie('factor'), joined(tie('factor'), ' * ', tie('factor'))),
    factor: fc.oneof(shallow, integer, oneOf('a', 'b', 'data.amount', 'n', 'data.none', 'missing.x'), nested(tie('number')), joined('-(', tie('number'), ')'), joined('(if ', tie('test'), ' then ', tie('number'), ' else ', tie('number'), ')')),
    text: fc.oneof(shallow, string, oneOf('s', 'data.kind', 'n'), joined('(', tie('text'), ' + ', tie('text'), ')')),
  };
});

const scopes = fc.record({
  a: fc.integer({ min: -9, max: 9 }),
  b: fc.option(fc.integer({ min: 0, max: 5 })),
  s: fc.option(fc.constantFrom('a', 'ab', 'b', '')),
  t: fc.boolean(),
  f: fc.constant(false),
  n: fc.constant(null),
  list: fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom('a', 'b', null)), { maxLength: 4 }),
  data: fc.record({ amount: fc.integer({ min: 0, max: 9 }), kind: fc.constantFrom('a', 'ab', 'Z') }, { noNullPrototype: true }),
}, { noNullPrototype: true });

it('agrees with feelin on every generated expression', () => {
  const seen = new Map<unknown, number>();
  fc.assert(
    fc.property(fc.oneof({ arbitrary: condition, weight: 3 }, number, text), scopes, (source, scope) => {
      const compiled = compileFeel(source, 'any');
      // The generators bound depth only roughly.
      if (!compiled.ok && (compiled.code === 'feel_too_long' || compiled.code === 'feel_too_deep')) return;
      if (!compiled.ok) throw new Error(JSON.stringify(compiled));
      const { value } = evaluate(source, scope);
      // Minus zero is zero.
      const expected = { ok: true, value: value === 0 ? 0 : value };
      expect(compiled.run(scope)).toEqual(expected);
      const kind = typeof value === 'boolean' || value === null ? value : typeof value;
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
    }),
    { numRuns: 2000 },
  );
  for (const kind of [true, false, null, 'number', 'string']) expect(seen.get(kind) ?? 0, String(kind)).toBeGreaterThan(50);
}, 60_000);

const VOCABULARY = [
  'a', 'b', 's', 'n', 'data', '.', 'amount', '1', '0.5', '"x"', '"', '\\', 'true', 'null', 'and', 'or', 'not', 'not(', '(', ')', '[', ']', ',', '..', '<', '<=', '=', '!=', '>', '+', '-', '*', '/', '**',
  'in', 'between', 'if', 'then', 'else', 'starts with(', 'contains(', 'for', 'some', 'every', 'return', 'instance of', '{', '}', '@', '?', ':', '//', '/*', '*/', '__proto__', 'constructor', '\u0000', '\ud800', '\u202e', '😀', 'é', '\ufeff', '９',
];

it('takes or refuses any source without throwing, and what it takes runs', () => {
  const soup = fc.array(fc.constantFrom(...VOCABULARY), { maxLength: 40 }).map((words) => words.join(' '));
  const deep = fc.tuple(fc.constantFrom(...VOCABULARY), fc.integer({ min: 1, max: 4001 })).map(([word, times]) => word.repeat(Math.min(times, Math.floor(8000 / word.length))));
  const broken = fc.tuple(condition, fc.nat(), fc.constantFrom(...VOCABULARY)).map(([source, at, word]) => source.slice(0, at % (source.length + 1)) + word + source.slice((at % (source.length + 1)) + 1));
  const values = fc.dictionary(fc.constantFrom('a', 'b', 's', 'n', 'data', 'amount', '__proto__', 'constructor'), fc.anything());
  const CODES = ['feel_syntax', 'feel_unsupported', 'feel_too_deep', 'feel_too_long'];
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), soup, deep, broken), values, (source, scope) => {
      const compiled = compileCondition(source, 'any');
      if (compiled.ok) {
        const result = compiled.run(scope);
        expect(typeof result === 'boolean' || result === 'null' || 'failed' in result).toBe(true);
      } else {
        expect(CODES).toContain(compiled.code);
        expect(compiled.params.at).toBeLessThanOrEqual(source.length);
      }
    }),
    { numRuns: 2000 },
  );
}, 60_000);
