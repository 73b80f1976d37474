import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { must } from '../../assert.ts';
import { decide } from './decide.ts';
import { answer, compiled, decision, defectsOf, literal, table, tableOver, valueOf } from './testing/small-model.ts';

const risk = ['score | income || risk', '>= 700 | - || "low"', '[500..700) | > 2000 || "middle"', '[500..700) | <= 2000 || "high"', '< 500 | - || "high"'];

describe('a table with one hit', () => {
  it.each([
    [{ score: 800, income: 0 }, 'low'], [{ score: 700, income: null }, 'low'], [{ score: 600, income: 2000.01 }, 'middle'],
    [{ score: 600, income: 2000 }, 'high'], [{ score: 0, income: 9 }, 'high'],
  ])('%j says %s', (inputs, expected) => {
    expect(answer(tableOver(table('unique', risk), ['score', 'income']), inputs)).toBe(expected);
  });

  it('says which rules took the case', () => {
    const made = decide(tableOver(table('unique', risk), ['score', 'income']), 'd', { score: 600, income: 1 });
    expect(made).toEqual({ ok: true, value: 'high', hits: [{ decision: 'd', table: 'table', rules: ['r3'] }] });
  });

  it('two rules that apply are a failed decision where only one may', () => {
    const model = tableOver(table('unique', ['a || x', '> 1 || 1', '> 2 || 2']), ['a']);
    expect([answer(model, { a: 2 }), answer(model, { a: 3 }), valueOf(model, { a: 3 })]).toEqual([1, 'decision_two_hits r2', 'null']);
  });

  it('no rule is a failed decision, never a silent no', () => {
    const model = tableOver(table('unique', ['a || x', '> 1 || 1']), ['a']);
    expect([answer(model, { a: 1 }), valueOf(model, { a: 1 })]).toEqual(['decision_no_hit', 'null']);
  });

  it('the default is said where no rule applies', () => {
    const plain = table('unique', ['a || x', '> 1 || 1']);
    const model = tableOver({ ...plain, outputs: plain.outputs.map((output) => ({ ...output, byDefault: literal('a * 10') })) }, ['a']);
    expect([answer(model, { a: 1 }), answer(model, { a: 2 })]).toEqual([10, 1]);
  });

  it('a rule that nobody can tell of fails the decision, unless the table says what to do with null', () => {
    const silent = tableOver(table('first', ['a || x', '> 5 || "more"', '<= 5 || "less"']), ['a']);
    expect([answer(silent, { a: null }), answer(silent, { a: 'six' }), answer(silent)]).toEqual(['decision_unclear r1 a', 'decision_unclear r1 a', 'decision_input_missing a']);
    const spoken = tableOver(table('first', ['a || x', '> 5 || "more"', '<= 5 || "less"', 'null || "unknown"']), ['a']);
    expect(answer(spoken, { a: null })).toBe('unknown');
  });

  it('any: rules that say the same may overlap', () => {
    const model = tableOver(table('any', ['a | b || x', '> 1 | - || "no"', '- | > 1 || "no"', '< 0 | - || "yes"']), ['a', 'b']);
    expect([answer(model, { a: 2, b: 2 }), answer(model, { a: -1, b: 2 })]).toEqual(['no', 'decision_hits_differ r3']);
  });

  it('first: the order of the rules decides', () => {
    expect(answer(tableOver(table('first', ['a || x', '> 1 || "a"', '> 2 || "b"']), ['a']), { a: 3 })).toBe('a');
  });

  it('priority: the order of the allowed results decides', () => {
    const plain = table('priority', ['a || x', '> 1 || "accept"', '> 2 || "refer"', '> 3 || "decline"']);
    const model = tableOver({ ...plain, outputs: [{ id: 'o', name: 'x', allowedValues: '"decline", "refer", "accept"' }] }, ['a']);
    expect([2, 3, 4].map((a) => answer(model, { a }))).toEqual(['accept', 'refer', 'decline']);
  });
});

describe('a table with many hits', () => {
  const lines = ['a || x', '> 1 || 30', '> 2 || 10', '> 3 || 20'];
  it.each([
    ['rule order', undefined, [30, 10, 20], []], ['collect', undefined, [30, 10, 20], []],
    ['collect', 'sum', 60, 'decision_no_hit'], ['collect', 'min', 10, 'decision_no_hit'], ['collect', 'max', 30, 'decision_no_hit'], ['collect', 'count', 3, 0],
  ] as const)('%s %s', (policy, aggregation, all, none) => {
    const model = tableOver(table(policy, lines, aggregation === undefined ? {} : { aggregation }), ['a']);
    expect([answer(model, { a: 4 }), answer(model, { a: 0 })]).toEqual([all, none]);
  });

  it('output order: by the order of the allowed results', () => {
    const model = tableOver({ ...table('output order', lines), outputs: [{ id: 'o', name: 'x', allowedValues: '10, 20, 30' }] }, ['a']);
    expect(answer(model, { a: 4 })).toEqual([10, 20, 30]);
  });

  it('adds decimals as people do', () => {
    expect(answer(tableOver(table('collect', ['a || x', '- || 0.1', '- || 0.2'], { aggregation: 'sum' }), ['a']), { a: 1 })).toBe(0.3);
    expect(valueOf(tableOver(table('unique', ['a || x', '0.3 || "exact"', '- || 0']), ['a'], { inputs: [{ id: 'a', name: 'a' }] }), { a: 0.1 })).toBe('0');
  });

  it('what cannot be added is a failed decision', () => {
    expect(answer(tableOver(table('collect', ['a || x', '- || "b"', '- || 1'], { aggregation: 'sum' }), ['a']), { a: 1 })).toBe('decision_type sum');
    expect(answer(tableOver(table('collect', ['a || x', '- || "b"'], { aggregation: 'sum' }), ['a']), { a: 1 })).toBe('decision_type sum');
  });
});

