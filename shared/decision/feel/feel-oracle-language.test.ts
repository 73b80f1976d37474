import fc from 'fast-check';
import { evaluate, unaryTest } from 'feelin';
import { expect, it } from 'vitest';
import { compileScript, compileUnaryTests } from './feel.ts';

/*
 * feelin 8.2 as the oracle for lists, contexts, loops, functions, dates and built-in functions. Left out, beside what
 * `feel-oracle.test.ts` names, is where it is not DMN 1.5; our answers there are in `feel-language.test.ts`:
 * positions 0, lengths 0 and positions behind the end (it takes the nearest, DMN has null), min and max of strings, `duplicate values`
 * of numbers, `remove` from the end, an empty list compared with another (null), durations times numbers, `years and months duration` (keeps days),
 * quantifiers over nulls (false where `and` and `or` say null), the `!=` of a null in a filter, a null in a `list<number>`, and the mode of negative numbers (sorts by text).
 */
type Rule = fc.Arbitrary<string>;

const joined = (...parts: (Rule | string)[]): Rule =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((texts) => texts.join(''));
const call = (name: string, ...args: (Rule | string)[]): Rule => joined(`${name}(`, ...args.flatMap((arg, i) => (i === 0 ? [arg] : [', ', arg])), ')');
const oneOf = (...options: string[]): Rule => fc.constantFrom(...options);

type Rules = 'number' | 'text' | 'boolean' | 'list' | 'texts' | 'people' | 'person' | 'date' | 'period';

