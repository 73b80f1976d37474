import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import type { DecisionService, ItemDefinition } from './model.ts';
import { answer, compiled, decision, defectsOf, literal, table, valueOf } from './testing/small-model.ts';

describe('requirements', () => {
  const inputs = [{ id: 'i', name: 'i', type: 'number' }, { id: 'j', name: 'j' }];

  it('a decision is made once in a run, and only where it is required', () => {
    const shared = decision('shared', { ...table('first', ['i || x', '- || i * 2']), id: 'shared-table' }, ['i']);
    const model = compiled({ inputs, decisions: [
      decision('d', 'left + right', ['left', 'right']), decision('left', 'shared + 1', ['shared']), decision('right', 'shared + 2', ['shared']),
      shared, decision('elsewhere', { ...table('unique', ['j || x', '1 || 1']), id: 'other' }, ['j']),
    ] });
    expect(decide(model, 'd', { i: 5 })).toEqual({ ok: true, value: 23, hits: [{ decision: 'shared', table: 'shared-table', rules: ['r1'] }] });
  });

  it('what fails names the decision that failed', () => {
    const model = compiled({ inputs, decisions: [decision('d', 'if needed = null then "no" else "yes"', ['needed']), decision('needed', table('unique', ['i || x', '> 1 || 1']), ['i'])] });
    expect(decide(model, 'd', { i: 0 })).toEqual({ ok: false, code: 'decision_no_hit', decision: 'needed' });
    expect(valueOf(model, { i: 0 })).toBe('no');
  });

  it('long chains are made', () => {
    const decisions = Array.from({ length: 2000 }, (_, i) => decision(`d${String(i)}`, i === 0 ? '1' : `d${String(i - 1)} + 1`, i === 0 ? [] : [`d${String(i - 1)}`]));
    expect(answer(compiled({ decisions }), {}, 'd1999')).toBe(2000);
  });

  it('circles, missing elements and unknown decisions are told', () => {
    expect(defectsOf({ decisions: [decision('a', '1', ['b']), decision('b', '1', ['c']), decision('c', '1', ['b']), decision('d', '1')] })).toEqual(['dmn_circle a', 'dmn_circle b', 'dmn_circle c']);
    expect(defectsOf({ decisions: [decision('a', '1', ['nobody'])] })).toEqual(['dmn_reference_missing a']);
    expect(answer(compiled({ decisions: [] }))).toBe('decision_missing');
  });

  it('a decision sees only what it requires', () => {
    expect(defectsOf({ inputs, decisions: [decision('a', 'i', []), decision('b', 'i', ['i'])] })).toEqual(['dmn_feel_refused a-logic']);
  });

  it('knowledge calls other knowledge and itself, up to a limit', () => {
    const of = (name: string, body: string, requires: readonly string[]) => ({ id: name, name, requires, logic: { kind: 'function' as const, id: `${name}f`, parameters: [{ name: 'n' }], body: literal(body, `${name}b`) } });
    const knowledge = [of('fib', 'if n < 2 then n else fib(n - 1) + fib(n - 2)', []), of('twice', 'fib(n) * 2', ['fib']), of('ever', 'ever(n + 1)', [])];
    const model = compiled({ inputs, knowledge, decisions: [decision('d', 'twice(i)', ['twice', 'i']), decision('e', 'ever(1)', ['ever'])] });
    expect([answer(model, { i: 10 }), answer(model, { i: 40 }), answer(model, {}, 'e')]).toEqual([110, 'decision_fuel', 'decision_fuel']);
    expect(answer(model, { i: 10 })).toBe(110);
  });

  it('one budget holds for the whole run', () => {
    const decisions = ['a', 'b', 'c', 'd'].map((name, n, all) => decision(name, 'count(for x in 1..1500 return x + 1)', all.slice(0, n)));
    const model = compiled({ decisions });
    expect([answer(model, {}, 'a'), answer(model, {}, 'b'), answer(model, {}, 'd')]).toEqual([1500, 1500, 'decision_fuel']);
  });
});