describe('columns', () => {
  it('several outputs make a context, which other decisions read by name', () => {
    const model = compiled({
      inputs: [{ id: 'a', name: 'a' }],
      decisions: [decision('Pre check', table('unique', ['a || Risk class | limit', '> 1 || "low" | a * 100', '<= 1 || "high" | 0']), ['a']), decision('d', 'Pre check.Risk class + ":" + string(Pre check.limit)', ['Pre check'])],
    });
    expect([answer(model, { a: 2 }, 'Pre check'), answer(model, { a: 2 })]).toEqual([{ 'Risk class': 'low', limit: 200 }, 'low:200']);
  });

  it('a table of thousands of codes is made within its budget, and as without an index', () => {
    const count = 6000;
    const lines = Array.from({ length: count }, (_, i) => `${i % 100 === 99 ? '-' : i % 7 === 0 ? `"c${String(i)}", "d${String(i)}"` : `"c${String(i)}"`} | ${i % 2 === 0 ? '> 5' : '<= 5'} || ${String(i)}`);
    const model = tableOver(table('rule order', ['code | a || x', ...lines]), ['code', 'a']);
    const always = Array.from({ length: count }, (_, i) => i).filter((i) => i % 100 === 99);
    expect(answer(model, { code: 'c5998', a: 9 })).toEqual([5998]);
    expect(answer(model, { code: 'd7', a: 1 })).toEqual([7, ...always]);
    expect(answer(model, { code: 'nobody', a: 9 })).toEqual([]);
  });

  it('an index changes nothing', () => {
    const cells = fc.constantFrom('-', '"a"', '"b"', '"a", "b"', '1', '1, "a"', 'null', '> 1', '2');
    const model = (lines: readonly string[]) => tableOver(table('rule order', ['v | w || x', ...lines]), ['v', 'w']);
    fc.assert(fc.property(fc.array(fc.tuple(cells, cells), { minLength: 32, maxLength: 40 }), fc.constantFrom<unknown>('a', 'b', 'c', 1, 2, 1.5, null, true), fc.constantFrom<unknown>('a', 1, null), (rows, v, w) => {
      const lines = rows.map(([one, other], i) => `${one} | ${other} || ${String(i)}`);
      // Every rule in a table of its own has no index.
      const alone = lines.flatMap((line) => valueOf(model([line]), { v, w })).filter((value) => value !== '[]').map((value) => value.slice(1, -1));
      expect(valueOf(model(lines), { v, w })).toBe(`[${alone.join(', ')}]`);
    }), { numRuns: 60, seed: 3 });
  });

  it('cells may use other inputs, lists, functions and ?', () => {
    const model = tableOver(table('first', ['a | name || x', '> limit | - || 1', 'not(1, 2) | starts with(?, "B") || 2', '- | list contains(names, ?) || 3', '- | - || 4']), ['a', 'name', 'limit', 'names']);
    const rest = { limit: 10, names: ['Ada'] };
    expect([[11, 'x'], [3, 'Bo'], [1, 'Ada'], [1, 'Bo']].map(([a, name]) => answer(model, { a, name, ...rest }))).toEqual([1, 2, 3, 4]);
  });

  it('values outside of what a column allows fail the decision', () => {
    const plain = table('unique', ['a || x', '"b" || a', '- || 1']);
    const inputs = plain.inputs.map((input) => ({ ...input, allowedValues: '"b", "c"' }));
    const outputs = plain.outputs.map((output) => ({ ...output, allowedValues: '1, 2' }));
    expect(answer(tableOver({ ...plain, inputs }, ['a']), { a: 'd' })).toBe('decision_not_allowed a');
    expect(answer(tableOver({ ...plain, outputs, hitPolicy: 'first' }, ['a']), { a: 'b' })).toBe('decision_not_allowed r1 x');
  });

  it('a result that is null fails the decision, unless the table says null', () => {
    expect(answer(tableOver(table('unique', ['a || x | y', '- || a.b | 1']), ['a']), { a: 1 })).toBe('decision_null r1 x');
    expect(answer(tableOver(table('unique', ['a || x | y', '- || null | 1']), ['a']), { a: 1 })).toEqual({ x: null, y: 1 });
  });

  it('what is no table is refused with its element', () => {
    const lines = ['a || x | y', '- || 1 | 2'];
    const over = (logic: ReturnType<typeof table>) => defectsOf({ inputs: [{ id: 'a', name: 'a' }], decisions: [decision('d', logic, ['a'])] });
    expect(over(table('collect', lines, { aggregation: 'sum' }))).toEqual(['dmn_table table']);
    expect(over(table('first', lines, { aggregation: 'sum' }))).toEqual(['dmn_table table']);
    expect(over(table('priority', lines))).toEqual(['dmn_table table']);
    expect(over(table('unique', ['a || x', '- || 1 | 2', '> || 1', 'b || 1', '- || f(1) + c']))).toEqual(['dmn_table r1', 'dmn_feel_refused r2in1', 'dmn_feel_refused r3in1', 'dmn_feel_refused r4out1']);
    const [rule] = table('unique', lines).rules;
    expect(over(table('unique', lines, { rules: [must(rule, 'a rule'), { ...must(rule, 'a rule'), id: 'r2', tests: [] }] }))).toEqual(['dmn_table r2']);
  });
});
