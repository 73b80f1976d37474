import { describe, expect, it } from 'vitest';
import { compileCondition, compileFeel, compileUnaryTests } from './feel.ts';
import { evaluated, tested } from './testing/evaluated.ts';

const SCOPE = {
  amount: 60_000, risk: 'high', none: null, list: [1, 2, 3, 4, 5], x: 100,
  people: [{ name: 'Ann', age: 41, tags: ['a'] }, { name: 'Bo', age: 17 }, { name: 'Cy' }],
  nested: { deep: { list: [{ v: 1 }, { v: 2 }] } }, 'first name': 'Ann', 'order-id': 7, order: 10, id: 3, 'date and time': 'taken', item: 'outer',
};
const FIELDS = new Set(Object.keys(SCOPE));

describe('an expression has the value that DMN 1.5 gives it', () => {
  it.each([
    // contexts: entries see those before them
    ['{}', '{}'], ['{a: 1, "b c": 2}', '{a: 1, b c: 2}'], ['{a: 1, b: a + 1, c: a + b}', '{a: 1, b: 2, c: 3}'], ['{a: 1}.a', '1'], ['{a: 1}.b', 'null'], ['{b c: 2, d: b c + 1}.d', '3'], ['{"b c": 2}.b c', '2'], ['{a: {b: {c: 1}}}.a.b.c', '1'],
    ['{x: x + 1}.x', '101'], ['{a: order id, b: 1}.a', 'feel_syntax'], ['{if: 1}.if', '1'], ['{a: 1, "a b": 2, c: a b}.c', '2'], ['{a-b: 1, c: a-b}.c', '1'], ['{__proto__: 1, a: __proto__}.a', '1'], ['{"constructor": 1}.constructor', '1'], ['{}.constructor', 'null'],
    // names
    ['first name', '"Ann"'], ['order-id', '7'], ['order - id', '7'], ['order - 1', '9'], ['date and time', '"taken"'], ['date and time("2026-01-02T03:04:05").hour', '3'],
    ['`first name`', '"Ann"'], ['{`b-c`: 1, d: `b-c` + 1}.d', '2'], ['{"if x": 1}.`if x`', '1'],
    // paths and filters
    ['people.name', '["Ann", "Bo", "Cy"]'], ['people.age', '[41, 17, null]'], ['nested.deep.list.v', '[1, 2]'], ['list.x', '[null, null, null, null, null]'], ['none.x', 'null'], ['risk.x', 'null'], ['(nested).deep.list[2].v', '2'],
    ['list[1]', '1'], ['list[-1]', '5'], ['list[-5]', '1'], ['list[6]', 'null'], ['list[0]', 'null'], ['list[-6]', 'null'], ['list[1.5]', 'null'], ['list[list[2]]', '2'], ['list[count(list)]', '5'], ['list[item > 3]', '[4, 5]'], ['list[item > 9]', '[]'],
    ['people[age > 18].name', '["Ann"]'], ['people[item.age < 18][1].name', '"Bo"'], ['people[name = "Cy"].age', '[null]'], ['people[age = null].name', '["Cy"]'], ['people[tags[1] = "a"].name', '["Ann"]'], ['people[x = 100].name', '["Ann", "Bo", "Cy"]'], ['[{x: 1}, {y: 2}][x = 100]', '[{y: 2}]'],
    ['[{item: 1}, {item: 2}][item > 1]', '[{item: 2}]'], ['[[1, 2], [3]][count(item) > 1]', '[[1, 2]]'], ['list[null]', '[]'], ['list["a"]', '[]'], ['5[1]', '5'], ['5[2]', 'null'], ['5[item > 3]', '[5]'], ['none[1]', 'null'], ['none[true]', 'null'], ['[][1]', 'null'], ['[][item > 1]', '[]'], ['[][count(list)]', 'null'],
    ['[1, 2, 3][item >= 2][1]', '2'], ['for v in list[item > 3] return item', '["outer", "outer"]'],
    // loops
    ['for v in list return v * 2', '[2, 4, 6, 8, 10]'], ['for v in [1, 2], w in [10, 20] return v + w', '[11, 21, 12, 22]'], ['for v in [[1, 2], [3]], w in v return w', '[1, 2, 3]'], ['for v in 1..3 return v', '[1, 2, 3]'], ['for v in 3..1 return v', '[3, 2, 1]'], ['for v in -1..1 return v', '[-1, 0, 1]'], ['for v in 1+1..1+3 return v', '[2, 3, 4]'],
    ['for v in [1..3] return v', '[1, 2, 3]'], ['for v in (1..3) return v', '[2]'], ['for v in [] return v', '[]'], ['for v in none return v', 'null'], ['for v in 5 return v', 'null'], ['for v in 0..4 return if v = 0 then 1 else v * partial[-1]', '[1, 1, 2, 6, 24]'], ['for v in [1, 2] return partial', '[[], [[]]]'],
    ['for my day in @"2026-01-30"..@"2026-02-01" return my day.day', '[30, 31, 1]'], ['for v in 1..2 return {v: v, w: v + 1}', '[{v: 1, w: 2}, {v: 2, w: 3}]'],
    ['some v in list satisfies v > 4', 'true'], ['some v in list satisfies v > 5', 'false'], ['every v in list satisfies v > 0', 'true'], ['every v in list satisfies v > 1', 'false'], ['some v in [] satisfies true', 'false'], ['every v in [] satisfies false', 'true'], ['some v in [1, null] satisfies v > 1', 'null'], ['every v in [1, null] satisfies v > 0', 'null'],
    ['every v in [0, null] satisfies v > 0', 'false'], ['some v in none satisfies true', 'null'], ['some v in [1, 2], w in [2, 3] satisfies v = w', 'true'], ['every v in 1..3 satisfies v < 4', 'true'],
    // functions
    [String.raw`matches("a5", "a\d")`, 'true'], [String.raw`string length("\q\\")`, '3'],
    ['(function(a) a + 1)(2)', '3'], ['{f: function(a, b) a - b, r: f(5, 3)}.r', '2'], ['{f: function(a, b) a - b, r: f(b: 5, a: 3)}.r', '-2'], ['{f: function(a) a, r: f(1, 2)}.r', 'null'], ['{f: function(a: number) a, r: f("x")}.r', 'null'], ['{f: function(a: number) a, r: f([7])}.r', '7'], ['{f: function(a: list<number>) a, r: f(7)}.r', '[7]'],
    ['{f: function(n) if n <= 1 then 1 else n * f(n - 1), r: f(25)}.r', '15511210043330985984000000'], ['{f: function(a) function(b) a + b, r: f(1)(2)}.r', '3'], ['{lib: {twice: function(a) a * 2}, r: lib.twice(4)}.r', '8'], ['{count: function(a) 99, r: count(list)}.r', '99'], ['"abs"(-1)', 'null'], ['null()', 'null'], ['function(a) a', 'function'],
    ['sort(list, function(a, b) a > b)', '[5, 4, 3, 2, 1]'], ['{min age: 18, ok: function(p) p.age >= min age, r: people[ok(item)].name}.r', '["Ann"]'],
    // if, instance of, between, in, ranges
    ['if amount > 50000 then "big" else "small"', '"big"'], ['if none then 1 else 2', '2'], ['1 instance of number', 'true'], ['"a" instance of number', 'false'], ['none instance of Any', 'false'], ['null instance of Null', 'true'], ['[1, 2] instance of list<number>', 'true'], ['[1, "a"] instance of list<number>', 'false'], ['[1, null] instance of list<number>', 'true'],
    ['{a: 1} instance of context<a: number>', 'true'], ['{a: "x"} instance of context<a: number>', 'false'], ['{} instance of context<a: number>', 'false'], ['[1..5] instance of range<number>', 'true'], ['@"P1D" instance of days and time duration', 'true'], ['@"P1M" instance of days and time duration', 'false'], ['@"2026-01-01" instance of date', 'true'], ['@"2026-01-01" instance of date and time', 'false'],
    ['(function(a) a) instance of function<Any>->Any', 'true'], ['[[1]] instance of list<list<number>>', 'true'], ['1 + 1 instance of number', 'null'],
    ['1 in [[2..4], [1..3]]', 'true'], ['5 in [[2..4], [1..3]]', 'false'], ['1 in =1', 'true'], ['5 in (? > 3 and ? < 9)', 'true'], ['5 in (? > 7, 1)', 'false'], ['[1, 5, 9][item in (? > 3 and ? < 9)]', '[5]'], ['7 in (? in (? > 8, 7))', 'true'], ['"abc" in contains(?, "b")', 'true'], ['1 in !=1', 'false'], ['{r: [1..5], a: 3 in r}.a', 'true'], ['[1..5]', '[1..5]'], ['(1..5]', '(1..5]'], [']1..5[', '(1..5)'], ['(> 5)', '> 5'], ['(<= 5)', '<= 5'], ['(=5)', '[5..5]'], ['5 in (> 3)', 'true'], ['[1..none]', 'null'], ['[1.."a"]', 'null'],
    ['[1..5] = [1..5]', 'true'], ['[1..5] = [1..5)', 'false'], ['range("[2..)") = >=2', 'true'], ['[1..5].start', '1'], ['[1..5).end included', 'false'], ['(1..5].start included', 'false'], ['@"2026-02-01" in [@"2026-01-01"..@"2026-12-31"]', 'true'], ['"b" in ["a".."c"]', 'true'], ['x in [1..x[ and true', 'false'],
    // arithmetic and its precedence
    ['2 ** 3', '8'], ['-2 ** 2', '4'], ['2 ** 3 ** 2', '64'], ['2 * 3 ** 2', '18'], ['2 ** -1', '0.5'], ['2 ** 0.5', '1.414213562373095048801688724209698'], ['0 ** 0', '1'], ['-8 ** 0.5', 'null'], ['10 ** 6144 * 10 ** 34', 'null'], ['1 - -1', '2'], ['"a" + "b"', '"ab"'], ['none + 1', 'null'],
    // three-valued logic, types that do not mix
    ['[1] = 1', 'null'], ['"a" < 1', 'null'], ['@"2026-01-01" = "2026-01-01"', 'null'], ['date("2026-01-01") < date and time("2026-01-02T00:00:00")', 'null'], ['true > false', 'null'],
  ])('%s is %s', (source, expected) => {
    expect(evaluated(source, SCOPE, FIELDS)).toBe(expected);
  });

  it('now and today are what the caller says, and null where it says nothing', () => {
    const now = Date.UTC(2026, 10, 21, 23, 59, 59, 5);
    expect(evaluated('[now(), today()]', {}, 'any', now)).toBe('[2026-11-21T23:59:59.005Z, 2026-11-21]');
    expect(evaluated('now()')).toBe('null');
    expect(evaluated('today() - date("2026-11-20")', {}, 'any', now)).toBe('P1D');
  });
});

