import { describe, expect, it } from 'vitest';
import { numberText } from './decimal.ts';
import { compileCondition, compileFeel, FUEL } from './feel.ts';
import { isNumber } from './values.ts';

const SCOPE = JSON.parse(`{
  "a": 1, "b": 2, "s": "abc", "t": true, "f": false, "n": null, "tenth": 0.1, "huge": 1e300,
  "list": [1, "x", null], "data": {"amount": 5, "kind": "loan", "in": 7, "deep": {"er": "yes"}, "same": {"er": "yes"}, "more": {"er": "yes", "x": 1}}
}`) as Record<string, unknown>;

/** The value as text that tells types apart; what was refused or failed by its code. */
function evaluated(source: string, scope = SCOPE): string {
  const compiled = compileFeel(source, 'any');
  if (!compiled.ok) return compiled.code;
  const result = compiled.run(scope);
  if (!result.ok) return result.code;
  return isNumber(result.value) ? numberText(result.value) : JSON.stringify(result.value);
}

function refusalOf(source: string, fields: ReadonlySet<string> | 'any' = 'any'): unknown {
  const compiled = compileFeel(source, fields);
  return compiled.ok ? 'accepted' : compiled;
}

describe('an expression over plain data has the value that FEEL gives it', () => {
  it.each([
    // equality: null is equal only to null, two types are neither equal nor unequal
    ['null = null', 'true'], ['n = missing', 'true'], ['1 = null', 'false'], ['1 != null', 'true'], ['null != null', 'false'],
    ['1 = "1"', 'null'], ['1 != "1"', 'null'], ['t = "true"', 'null'], ['a = "1"', 'null'], ['n = "x"', 'false'], ['s = "abc"', 'true'], ['s = "abd"', 'false'],
    ['s != "abd"', 'true'], ['t = true', 'true'], ['t != f', 'true'], ['[1, 2] = [1, 2]', 'true'], ['[1, 2] = [2, 1]', 'false'], ['[1] = [1, 2]', 'false'],
    ['[1] = ["1"]', 'null'], ['data = data', 'true'], ['data.deep = data', 'false'], ['data.deep = data.same', 'true'], ['data.deep = data.more', 'false'], ['data.more = data.deep', 'false'], ['list = data', 'null'], ['list = list', 'true'],
    // order
    ['1 < 2', 'true'], ['2 <= 2', 'true'], ['3 > 4', 'false'], ['4 >= 5', 'false'], ['"Z" < "a"', 'true'], ['"b" >= "a"', 'true'],
    ['1 < null', 'null'], ['null >= null', 'null'], ['1 < "2"', 'null'], ['true < false', 'null'], ['[1] < [2]', 'null'], ['0.5 < 1', 'true'], ['huge > a', 'true'], ['-huge < -tenth', 'true'],
    ['a between 1 and 2', 'true'], ['a between 2 and 3', 'false'], ['a between n and 3', 'null'], ['a between 0 and "x"', 'null'], ['a between 1 and 2 and f', 'false'],
    // ternary logic
    ['true and null', 'null'], ['null and true', 'null'], ['false and null', 'false'], ['null and false', 'false'], ['null and null', 'null'], ['true and true', 'true'],
    ['true or null', 'true'], ['null or true', 'true'], ['false or null', 'null'], ['null or false', 'null'], ['false or false', 'false'],
    ['1 and true', 'null'], ['"x" and false', 'false'], ['1 or false', 'null'], ['1 or true', 'true'],
    ['not(true)', 'false'], ['not(false)', 'true'], ['not(null)', 'null'], ['not(1)', 'null'],
    ['true or false and false', 'true'], ['(true or false) and false', 'false'], ['a = 1 or b = 1 and f', 'true'],
    // in
    ['a in (1, 2)', 'true'], ['a in [1, 2]', 'true'], ['a in (3, 4)', 'false'], ['a in 1', 'true'], ['a in b - 1', 'true'], ['a in list', 'true'], ['n in list', 'true'], ['s in list', 'false'],
    ['a in [1..5]', 'true'], ['a in (1..5]', 'false'], ['5 in [1..5)', 'false'], ['5 in [1..5[', 'false'], ['a in ]1..5]', 'false'], ['a in ]0..5[', 'true'], ['2 in (1..5)', 'true'], ['5 in [1..5]', 'true'],
    ['0 in [1..5]', 'false'], ['n in [1..5]', 'null'], ['s in [1..5]', 'null'], ['a in [b - 1..5]', 'true'], ['a in [n..5]', 'null'], ['1.5 in [1..5]', 'true'],
    ['a in (<5, >10, 7)', 'true'], ['7 in (<5, >10, 7)', 'true'], ['8 in (<5, >10, 7)', 'false'], ['n in (<5, 7)', 'null'], ['n in (<5, null)', 'true'], ['a in <5', 'true'], ['a in >= 1', 'true'], ['a in <= 0', 'false'],
    ['6 in (1, [5..6], (8..9))', 'true'], ['8 in (1, [5..6], (8..9))', 'false'], ['7 in ((6..8))', 'true'],
    ['s in ("abc", "x")', 'true'], ['s in ["x", "abc"]', 'true'], ['s in ("x")', 'false'], ['a in ("x", "1")', 'false'], ['n in ("x")', 'false'], ['s in ("x", 1)', 'false'], ['s in "abc"', 'true'],
    ['a in n', 'null'], ['a in []', 'false'], ['[1, 2] in ([1, 2], 3)', 'true'], ['a in (list, 7)', 'true'], ['a in 1 or f', 'true'], ['a + 1 in 2', 'true'],
    // numbers are decimals
    ['0.1 + 0.2 = 0.3', 'true'], ['tenth + 0.2', '0.3'], ['0.1 * 3', '0.3'], ['1.10', '1.1'], ['.5 + .5', '1'], ['1 / 4', '0.25'], ['10 / 5', '2'], ['1 - 0.9', '0.1'],
    ['1 / 3', `0.${'3'.repeat(34)}`], ['2 / 3', `0.${'6'.repeat(33)}7`], ['-2 / 3', `-0.${'6'.repeat(33)}7`], ['1 / 3 * 3', `0.${'9'.repeat(34)}`], ['1 / 0', 'null'], ['0 / 0', 'null'], ['1 / 0.0', 'null'],
    ['402 / 7548', '0.05325914149443561208267090620031797'], ['9007199254740991 + 2', '9007199254740993'], ['9007199254740993 - 9007199254740992', '1'], ['9007199254740993 = 9007199254740992', 'false'], ['99999999999 * 99999999999', '9999999999800000000001'],
    ['1234567890123456789012345678901234.5', '1234567890123456789012345678901234'], ['1234567890123456789012345678901235.5', '1234567890123456789012345678901236'],
    ['huge * huge > 0', 'true'], ['huge + 1 = huge', 'true'], ['-0', '0'], ['0 * -1 = 0', 'true'], ['1.0 = 1', 'true'], ['100000000000000000000', '100000000000000000000'], ['0.001', '0.001'], ['-0.05', '-0.05'],
    ['2 + 3 * 4', '14'], ['(2 + 3) * 4', '20'], ['10 - 4 - 3', '3'], ['12 / 2 / 3', '2'], ['--1', '1'], ['-a', '-1'], ['-s', 'null'], ['2 - -2', '4'], ['-a + b', '1'],
    ['"a" + "b"', '"ab"'], ['"a" + 1', 'null'], ['1 + null', 'null'], ['true + 1', 'null'], ['"a" - "b"', 'null'], ['1..2', 'feel_syntax'],
    // texts
    ['starts with(s, "ab")', 'true'], ['starts with(s, "b")', 'false'], ['starts with(a, "b")', 'null'], ['starts with(s, null)', 'null'], ['ends with(s, "bc")', 'true'], ['ends with(s, "b")', 'false'],
    ['contains(s, "b")', 'true'], ['contains(s, "x")', 'false'], ['contains(n, "x")', 'null'], [String.raw`"\u0041\n\"\\"`, String.raw`"A\n\"\\"`], [String.raw`"\U01F600"`, '"😀"'],
    // if
    ['if a = 1 then "x" else "y"', '"x"'], ['if null then 1 else 2', '2'], ['if 1 then 1 else 2', '2'], ['if f then 1 else if t then 2 else 3', '2'], ['(if t then 1 else 2) + 1', '2'],
    // fields
    ['data.amount > 4', 'true'], ['data.deep.er', '"yes"'], ['data.in', '7'], ['data.x', 'null'], ['data.x.y', 'null'], ['s.length', 'null'], ['list.length', '[null,null,null]'], ['missing', 'null'], ['starts', 'null'],
    ['/* a */ a // b\n + 1', '2'], ['  a\t=\r\n1 ', 'true'],
  ])('%s is %s', (source, expected) => {
    expect(evaluated(source)).toBe(expected);
  });

  it('reads own entries only, never what an object inherits', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
      expect(evaluated(name)).toBe('null');
      expect(evaluated(`data.${name}`)).toBe('null');
      expect(evaluated(`s.${name}`)).toBe('null');
    }
    expect(evaluated('toString = "mine"', { toString: 'mine' })).toBe('true');
  });

  it('takes what JSON cannot hold as null', () => {
    expect(evaluated('a = null', { a: undefined })).toBe('true');
    expect(evaluated('a = null', { a: Number.NaN })).toBe('true');
    expect(evaluated('a = null', { a: Number.POSITIVE_INFINITY })).toBe('true');
    expect(evaluated('a = null', { a: () => 1 })).toBe('true');
  });
});

