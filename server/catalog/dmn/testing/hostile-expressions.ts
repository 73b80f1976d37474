/** What hostile expressions run over, by name. */
export const hostileInputs = {
  n: 40,
  text: 'a'.repeat(10_000),
  word: 'a'.repeat(40),
  list: Array.from({ length: 10_000 }, (_, i) => i),
  deep: JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`) as unknown,
  odd: { constructor: 1, ['__proto__']: 2 },
};

/** An expression with the answers that are right: values as JSON, failures by their code. */
export interface HostileExpression {
  readonly family: string;
  readonly source: string;
  readonly right: readonly string[];
}

const FUEL = 'decision_fuel';
const NULL = 'decision_null';
const REFUSED = 'dmn_feel_refused';

const family = (name: string, rows: readonly (readonly [source: string, ...right: string[]])[]): HostileExpression[] => rows.map(([source, ...right]) => ({ family: name, source, right }));
const upTo = (last: number, first = 1): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);
const nest = (open: string, close: string, depth: number, core = '1'): string => `${open.repeat(depth)}${core}${close.repeat(depth)}`;

/** Patterns that a backtracking engine never ends with, and whether a text of letters a has a match. */
const PATTERNS: readonly (readonly [pattern: string, isMet: boolean])[] = [
  ['(a+)+$', true], ['^(a|a?)+$', true], ['(aa|aab?)*$', true], ['(a+){10}$', true], ['^(a{1,3}){3,}$', true],
  ...['(a|aa)+b', '(a|a)*b', '(.*)*b', '([a-z]+)*1', '(a?){30}a{30}b', '(a*)*c', '((a+)+)+c', '(a|b|ab)*c', '^(([a-z])+.)+[A-Z]$', '(x+x+)+y', '(.*?,){30}P', '(\\w+\\s?)*!', '(a{1,30}){1,30}b', '([^b]*)*b', '((a{1,5}){1,5}){1,5}!', '.*.*.*.*.*.*.*.*='].map((pattern) => [pattern, false] as const),
];

const matching = PATTERNS.flatMap(([pattern, isMet]): [string, ...string[]][] => {
  const quoted = JSON.stringify(pattern);
  const found: [string, ...string[]][] = [[`matches(text, ${quoted})`, String(isMet), FUEL], [`matches(word, ${quoted})`, String(isMet), FUEL]];
  // What is nowhere in a text leaves it whole.
  if (!isMet) found.push([`replace(text, ${quoted}, "$0$0") = text`, 'true', FUEL], [`count(split(word, ${quoted}))`, '1', FUEL]);
  return found;
});

const loops: readonly [string, ...string[]][] = [
  ...upTo(9, 3).map((power): [string, ...string[]] => [`count(for ${upTo(power).map((i) => `i${String(i)} in 1..10`).join(', ')} return 1)`, String(10 ** power), FUEL]),
  ...upTo(9, 3).map((power): [string, ...string[]] => [`count(for i in 1..${String(10 ** power)} return i)`, String(10 ** power), FUEL]),
  ...[10, 100, 1000, 5000].map((last): [string, ...string[]] => [`sum(for i in 1..${String(last)} return i)`, String((last * (last + 1)) / 2)]),
  ...[10, 100, 1000].map((last): [string, ...string[]] => [`count(for i in 1..${String(last)} return for j in 1..${String(last)} return i * j)`, String(last), FUEL]),
  ['some x in 1..1000000000 satisfies x = n + 1', 'true', FUEL], ['every x in -1000000000..1 satisfies x < 2', 'true', FUEL], ['n in [1..1000000000]', 'true'], ['n in (40..1000000000]', 'false'],
  ['for a in list return for b in list return b', FUEL], ['some a in list, b in list satisfies a > b + 10000', FUEL], ['count(list[list[item > 1] != null])', FUEL, '10000'], ['list.list.list = null', 'false', FUEL], ['sort(list, function(a, b) sort(list, function(c, d) c < d)[1] > a)', FUEL], ['string(deep)', FUEL], ['deep = deep', 'true', FUEL], ['count(flatten([list, list]))', FUEL],
  [`count(distinct values(for i in 1..5000 return {i: i}))`, '5000', FUEL], ['for i in 1..1000 return i ** 0.5', FUEL], ['for i in 1..10000 return @"2026-01-01T00:00:00@Europe/Paris" + @"P1D"', FUEL],
];

/** Each square of the last: 2, 4, 16, … until it is more than a number can be. */
const towers = upTo(30).map((times): [string, ...string[]] => [`${'('.repeat(times)}2${' ** 2)'.repeat(times)} > 3`, ...(times < 15 ? ['true'] : ['decision_null', FUEL])]);
const powers: readonly [string, ...string[]][] = [['2 ** 999999999', NULL], ['10 ** 6000 + 1 = 10 ** 6000', 'true'], ['1.0000001 ** 999999999 > 1', 'true', NULL, FUEL], ['0 ** 0', '1', NULL], ['(-8) ** 0.5', NULL], ['exp(99999999999)', NULL]];

const doubled = (part: (i: number) => string, times: number): string => `{${upTo(times).map((i) => part(i)).join(', ')}}`;
const doubling = upTo(24).flatMap((times): [string, ...string[]][] => [
  [`string length(${doubled((i) => `s${String(i)}: ${i === 1 ? '"ab"' : `s${String(i - 1)} + s${String(i - 1)}`}`, times)}.s${String(times)})`, ...(2 ** times <= 10_000 ? [String(2 ** times)] : [FUEL])],
  [`count(${doubled((i) => `l${String(i)}: ${i === 1 ? '[1, 2]' : `concatenate(l${String(i - 1)}, l${String(i - 1)})`}`, times)}.l${String(times)})`, ...(2 ** times <= 2048 ? [String(2 ** times)] : [String(2 ** times), FUEL])],
]);

const DEEP = [10, 40, 60, 70, 200, 900];
const deep = DEEP.flatMap((depth): [string, ...string[]][] => {
  const right = depth <= 60 ? ['1'] : [REFUSED];
  return [[nest('(', ')', depth), ...right], [nest('-(', ')', depth * 2 > 1900 ? 900 : depth * 2), ...(depth <= 10 ? ['1'] : ['1', REFUSED])], [`count(${nest('[', ']', depth)})`, ...(depth <= 60 ? ['1'] : [REFUSED])], [nest('if true then ', ' else 0', depth), ...(depth <= 40 ? ['1'] : ['1', REFUSED])], [nest('{a: ', '}', depth).concat('.a != null'), ...(depth <= 60 ? ['true'] : [REFUSED])], [nest('abs(', ')', depth), ...(depth <= 60 ? ['1'] : [REFUSED])]];
});

const fibonacci = (n: number): number => (n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2));
const recursion: readonly [string, ...string[]][] = [
  ...[1, 5, 20, 60, 63, 64, 65, 100, 10_000].map((times): [string, ...string[]] => [`{f: function(n) if n = 0 then 0 else 1 + f(n - 1), r: f(${String(times)})}.r`, ...(times <= 60 ? [String(times)] : [String(times), FUEL])]),
  ...[1, 5, 10, 15, 20, 30, 60].map((of): [string, ...string[]] => [`{f: function(n) if n < 2 then n else f(n - 1) + f(n - 2), r: f(${String(of)})}.r`, ...(of <= 10 ? [String(fibonacci(of))] : [FUEL, ...(of <= 20 ? [String(fibonacci(of))] : [])])]),
  ...['{f: function(n) f(n), r: f(1)}.r', '{f: function(n) f(n + 1), r: f(1)}.r', '(function(x) x(x))(function(x) x(x))', '{f: function(g) g(g), r: f(f)}.r', '{f: function(n, m) if n = 0 then m + 1 else if m = 0 then f(n - 1, 1) else f(n - 1, f(n, m - 1)), r: f(3, 9)}.r'].map((source): [string, string] => [source, FUEL]),
  ['{f: function(n) if n > 1000 then f(n - 1) else n, r: f(7)}.r', '7'],
];

const INHERITED = ['constructor', '__proto__', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__', '__lookupGetter__', 'isPrototypeOf', 'caller', 'arguments', 'process', 'globalThis', 'require', 'this', 'eval', 'Function'];
const reach = INHERITED.flatMap((name): [string, ...string[]][] => [
  [name, REFUSED], [`odd.${name}`, name === 'constructor' ? '1' : name === '__proto__' ? '2' : NULL], [`deep.${name}.${name}`, NULL], [`"a".${name}`, NULL], [`{}.${name}`, NULL],
  [`{${name}: 1}.${name}`, '1'], [`get value({}, "${name}")`, NULL], [`@"P1D".${name}`, NULL], [`${name}("return 1")`, REFUSED], [`[{b: 1}].${name}[1]`, NULL],
]);

const dates: readonly [string, ...string[]][] = [
  ...['date("2026-02-30")', 'date("2025-02-29")', 'date("2026-13-01")', 'date("2026-00-10")', 'date("26-01-01")', 'date(2026, 2, 30)', 'date(2026, 13, 1)', 'date(9999999999, 1, 1)', 'date("999999999999-12-31")', 'date("")', 'date("today")', 'time("24:00:01")', 'time("23:60:00")', 'time("12")', 'time(25, 0, 0)', 'date and time("2026-01-01T25:00:00")', 'date and time("2026-01-01T00:00:00@Nowhere/City")', 'date and time("2026-01-01T00:00:00+19:00")', 'date("999999999-12-31") + duration("P1D")', 'date("-999999999-01-01") - duration("P1D")', 'duration("P")', 'duration("PT")', 'duration("1D")', 'duration("P1Y1D")', 'duration("P999999999Y") * 999999999999', 'duration("P1D") / 0', 'date("2026-01-01") + 1', 'date("2026-01-01") + date("2026-01-02")', 'time("10:00:00") + date("2026-01-01")', 'date("2026-01-01").hour'].map((source): [string, ...string[]] => [source, NULL]),
  ['date("2024-02-29").day', '29'], ['(date("2024-02-29") + duration("P1Y")).day', '28'], ['(date("2026-01-31") + duration("P1M")).month', '2'], ['(date("2026-03-01") - date("2026-02-28")) = duration("P1D")', 'true'], ['day of year(date("2024-12-31"))', '366'], ['date("9999-12-31") > date("0001-01-01")', 'true'], ['date("2026-01-01") = "2026-01-01"', 'false', NULL], ['count(for d in @"0001-01-01"..@"9999-12-31" return d)', FUEL],
];

const decimals: readonly [string, ...string[]][] = [
  ['0.1 + 0.2 = 0.3', 'true'], ['9007199254740993 - 9007199254740992', '1'], ['1.1 * 1.1 = 1.21', 'true'], ['1 / 3 * 3 = 1', 'false'], ['1 / 3 = 0.3333333333333333333333333333333333', 'true'], ['1000000000000000000000000000000000 + 0.1 = 1000000000000000000000000000000000.1', 'false', 'true'], ['9999999999999999999999999999999999 + 1 = 10000000000000000000000000000000000', 'true'], ['0.1 + 0.1 + 0.1 - 0.3', '0'], ['-0', '0'], ['1 / 0', NULL], ['0 / 0', NULL], ['1.5e3', REFUSED, '1500'], ['modulo(-5, 3)', '1'], ['modulo(5, 0)', NULL], ['floor(-1.5)', '-2'], ['decimal(0.125, 2)', '0.12'], ['decimal(1.5, 0)', '2'], ['decimal(2.5, 0)', '2'], ['round half up(2.5, 0)', '3'], ['sqrt(-1)', NULL], ['log(0)', NULL], ['number("1e99999")', NULL], ['number("NaN")', NULL], ['number("Infinity")', NULL], ['number("0x10")', NULL], ['number("1,000.5", ",", ".")', '1000.5'], ['123456789012345678 + 1 = 123456789012345679', 'true'],
];

const empties: readonly [string, ...string[]][] = [
  ...['max([])', 'min([])', 'mean([])', 'median([])', 'stddev([])', '[][1]', '[1][0]', '[1][2]', '[1][-2]', 'max(null)', 'sum(null)', 'substring("", 1)[1].x', 'get value({}, "a")', '{}.a', 'null.a', 'string length(null)'].map((source): [string, ...string[]] => [source, NULL]),
  ['count([])', '0'], ['sum([])', NULL, '0'], ['product([])', NULL, '1'], ['mode([])', '[]'], ['all([])', 'true'], ['any([])', 'false'], ['concatenate([], [])', '[]'], ['flatten([[], [[]]])', '[]'], ['distinct values([])', '[]'], ['reverse([])', '[]'], ['sort([], function(a, b) a < b)', '[]'], ['for x in [] return x', '[]'], ['some x in [] satisfies x', 'false'], ['every x in [] satisfies x', 'true'], ['[] = []', 'true'], ['string([])', '"[]"'], ['[][item > 1]', '[]'], ['count([null])', '1'],
];

const unknown: readonly [string, string][] = ['nobody(1)', 'eval("1")', 'require("fs")', 'fetch("http://x")', 'Date()', 'setTimeout(1, 1)', 'import("fs")', 'system("ls")', 'fromAi("x")', 'Math.max(1)', 'list.push(1)', 'text.repeat(9)', '"a".constructor("b")', 'Counts([1])', 'COUNT([1])'].map((source) => [source, source.includes('.') ? `${REFUSED}|${NULL}` : REFUSED]);

export const hostileExpressions: readonly HostileExpression[] = [
  ...family('matches', matching), ...family('loops', loops), ...family('towers', [...towers, ...powers]), ...family('doubling', doubling), ...family('deep', deep), ...family('recursion', recursion),
  ...family('reach', reach), ...family('dates', dates), ...family('decimals', decimals), ...family('empty lists', empties), ...family('unknown functions', unknown.map(([source, right]) => [source, ...right.split('|')])),
];