describe('unary tests', () => {
  it.each([
    ['-', 5, 'true'], ['-', null, 'true'], ['5', 5, 'true'], ['5', 6, 'false'], ['> 3', 5, 'true'], ['> 3', null, 'null'], ['> 3, < 0', 1, 'false'], ['1, 2, 3', 2, 'true'], ['not(1, 2)', 3, 'true'], ['not(1, 2)', 2, 'false'], ['not(> 3)', null, 'null'], ['[1..3]', 3, 'true'], ['[1..3)', 3, 'false'], ['(1..3), 7', 7, 'true'],
    ['"a", "b"', 'b', 'true'], ['not("a", "b")', 'c', 'true'], ['? > 5 and ? < 9', 7, 'true'], ['? > 5 and ? < 9', 9, 'false'], ['contains(?, "x")', 'axb', 'true'], ['not(contains(?, "x"))', 'axb', 'false'], ['? in [1..5]', 3, 'true'], ['limit', 5, 'true'], ['> limit', 6, 'true'], ['limits', 2, 'true'], ['<= limit - 1', 4, 'true'],
    ['true', true, 'true'], ['false', true, 'false'], ['null', null, 'null'], ['1, null', null, 'true'], ['!= 5', 6, 'true'], ['= 5', 5, 'true'], ['if ? > 1 then true else false', 2, 'true'], ['some v in limits satisfies v = ?', 3, 'true'], ['date("2026-01-01")', null, 'false'], ['-1', -1, 'true'], ['- 1', -1, 'true'], ['"-"', '-', 'true'],
    ['', 1, 'feel_syntax'], ['1,', 1, 'feel_syntax'], ['not(1', 1, 'feel_syntax'], ['1 2', 1, 'feel_syntax'],
  ] as const)('%s of %j is %s', (source, input, expected) => {
    expect(tested(source, input, { limit: 5, limits: [1, 2, 3] })).toBe(expected);
  });

  it('keeps nothing of the value before', () => {
    const compiled = compileUnaryTests('> 3', 'any');
    expect(compiled.ok && [5, 1, 4].map((input) => compiled.run({}, input))).toEqual([true, false, true]);
  });
});