describe('an expression that is no FEEL, or not built, is refused when it is compiled', () => {
  it.each([
    ['a = 1 and text length(s) > 1', 10, 'text length', 'function'], ['random()', 0, 'random', 'function'], ['function(x) external {java: {}}', 12, 'external', 'external_function'],
    ['? > 1', 0, '?', 'input'], ['a instance of tPerson', 14, 'tPerson', 'type'], ['1 < 2 < 3', 6, '<', 'chained_comparison'],
  ])('%s', (source, at, found, rule) => {
    expect(refusalOf(source)).toEqual({ ok: false, code: 'feel_unsupported', rule, params: { at, found } });
  });

  it.each([
    ['', 0, 'end of expression'], ['   ', 3, 'end of expression'], ['a =', 3, 'end of expression'], ['= a', 0, '='], ['a b', 2, 'b'], ['not a', 4, 'a'], ['a == 1', 3, '='], ['a ! b', 2, '!'], ["s = 'x'", 4, "'"],
    ['"open', 0, '"'], ['"a\nb"', 0, '"'], [String.raw`"\U110000"`, 1, String.raw`\U`], [String.raw`"\u12"`, 1, String.raw`\u`], ['1e3', 0, '1e'], ['(1', 2, 'end of expression'], ['1)', 1, ')'], ['a in ()', 6, ')'],
    ['a in (1,)', 8, ')'], ['if t then 1', 11, 'end of expression'], ['a between 1', 11, 'end of expression'], ['/* open', 0, '/*'], ['a.', 2, 'end of expression'], ['a.1', 1, '.1'], ['(1, 2)', 2, ','], ['[1..5', 5, 'end of expression'], ['a; b', 1, ';'],
    ['a && b', 2, '&'], ['1 + if t then 1 else 2', 4, 'if'], ['`a', 0, '`'], ['``', 0, '`'],
  ])('%j is no FEEL', (source, at, found) => {
    expect(refusalOf(source)).toEqual({ ok: false, code: 'feel_syntax', params: { at, found } });
  });

  it.each(['starts with("a")', 'contains(s, "a", "b")', 'not()', 'not(t, f)'])('%s has the wrong number of arguments', (source) => {
    expect(refusalOf(source)).toMatchObject({ code: 'feel_syntax', rule: 'arguments' });
  });

  it('a field that the event does not have is refused, also in a branch that never runs', () => {
    const fields = new Set(['stage', 'data', 'who.name']);
    for (const source of ['stage = "x"', 'data.amount > 1', 'who.name = "x"']) expect(refusalOf(source, fields)).toBe('accepted');
    for (const [source, found] of [['stag = "x"', 'stag'], ['who.age > 1', 'who.age'], ['if true then 1 else nope', 'nope'], ['stage in ("a", nope)', 'nope'], ['constructor', 'constructor']] as const) {
      expect(refusalOf(source, fields)).toMatchObject({ code: 'feel_unsupported', rule: 'field', params: { found } });
    }
  });

  it('nesting of 64 is taken and of 65 refused, whatever it is made of', () => {
    // the expression itself is one level
    const nestings: ((levels: number) => string)[] = [
      (levels) => `${'('.repeat(levels)}1${')'.repeat(levels)}`,
      (levels) => `${'['.repeat(levels)}1${']'.repeat(levels)}`,
      (levels) => `${'-'.repeat(levels)}1`,
      (levels) => `${'not('.repeat(levels)}true${')'.repeat(levels)}`,
      (levels) => `${'if t then 1 else '.repeat(levels)}1`,
    ];
    for (const nested of nestings) {
      expect(refusalOf(nested(63))).toBe('accepted');
      expect(refusalOf(nested(64))).toMatchObject({ code: 'feel_too_deep' });
    }
  });

  it('a source of 4,000 units is taken and of 4,001 refused', () => {
    expect(refusalOf(`${' '.repeat(3999)}1`)).toBe('accepted');
    expect(refusalOf(`${' '.repeat(4000)}1`)).toEqual({ ok: false, code: 'feel_too_long', params: { at: 4000, found: '4001' } });
  });
});

