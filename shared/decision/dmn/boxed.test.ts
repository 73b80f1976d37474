import { describe, expect, it } from 'vitest';
import type { Expression } from './model.ts';
import { answer, compiled, decision, defectsOf, literal, table, valueOf } from './testing/small-model.ts';

const text = literal;
const entry = (name: string, value: Expression, type?: string) => ({ variable: { name, ...(type === undefined ? {} : { type }) }, value });
const inputs = ['a', 'list', 'First name'].map((name) => ({ id: name, name }));
const names = inputs.map(({ id }) => id);
const given = { a: 4, list: [{ 'unit price': 2, n: 1 }, { 'unit price': 5, n: 2 }], 'First name': 'Ada' };
const types = [{ id: 'tItem', name: 'tItem', components: [{ id: 'u', name: 'unit price', type: 'number' }, { id: 'n', name: 'n', type: 'number' }] }];
const said = (logic: Expression | string, type?: string) => answer(compiled({ types, inputs, decisions: [decision('d', logic, names, type)] }), given);

describe('boxed expressions', () => {
  it('literals read names of several words', () => {
    expect(said('First name + "!"')).toBe('Ada!');
    expect(said('sum(list.unit price)')).toBe(7);
  });

  it('contexts: entries see those before them; the last one may be the result', () => {
    const monthly = entry('Monthly rate', text('a / 12', 'e1'));
    expect(said({ kind: 'context', id: 'c', entries: [entry('a', text('120')), monthly, entry('twice', text('Monthly rate * 2'))] })).toEqual({ a: 120, 'Monthly rate': 10, twice: 20 });
    expect(said({ kind: 'context', id: 'c', entries: [entry('x y', text('a + 1')), { value: text('x y * 2') }] })).toBe(10);
  });

  it('contexts: a function may call itself', () => {
    const body = text('if n <= 1 then 1 else n * fact(n - 1)');
    const fact: Expression = { kind: 'function', id: 'f', parameters: [{ name: 'n', type: 'number' }], body };
    expect(said({ kind: 'context', id: 'c', entries: [entry('fact', fact), { value: text('fact(5)') }] })).toBe(120);
  });

  it('lists, relations and filters', () => {
    expect(said({ kind: 'list', id: 'l', items: [text('a'), text('a + 1')] })).toEqual([4, 5]);
    const relation: Expression = { kind: 'relation', id: 'r', columns: [{ name: 'x' }, { name: 'y z' }], rows: [[text('1'), text('"b"')], [text('a'), text('"c"')]] };
    expect(said(relation)).toEqual([{ x: 1, 'y z': 'b' }, { x: 4, 'y z': 'c' }]);
    expect(said({ kind: 'filter', id: 'f', list: relation, match: text('x > 2 and item.y z = "c"') })).toEqual([{ x: 4, 'y z': 'c' }]);
    expect(said({ kind: 'filter', id: 'f', list: relation, match: text('1') })).toEqual({ x: 1, 'y z': 'b' });
  });

  it('conditionals, loops and quantifiers', () => {
    expect(said({ kind: 'conditional', id: 'i', condition: text('a > 3'), whenTrue: text('"big"'), otherwise: text('"small"') })).toBe('big');
    const unclear = compiled({ inputs, decisions: [decision('d', { kind: 'conditional', id: 'i', condition: text('a > "x"'), whenTrue: text('1'), otherwise: text('2') }, names)] });
    expect([valueOf(unclear, given), answer(unclear, given)]).toEqual(['2', 'decision_unclear if']);
    const loop = (kind: 'for' | 'some' | 'every', body: string): Expression => ({ kind, id: 'l', variable: 'one item', list: text('list'), body: text(body) });
    expect(said(loop('for', 'one item.unit price * one item.n'))).toEqual([2, 10]);
    expect([said(loop('some', 'one item.n > 1')), said(loop('every', 'one item.n > 1'))]).toEqual([true, false]);
  });

  it('a table lies in anything else', () => {
    const logic: Expression = { kind: 'context', id: 'c', entries: [entry('big', table('unique', ['a || x', '> 3 || true', '<= 3 || false'])), { value: text('if big then First name else "-"') }] };
    expect(said(logic)).toBe('Ada');
  });

  it('functions of FEEL and invocations with named parameters', () => {
    const call = (called: string, ...bindings: [string, string][]): Expression => ({ kind: 'invocation', id: 'i', called: text(called), bindings: bindings.map(([name, value]) => ({ name, value: text(value) })) });
    expect(said(call('contains', ['match', '"da"'], ['string', 'First name']))).toBe(true);
    const knowledge = [{ id: 'k', name: 'Installment', requires: [], logic: { kind: 'function' as const, id: 'kf', parameters: [{ name: 'the amount', type: 'number' }, { name: 'months' }], body: text('the amount / months') } }];
    const model = compiled({ inputs, knowledge, decisions: [decision('d', call('Installment', ['months', '2'], ['the amount', 'a']), [...names, 'k']), decision('e', 'Installment(the amount: 9, months: 3) + Installment(2, 2)', ['k'])] });
    expect([answer(model, given), answer(model, {}, 'e')]).toEqual([2, 4]);
  });

  it('an argument of another type is null, which is a failed decision whatever is made of it', () => {
    const knowledge = [{ id: 'k', name: 'k', requires: [], logic: { kind: 'function' as const, id: 'kf', parameters: [{ name: 'x' }, { name: 'it', type: 'tItem' }, { name: 'y' }], body: text('[x, it != null, y]') } }];
    const model = compiled({ types, inputs, knowledge, decisions: [decision('d', 'k(1, {unit price: 1, n: 2}, 3)', ['k']), decision('e', 'k(1, {unit price: 1}, 3)', ['k'])] });
    expect([valueOf(model), valueOf(model, {}, 'e'), answer(model, {}, 'e')]).toEqual(['[1, true, 3]', '[1, false, 3]', 'decision_type it']);
  });

  it('a condition that nobody can tell of is a failed decision in an expression too', () => {
    const model = (logic: string) => compiled({ inputs, decisions: [decision('d', logic, names)] });
    const unclear = ['if a > 1 then "yes" else "no"', 'count(list[n > 1])', '{f: function(x) if x > 1 then 1 else 2, r: f(a)}.r'];
    expect(unclear.map((logic) => answer(model(logic), { ...given, a: null, list: [{ n: null }] }))).toEqual(['decision_unclear if', 'decision_unclear filter', 'decision_unclear if']);
    expect(['if a = null then "none" else "some"', 'if a != null and a > 1 then 1 else 0', 'count(list[n != null and n > 1])'].map((logic) => answer(model(logic), { ...given, a: null, list: [{ n: null }] }))).toEqual(['none', 0, 0]);
  });

  it('names may have apostrophes, slashes, hyphens and points, as those of parameters too', () => {
    const knowledge = [{ id: 'k', name: 'k', requires: [], logic: { kind: 'function' as const, id: 'kf', parameters: [{ name: 'Person.Age' }, { name: "Student's name" }, { name: 'Yes/No' }], body: text("Student's name + string(Person.Age) + Yes/No") } }];
    const call: Expression = { kind: 'invocation', id: 'i', called: text('k'), bindings: [['Yes/No', '"n"'], ["Student's name", 'Pre-name'], ['Person.Age', '7 - 1']].map(([name = '', value = '']) => ({ name, value: text(value) })) };
    expect(answer(compiled({ inputs: [{ id: 'p', name: 'Pre-name' }], knowledge, decisions: [decision('d', call, ['k', 'p'])] }), { 'Pre-name': 'Ada' })).toBe('Ada6n');
  });

  it('functions are values: decisions and knowledge give them to each other', () => {
    const over = (name: string, parameters: readonly string[], body: Expression) => ({ id: name, name, requires: [], logic: { kind: 'function' as const, id: `${name}f`, parameters: parameters.map((one) => ({ name: one })), body } });
    const inner: Expression = { kind: 'function', id: 'f', parameters: [{ name: 'b', type: 'number' }], body: text('a * b') };
    const knowledge = [over('times', ['a'], inner), over('more', [], text('function(a) a + 1')), over('both', ['f', 'g'], text('f(5) * g(10)'))];
    const model = compiled({ inputs, knowledge, decisions: [decision('by', inner, ['a']), decision('d', '[by(2), times(10)(3), more()(4), both(times(1), function(x) x * a)]', ['by', 'a', 'times', 'more', 'both'])] });
    expect(answer(model, given)).toEqual([8, 30, 5, 200]);
  });

  it('names may have numbers with points in them', () => {
    expect(said({ kind: 'context', id: 'c', entries: [entry('part 2.1', text('a')), entry('p', text('{b: part 2.1}')), { value: text('p.b + part 2.1') }] })).toBe(8);
  });

  it('values that are not of their type are null with a warning', () => {
    const model = compiled({ inputs, decisions: [decision('d', '"text"', [], 'number')] });
    expect([answer(model), valueOf(model)]).toEqual(['decision_type number', 'null']);
    expect(said('[a]', 'number')).toBe(4);
    expect(said({ kind: 'list', id: 'l', type: 'tItem', items: [text('1')] })).toBe('decision_type tItem');
  });

  it('every expression that cannot be used is told, each with its element', () => {
    expect(defectsOf({ inputs, decisions: [
      decision('d', { kind: 'context', id: 'c', entries: [entry('x', text('1 +', 'e1')), entry('y', text('nobody', 'e2')), { value: text('now(1)', 'e3') }] }),
      decision('e', { kind: 'function', id: 'f', parameters: [{ name: 'p', type: 'tNone' }], body: text('p + q', 'e4') }),
    ] })).toEqual(['dmn_feel_refused e1', 'dmn_feel_refused e2', 'dmn_feel_refused e3', 'dmn_type_unknown f', 'dmn_feel_refused e4']);
  });
});