describe('an expression that cannot be run is refused when it is compiled', () => {
  it.each([
    ['foo(1)', 'feel_unsupported function'], ['list[', 'feel_syntax'], ['{a: 1, a: 2}', 'feel_syntax duplicate_key'], ['{a 1}', 'feel_syntax'], ['for v list return v', 'feel_syntax'], ['some v in list', 'feel_syntax'], ['@"2026-13-01"', 'feel_syntax temporal'], ['@5', 'feel_syntax temporal'], ['substring(string: "a")', 'feel_syntax arguments'],
    ['substring(text: "a", start position: 1)', 'feel_syntax arguments'], ['count(list: list, 1)', 'feel_syntax arguments'], ['function(a', 'feel_syntax'], ['1 instance of tPerson', 'feel_unsupported type'], ['1 instance number', 'feel_syntax'], ['[1..', 'feel_syntax'], ['(1..2', 'feel_syntax'], ['people[age > limit]', 'accepted'], ['unknown[age > limit]', 'feel_unsupported field'],
    ['for v in list return w', 'feel_unsupported field'], ['{a: b}', 'feel_unsupported field'], ['function(a) b', 'feel_unsupported field'], ['?', 'feel_unsupported input'], ['1 in (2) and ? > 1', 'feel_unsupported input'], ['is defined(nope)', 'feel_unsupported field'],
  ])('%s: %s', (source, expected) => {
    const compiled = compileFeel(source, FIELDS);
    expect(compiled.ok ? 'accepted' : compiled.rule === undefined ? compiled.code : `${compiled.code} ${compiled.rule}`).toBe(expected);
  });
});

it('reads a name of several words that nobody told it of between backticks', () => {
  expect(evaluated('`loan amount` > 5 and person.`last name` = "Doe"', { 'loan amount': 7, person: { 'last name': 'Doe' } })).toBe('true');
});

it('says which names of the scope an expression may read', () => {
  const namesOf = (source: string, fields: ReadonlySet<string> | 'any' = 'any') => {
    const compiled = compileCondition(source, fields);
    return compiled.ok ? [...compiled.names].sort() : compiled.code;
  };
  expect(namesOf('amount > limit and customer.risk = "high"')).toEqual(['amount', 'customer', 'limit']);
  expect(namesOf('some v in list satisfies v > x and {a: 1, b: a + y}.b > 0')).toEqual(['list', 'x', 'y']);
  expect(namesOf('people[age > x]')).toEqual(['age', 'people', 'x']);
  expect(namesOf('people[age > x]', FIELDS)).toEqual(['people', 'x']);
  expect(namesOf('first name = "Ann"', FIELDS)).toEqual(['first name']);
  expect(namesOf('(function(a) a + b)(1) > count([c]) and date(d) > @"2026-01-01"')).toEqual(['b', 'c', 'd']);
});