const { number, text, boolean, list, texts, people, person, date, period } = fc.letrec<Record<Rules, string>>((tie) => {
  const shallow = { maxDepth: 5, depthIdentifier: 'language', withCrossShrink: true };
  const order = oneOf('<', '<=', '>', '>=');
  const equality = oneOf('=', '!=');
  const day = fc.date({ min: new Date('1999-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }).map((at) => `"${at.toISOString().slice(0, 10)}"`);
  return {
    number: fc.oneof(
      shallow, oneOf('0', '1', '2', '7', 'x', 'y', 'amounts[1]', 'amounts[-1]', 'team[1].age', 'ann.age'),
      joined('(', tie('number'), oneOf(' + ', ' - ', ' * '), tie('number'), ')'),
      call('count', fc.oneof(tie('list'), tie('people'), tie('texts'))), call('sum', tie('list')), call('min', tie('list')), call('max', tie('list')),
      call('abs', tie('number')), call('floor', tie('number')), call('modulo', tie('number'), oneOf('3', '7')), call('string length', tie('text')),
      joined(tie('date'), oneOf('.year', '.month', '.day', '.weekday')), call('day of year', tie('date')), call('week of year', tie('date')),
      joined('{a: ', tie('number'), ', b: a + 1}.b'), joined('(function(p) p * 2)(', tie('number'), ')'), joined('{f: function(n) if n <= 0 then 0 else n + f(n - 1), r: f(', oneOf('3', 'y'), ')}.r'),
      joined('(if ', tie('boolean'), ' then ', tie('number'), ' else ', tie('number'), ')'), joined(tie('person'), '.age'), call('number', oneOf('"12"', '"-3"', '"abc"')), joined('count(', tie('list'), '[item > ', tie('number'), '])'),
    ),
    text: fc.oneof(
      shallow, oneOf('""', '"ab"', '"Zoë"', 's', 'ann.name'), joined('(', tie('text'), ' + ', tie('text'), ')'), call('upper case', tie('text')), call('lower case', tie('text')),
      call('substring', oneOf('"foobar"', 's + "xyz"'), oneOf('1', '2', '-1', '-3')), call('substring', '"foobar"', oneOf('1', '2', '-3'), oneOf('1', '2', '9')), call('substring before', tie('text'), oneOf('"a"', '"b"', '"é"')),
      call('substring after', tie('text'), oneOf('"a"', '"b"')), call('string join', tie('texts'), oneOf('", "', '""')), call('string', fc.oneof(tie('number'), tie('boolean'), tie('list'), tie('date'))), joined(tie('person'), '.name'),
      call('replace', tie('text'), oneOf('"[a-c]+"', '"b"'), oneOf('"-"', '"<$0>"')), call('day of week', tie('date')), call('month of year', tie('date')), joined(tie('texts'), '[1]'),
    ),
    boolean: fc.oneof(
      shallow, oneOf('true', 'false', 't'), joined('(', tie('number'), ' ', order, ' ', tie('number'), ')'), joined('(', tie('text'), ' ', equality, ' ', tie('text'), ')'), joined('([7, ', tie('number'), '] ', equality, ' [7, ', tie('number'), '])'),
      joined('(', tie('date'), ' ', order, ' ', tie('date'), ')'), joined('(', tie('boolean'), oneOf(' and ', ' or '), tie('boolean'), ')'), call('not', tie('boolean')), call('list contains', tie('list'), tie('number')),
      joined('(some v in ', tie('list'), '[item >= 0] satisfies v > ', oneOf('0', 'x', '7'), ')'), joined('(every p in ', tie('people'), '[age >= 0] satisfies p.age ', order, ' ', oneOf('17', '30', 'x'), ')'), call('matches', tie('text'), oneOf('"^[a-z]*$"', '"b."')),
      call('contains', tie('text'), oneOf('"a"', '"oo"')), call('odd', tie('number')), call('even', tie('number')), joined('(', tie('number'), ' instance of ', oneOf('number', 'string'), ')'), joined('(', tie('list'), '[item > 1] instance of list<number>)'),
      joined('(', tie('number'), ' in [', oneOf('1..5', '0..2'), '])'), call('before', tie('date'), tie('date')), call('all', joined('[', tie('boolean'), ', ', tie('boolean'), ']')), call('any', joined('[', tie('boolean'), ', ', tie('boolean'), ']')),
      joined('(', tie('date'), ' between @"2010-01-01" and @"2024-06-30")'),
    ),
    list: fc.oneof(
      shallow, oneOf('[]', 'amounts', '[1, 2, 3]'), joined('[', tie('number'), ', ', tie('number'), ']'), joined(tie('list'), '[item > ', tie('number'), ']'), joined('(for v in ', tie('list'), ' return v + 1)'),
      joined('(for v in ', tie('list'), ', w in [1, 2] return v * w)'), oneOf('(for i in 1..4 return i * i)', '(for i in 3..1 return i)'), joined('(for v in ', tie('list'), ' return count(partial) + v)'), call('append', tie('list'), tie('number')), call('concatenate', tie('list'), tie('list')), call('union', tie('list'), tie('list')),
      call('distinct values', tie('list')), call('reverse', tie('list')), call('flatten', joined('[', tie('list'), ', [', tie('list'), ']]')), joined('sort(', tie('list'), ', function(a, b) a < b)'), call('index of', tie('list'), tie('number')),
      joined(tie('people'), '.age'), joined(tie('people'), '[age > ', tie('number'), '].age'), call('sublist', '[1, 2, 3, 4]', oneOf('1', '2', '-2')), call('insert before', '[1, 2]', oneOf('1', '2'), tie('number')), call('remove', '[1, 2, 3]', oneOf('1', '3')), call('mode', joined(tie('list'), '[item >= 0]')),
    ),
    texts: fc.oneof(shallow, oneOf('["a", "b"]', 'team.name'), joined('[', tie('text'), ', ', tie('text'), ']'), call('split', tie('text'), oneOf('","', '"[ ,]"')), joined(tie('texts'), '[item = "a"]'), joined('(for p in ', tie('people'), ' return p.name)')),
    people: fc.oneof(shallow, oneOf('team', '[]'), joined('team[age ', order, ' ', tie('number'), ']'), joined('team[item.name != ', tie('text'), ']'), joined('[', tie('person'), ']'), call('append', tie('people'), tie('person'))),
    person: fc.oneof(shallow, oneOf('ann', 'team[1]', 'team[2]'), joined('{name: ', tie('text'), ', age: ', tie('number'), '}'), joined('context put(', tie('person'), ', "age", ', tie('number'), ')'), joined('context merge([ann, {age: ', tie('number'), '}])')),
    date: fc.oneof(shallow, call('date', day), joined('@', day), oneOf('date(born)'), joined('(', tie('date'), ' + ', tie('period'), ')'), joined('(', tie('date'), ' - ', tie('period'), ')'), call('date', oneOf('2024', '2026'), oneOf('1', '12'), oneOf('1', '28')), joined('date(string(', tie('date'), '))')),
    period: fc.oneof(shallow, oneOf('duration("P1D")', 'duration("P1M")', '@"P1Y2M"', '@"-P3D"', 'duration("P40D")')),
  };
});

const scope = {
  x: 3, y: 5, t: true, s: 'abcab', born: '2000-02-29', amounts: [4, 1, 7, 1],
  ann: { name: 'Ann', age: 41 }, team: [{ name: 'Bo', age: 17 }, { name: 'Cy', age: 64 }, { name: 'Di', age: 30 }],
};

/** As our own values are JSON: temporal values as texts. */
function plain(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (Array.isArray(value)) return value.map(plain);
  const { constructor } = value;
  return constructor === Object || constructor === undefined ? Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, plain(entry)])) : JSON.parse(JSON.stringify(value));
}

