import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileScript, compileUnaryTests } from './feel.ts';
import { evaluated } from './testing/evaluated.ts';

const long = Array.from({ length: 10_000 }, (_, i) => i);
const text = 'a'.repeat(10_000);
const SCOPE = { long, text, wide: Array.from({ length: 200 }, (_, i) => ({ i })), deep: JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`) as unknown };

/** The value, and that it took no longer than an answer may: time of this thread, as others may be busy. */
function timed(source: string): string {
  const start = process.threadCpuUsage();
  const value = evaluated(source, SCOPE);
  const { user, system } = process.threadCpuUsage(start);
  expect((user + system) / 1000, source).toBeLessThan(500);
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}

describe('hostile expressions end soon, out of fuel', () => {
  it.each([
    ['for a in 1..100, b in 1..100, c in 1..100 return a', 'feel_fuel'], ['for a in 1..1000000000 return a', 'feel_fuel'], ['for a in 1..10001 return a', 'feel_fuel'], ['count(for a in 1..9000 return a)', '9000'], ['for a in long return for b in long return b', 'feel_fuel'], ['some a in long, b in long satisfies a > b + 10000', 'feel_fuel'],
    ['for a in 1..9000 return partial', 'feel_fuel'], ['{f: function(n) f(n), r: f(1)}.r', 'feel_fuel'], ['{f: function(n) if n = 0 then 0 else 1 + f(n - 1), r: f(60)}.r', '60'], ['{f: function(n) if n = 0 then 0 else 1 + f(n - 1), r: f(64)}.r', 'feel_fuel'], ['{f: function(n) if n = 0 then 1 else f(n - 1) + f(n - 1), r: f(40)}.r', 'feel_fuel'],
    ['(function(x) x(x))(function(x) x(x))', 'feel_fuel'], ['{f: function(g) g(g), r: f(f)}.r', 'feel_fuel'], ['long[item > long[item + 1]]', 'feel_fuel'], ['long[count(long[item > 1]) > 1]', 'feel_fuel'], ['sort(long, function(a, b) a < b)', 'feel_fuel'], ['sort(for i in 1..5000 return -i)[1]', 'feel_fuel'], ['distinct values(for i in 1..5000 return {i: i})', 'feel_fuel'], ['count(distinct values(long))', '10000'], ['index of(long, 5)', '[6]'],
    ['concatenate(long, long)', 'feel_fuel'], ['flatten([long, [1]])', 'feel_fuel'], ['text + "a"', 'feel_fuel'], ['count(for i in 1..5000 return text)', '5000'], ['for i in 1..5000 return upper case(text)', 'feel_fuel'], ['string join(for i in 1..5000 return "abc", "-")', 'feel_fuel'], ['string(long)', 'feel_fuel'], ['string(deep)', 'feel_fuel'], ['deep = deep', 'true'], ['{a: deep} = {a: context put(deep, "b", 1)}', 'false'],
    ['2 ** 999999999', 'null'], ['for i in 1..1000 return i ** 0.5', 'feel_fuel'], ['exp(9999999999999999999999)', 'null'], ['decimal(1 / 3, 6000)', '0.3333333333333333333333333333333333'], ['number("1e99999")', 'null'], ['1 + 10 ** 6000 = 10 ** 6000', 'true'],
    ['matches(text, "^(a+)+$")', 'true'], ['matches(text + "", "(a|aa)+b")', 'false'], ['matches(text, "(a{100}){10}b")', 'feel_fuel'], ['matches(text, "([a-z]{900})([a-z]{900})([a-z]{900})")', 'feel_fuel'], ['replace(text, "a", "$0$0")', 'feel_fuel'], ['split(text, "a")', 'feel_fuel'], ['split(text, "[a]")', 'feel_fuel'], ['contains(text, substring(text, 1, 5000) + "b")', 'feel_fuel'], ['for i in 1..2000 return matches(text, "b")', 'feel_fuel'], ['matches("a", "((((((((((a{30}){30}){30}){30}){30}))))))")', 'null'],
    ['for i in 1..10000 return @"2026-01-01T00:00:00@Europe/Paris" + @"P1D"', 'feel_fuel'], ['for d in @"0001-01-01"..@"9999-12-31" return d', 'feel_fuel'], ['sum(for d in @"2026-01-01"..@"2026-12-31" return d.day)', '5738'],
    [`wide${'[i >= 0]'.repeat(60)}`, 'feel_fuel'], [`${'for x in [1, 2] return '.repeat(60)}1`, 'feel_fuel'], [`${'some x in [1, 2] satisfies '.repeat(60)}false`, 'feel_fuel'],
  ])('%s', (source, expected) => {
    expect(timed(source)).toBe(expected);
  });

  it.each(['1.0000001 ** 999999999', '9999999999999999999999999999999999 ** 99', 'floor(10 ** 6000)', 'replace(text, "a*?b", "")', 'string(10 ** 6100)', '10 ** 6100 - 10 ** -6100', 'modulo(10 ** 6000, 7)', 'log(10 ** 6000)', 'duration("P999999999999999D") * 99999999999', 'substring(text, -9999)'])('%s', (source) => {
    timed(source);
  });

  it('deep and long sources are refused or run, and never throw', () => {
    const nests = ['(', '[', '{a: ', '-', 'not(', 'if a then 1 else ', 'for x in ', 'some x in a satisfies ', 'function(x) ', 'a[', 'a.', 'f(', 'x instance of list<', '1 in (', '[1..', '? > ', 'a ** ', 'a and ', '"', '/*', '@', 'date(', '(function(x) x)(', 'a = ', '{f: function(x) f('];
    for (const nest of nests) {
      for (const times of [63, 64, 65, 1000]) {
        const source = nest.repeat(Math.min(times, Math.floor(3990 / nest.length)));
        for (const end of ['1', '']) {
          timed(`${source}${end}`);
          const tests = compileUnaryTests(source + end, 'any');
          if (tests.ok) tests.run({ a: [1] }, 1);
        }
      }
    }
    timed(`a${'[1]'.repeat(1300)}`);
    timed(`a${'(1)'.repeat(1300)}`);
    timed(`${'('.repeat(60)}a${'[1]'.repeat(60)}${')[1]'.repeat(60)}`);
  });

  it('deep functions in deep calls do not use the machine up', () => {
    const body = `${'-('.repeat(28)}f(n - 1)${')'.repeat(28)}`;
    expect(timed(`{f: function(n) if n = 0 then 1 else ${body}, r: f(60)}.r`)).toBe('feel_fuel');
  });
});

const PIECES = ['1', '2.5', '"a"', 'true', 'null', 'x', 'list', 'text', 'ctx', '(', ')', '[', ']', '{', '}', ',', ':', '.', '..', '+', '-', '*', '/', '**', '=', '!=', '<', '>=', ' in ', ' and ', ' or ', ' between ', 'if ', ' then ', ' else ', 'for i in ', ' return ', 'some i in ', ' satisfies ', 'function(a) ', ' instance of ', 'list<', 'number', '@"P1D"', 'date("2026-01-01")', 'count(', 'sort(', 'matches(', 'string(', 'partial', 'item', '?', 'a: ', 'range("[1..2]")', 'flatten(', 'context put('];

it('any sequence of pieces is taken or refused, and what is taken runs to a value that is JSON', () => {
  const scope = { x: 3, list: [1, 'a', null, { b: [2] }], text: 'abc', ctx: { b: 1, item: 2 } };
  let taken = 0;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 14 }).map((pieces) => pieces.join('')), (source) => {
      const compiled = compileScript(source, 'any');
      if (!compiled.ok) {
        expect(['feel_syntax', 'feel_unsupported', 'feel_too_deep', 'feel_too_long']).toContain(compiled.code);
        return;
      }
      taken += 1;
      const result = compiled.run(scope, 0);
      if (result.ok) expect(JSON.parse(JSON.stringify(result.value ?? null))).toEqual(result.value);
      expect(compiled.run(scope, 0)).toEqual(result);
    }),
    { numRuns: 5000 },
  );
  expect(taken).toBeGreaterThan(50);
});
