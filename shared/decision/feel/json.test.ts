import { expect, it } from 'vitest';
import { compileCondition, compileScript } from './feel.ts';

const valueOf = (source: string, scope: Record<string, unknown> = {}): unknown => {
  const compiled = compileScript(source, 'any');
  if (!compiled.ok) return compiled.code;
  const result = compiled.run(scope);
  return result.ok ? result.value : result.code;
};

it.each([
  ['1 + 1', 2], ['0.1 + 0.2', 0.3], ['1 / 3', 1 / 3], ['9007199254740993', 9007199254740992], ['"a"', 'a'], ['null', null], ['[1, "a", null, true]', [1, 'a', null, true]], ['{a: 1, "b c": {d: [2]}}', { a: 1, 'b c': { d: [2] } }],
  ['@"2026-11-21"', '2026-11-21'], ['{due: date("2026-11-21") + duration("P1M"), in: @"P1DT2H"}', { due: '2026-12-21', in: 'P1DT2H' }], ['[@"10:00:00Z", @"2026-11-21T10:00:00@Europe/Paris"]', ['10:00:00Z', '2026-11-21T10:00:00@Europe/Paris']],
  ['function(a) a', null], ['[1..5]', null], ['{f: function(a) a, r: f(1)}', { f: null, r: 1 }], ['for i in 1..3 return {i: i}', [{ i: 1 }, { i: 2 }, { i: 3 }]],
])('%s is kept as %j', (source, expected) => {
  const value = valueOf(source);
  expect(value).toEqual(expected);
  expect(JSON.parse(JSON.stringify(value))).toEqual(expected);
});

it('a date that was kept is compared after it is read back', () => {
  const due = valueOf('date("2026-11-21") + duration("P1M")');
  const compiled = compileCondition('date(due) > date("2026-12-20") and date(due) - duration("P1D") = date("2026-12-20")', 'any');
  expect(compiled.ok && compiled.run({ due })).toBe(true);
});

it('what is JSON already is not copied, and what was given is not changed', () => {
  const scope = { data: { list: [1, { a: 2 }] }, at: '2026-01-01' };
  expect(valueOf('data', scope)).toBe(scope.data);
  const made = valueOf('context put(data, "at", date(at))', scope) as { list: unknown };
  expect(made).toEqual({ list: [1, { a: 2 }], at: '2026-01-01' });
  expect(made.list).toBe(scope.data.list);
  expect(scope).toEqual({ data: { list: [1, { a: 2 }] }, at: '2026-01-01' });
});

it('a small expression does not become a large document', () => {
  const entries = Array.from({ length: 40 }, (_, i) => `a${i + 1}: [a${i}, a${i}]`);
  expect(valueOf(`{a0: [1], ${entries.join(', ')}}`)).toBe('feel_fuel');
  expect(valueOf('{a: x}', { x: Number.NaN })).toEqual({ a: null });
  expect(valueOf('[__proto__, {"__proto__": 1}]')).toEqual([null, JSON.parse('{"__proto__": 1}')]);
});