describe('a run ends in bounded time', () => {
  const long = Array.from({ length: 10_000 }, (_, i) => i);

  it('a long flat chain is no deep tree', () => {
    expect(evaluated(`1${'+1'.repeat(1999)}`)).toBe('2000');
    expect(evaluated(`t${' and t'.repeat(660)}`)).toBe('true');
  });

  it('fails with feel_fuel where it would look at more than 20,000 nodes, and is whole again in the next run', () => {
    expect(FUEL).toBe(20_000);
    const compiled = compileFeel('-1 in list or -2 in list', 'any');
    if (!compiled.ok) throw new Error(compiled.code);
    expect(compiled.run({ list: long })).toEqual({ ok: false, code: 'feel_fuel' });
    expect(compiled.run({ list: long.slice(0, 9000) })).toEqual({ ok: true, value: false });
    expect(evaluated('9999 in list', { list: long })).toBe('true');
  });

  it('fails with feel_fuel over lists and strings longer than 10,000', () => {
    expect(evaluated('1 in list', { list: [...long, 1] })).toBe('feel_fuel');
    expect(evaluated('s = "x"', { s: 'x'.repeat(10_001) })).toBe('feel_fuel');
    expect(evaluated('s = "x"', { s: 'x'.repeat(10_000) })).toBe('false');
    expect(evaluated('s + s = s', { s: 'x'.repeat(5001) })).toBe('feel_fuel');
    expect(evaluated('s + s = s', { s: 'x'.repeat(5000) })).toBe('false');
  });

  it('fails with feel_fuel where values to compare are nested over 64 deep or search is quadratic', () => {
    const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
    expect(evaluated('a = b', { a: nested(64), b: nested(64) })).toBe('true');
    expect(evaluated('a = b', { a: nested(66), b: nested(66) })).toBe('feel_fuel');
    const text = 'a'.repeat(5000);
    expect(evaluated('contains(s, p)', { s: text, p: `${text.slice(1)}b` })).toBe('feel_fuel');
    expect(evaluated('contains(s, p)', { s: text, p: 'b' })).toBe('false');
    const wide = (last: number) => Array.from({ length: 300 }, () => Array.from({ length: 100 }, (_, i) => (i === 99 ? last : i)));
    expect(evaluated('a = b', { a: wide(1), b: wide(1) })).toBe('feel_fuel');
  });
});

describe('a condition', () => {
  it.each([
    ['a = 1', true], ['a = 2', false], ['a = "1"', 'null'], ['n < 1', 'null'], ['a + 1', { failed: 'feel_not_boolean' }], ['s', { failed: 'feel_not_boolean' }], ['missing', 'null'],
  ] as const)('%s is %j', (source, expected) => {
    const compiled = compileCondition(source, 'any');
    expect(compiled.ok && compiled.run(SCOPE)).toEqual(expected);
  });

  it('fails by code out of fuel and is refused as an expression is', () => {
    const compiled = compileCondition('s = "x"', new Set(['s']));
    expect(compiled.ok && compiled.run({ s: 'x'.repeat(10_001) })).toEqual({ failed: 'feel_fuel' });
    expect(compileCondition('other = "x"', new Set(['s']))).toMatchObject({ ok: false, code: 'feel_unsupported' });
  });
});