it('agrees with feelin on generated expressions over the whole language', () => {
  const seen = new Map<string, number>();
  const rules = { number, text, boolean, list, texts, people, person, date, period };
  fc.assert(
    fc.property(fc.constantFrom(...(Object.keys(rules) as Rules[])).chain((rule) => fc.tuple(fc.constant(rule), rules[rule])), ([rule, source]) => {
      const compiled = compileScript(source, new Set(Object.keys(scope)));
      if (!compiled.ok && (compiled.code === 'feel_too_long' || compiled.code === 'feel_too_deep')) return;
      if (!compiled.ok) throw new Error(JSON.stringify(compiled));
      const value = plain(evaluate(source, scope).value);
      expect(compiled.run(scope)).toEqual({ ok: true, value });
      if (value !== null) seen.set(rule, (seen.get(rule) ?? 0) + 1);
    }),
    { numRuns: 1500 },
  );
  for (const rule of Object.keys(rules)) expect(seen.get(rule) ?? 0, rule).toBeGreaterThan(30);
}, 60_000);

it('agrees with feelin on generated unary tests', () => {
  const end = fc.integer({ min: 0, max: 9 });
  const range = fc.tuple(fc.constantFrom('[', '(', ']'), end, end, fc.constantFrom(']', ')', '[')).map(([open, a, b, close]) => `${open}${Math.min(a, b)}..${Math.max(a, b)}${close}`);
  const test = fc.oneof(end.map(String), oneOf('x', '-3', 'amounts', 'y + 1', 'count(team)'), joined(oneOf('<', '<=', '>', '>='), ' ', oneOf('4', 'x', 'y - 1')), range, joined('? ', oneOf('<', '>', '=', '!='), ' ', oneOf('3', 'x')), joined('? > ', oneOf('1', '7'), ' and ? < ', oneOf('5', '9')), joined('odd(?)'), joined('? in [', oneOf('1..5', '2..x'), ']'));
  const tests = fc.array(test, { minLength: 1, maxLength: 4 }).map((all) => all.join(', '));
  const seen = new Set<unknown>();
  fc.assert(
    fc.property(fc.oneof(oneOf('-'), tests, joined('not(', tests, ')')), fc.integer({ min: -3, max: 10 }), (source, input) => {
      const compiled = compileUnaryTests(source, new Set(Object.keys(scope)));
      if (!compiled.ok) throw new Error(JSON.stringify(compiled));
      const value = compiled.run(scope, input);
      expect(value).toBe(unaryTest(source, { ...scope, '?': input }).value);
      seen.add(value);
    }),
    { numRuns: 1000 },
  );
  expect(seen.size).toBe(2);
}, 60_000);