describe('decision services', () => {
  const parts = {
    inputs: [{ id: 'i', name: 'i' }],
    decisions: [decision('price', 'base * 2 + i', ['base', 'i']), decision('base', '10 / 0', []), decision('label', '"p" + string(price)', ['price']), decision('d', 'Quote(1, 100).label', ['quote']), decision('one', 'Price(1, 100)', ['single'])],
  };
  const quote: DecisionService = { id: 'quote', name: 'Quote', outputs: ['price', 'label'], encapsulated: [], inputDecisions: ['base'], inputData: ['i'] };
  const single: DecisionService = { id: 'single', name: 'Price', outputs: ['price'], encapsulated: [], inputDecisions: ['base'], inputData: ['i'] };
  const model = compiled({ ...parts, services: [quote, single] });

  it('answer all their outputs by name, or the only one, with input decisions as given', () => {
    expect([answer(model, { i: 1, base: 5 }, 'Quote'), answer(model, { i: 1, base: 5 }, 'Price')]).toEqual([{ price: 11, label: 'p11' }, 11]);
  });

  it('answer as the type of their function says', () => {
    const asText: ItemDefinition = { id: 'tf', name: 'tPrice', function: { parameters: [{ name: 'i' }], result: 'string' } };
    expect(answer(compiled({ ...parts, types: [asText], services: [quote, { ...single, type: 'tPrice' }] }), {}, 'one')).toBe('decision_type tPrice');
    expect(answer(compiled({ ...parts, types: [asText], services: [quote, { ...single, type: 'tPrice' }] }), { i: 1, base: 5 }, 'Price')).toBe('decision_type tPrice');
  });

  it('are functions for decisions', () => {
    expect([answer(model), answer(model, {}, 'one')]).toEqual(['p201', 201]);
  });
});

describe('types', () => {
  const types: ItemDefinition[] = [
    { id: 't1', name: 'Grade', type: 'string', allowedValues: '"A", "B"' },
    { id: 't2', name: 'tPerson', components: [{ id: 't2a', name: 'name', type: 'string' }, { id: 't2b', name: 'born', type: 'date' }, { id: 't2c', name: 'grades', type: 'Grade', isCollection: true }] },
    { id: 't3', name: 'tPeople', type: 'tPerson', isCollection: true, typeConstraint: 'count(?) < 3' },
  ];
  const model = compiled({ types, inputs: [{ id: 'p', name: 'people', type: 'tPeople' }], decisions: [decision('d', 'for p in people return p.name + string(p.born.year) + string join(p.grades)', ['p'])] });
  const ada = { name: 'Ada', born: '1990-12-31', grades: ['A', 'B'] };
  it.each([
    [[ada], ['Ada1990AB']], [ada, ['Ada1990AB']], [[{ ...ada, grades: 'B' }], ['Ada1990B']],
    [[{ ...ada, born: 'soon' }], 'decision_type people'], [[{ ...ada, grades: ['C'] }], 'decision_type people'], [[ada, ada, ada], 'decision_type people'], ['Ada', 'decision_type people'],
    [JSON.parse('[{"__proto__":{"name":"x"},"name":"Ada","born":"1990-12-31","grades":[]}]') as unknown, ['Ada1990']],
  ])('%j is %j', (people, expected) => {
    expect(answer(model, { people })).toEqual(expected);
  });

  it('a context that an expression makes must have all parts of its type', () => {
    const person = compiled({ types, decisions: [decision('d', '{name: "Ada", born: null, grades: []}', [], 'tPerson'), decision('e', '{name: "Ada"}', [], 'tPerson')] });
    expect([answer(person), answer(person, {}, 'e')]).toEqual([{ name: 'Ada', born: null, grades: [] }, 'decision_type tPerson']);
  });

  it('expressions may ask for the types of the file, without what they allow', () => {
    const parts = { types, decisions: [decision('d', '["C" instance of Grade, 1 instance of Grade, [{name: "x", born: null, grades: ["A"]}] instance of tPeople, {f: function(g: Grade) g, r: f(5)}.r]')] };
    expect(answer(compiled(parts))).toEqual([true, false, true, null]);
    expect(defectsOf({ decisions: [decision('d', '1 instance of Grade')] })).toEqual(['dmn_feel_refused d-logic']);
  });

  it('types of themselves and unknown ones are told', () => {
    expect(defectsOf({ inputs: [{ id: 'i', name: 'i', type: 'tNone' }], decisions: [decision('d', '1', [], 'tNobody')] })).toEqual(['dmn_type_unknown i', 'dmn_type_unknown d']);
    const listed = compiled({ types: [{ id: 'p', name: 'tPair', type: 'number', isCollection: true }], decisions: [decision('d', '[[1]]', [], 'own:tPair'), decision('e', '[1]', [], 'feel:number'), decision('f', '[[1]]', [], 'feel:number')] });
    // The only element stands for its list, however often it is wrapped.
    expect(['d', 'e', 'f'].map((one) => answer(listed, {}, one))).toEqual([[1], 1, 1]);
    expect(defectsOf({ types: [{ id: 'x', name: 'X', components: [{ id: 'y', name: 'y', type: 'X' }] }, { id: 'z', name: 'Z', type: 'Nobody' }] })).toEqual(['dmn_circle y', 'dmn_type_unknown z']);
  });
});
