import { Context, Definition, Environment } from 'dmn-elements';
import { dmn } from 'dmn-elements/dmn-moddle';
import { DmnModdle } from 'dmn-moddle';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileModel } from '../../../shared/decision/dmn/compile-model.ts';
import { evaluate } from '../../../shared/decision/dmn/decide.ts';
import { toJson } from '../../../shared/decision/feel/json.ts';
import { readDmn } from './read-dmn.ts';
import { decisionXml, fileOf, inputXml, tableXml, textXml } from './testing/small-file.ts';

type Inputs = Readonly<Record<string, unknown>>;

const POLICIES = ['hitPolicy="UNIQUE"', 'hitPolicy="ANY"', 'hitPolicy="FIRST"', 'hitPolicy="PRIORITY"', 'hitPolicy="RULE ORDER"', 'hitPolicy="OUTPUT ORDER"', 'hitPolicy="COLLECT"', 'hitPolicy="COLLECT" aggregation="SUM"', 'hitPolicy="COLLECT" aggregation="COUNT"', 'hitPolicy="COLLECT" aggregation="MIN"', 'hitPolicy="COLLECT" aggregation="MAX"'] as const;

/** What Baton says, as DMN has it: null where something is wrong. */
async function ours(xml: string, inputs: Inputs): Promise<unknown> {
  const reading = await readDmn(xml);
  if (!reading.ok) throw new Error(JSON.stringify(reading.defects));
  const model = compileModel(reading.model);
  if (!model.ok) throw new Error(JSON.stringify(model.defects));
  const evaluation = evaluate(model, 'd', inputs, 0);
  return evaluation.ok ? toJson(evaluation.value) : evaluation.code;
}

const moddle = new DmnModdle({ dmn: dmn as unknown }, { nsMap: {} });

/** What dmn-elements says; null where it throws, as it does for two hits in a unique table. */
async function theirs(xml: string, inputs: Inputs): Promise<unknown> {
  const { rootElement } = await moddle.fromXML(xml);
  try {
    const result: unknown = await new Definition(new Context(rootElement, new Environment())).evaluate('d', { ...inputs });
    return JSON.parse(JSON.stringify(result ?? null)) as unknown;
  } catch {
    return null;
  }
}

const tests = fc.constantFrom('-', '1', '2, 3', '> 1', '<= 2', '[1..3]', '(1..3)', 'not(2)', '>= 2, 0');
const words = fc.constantFrom('-', '"a"', '"a", "b"', 'not("a")');
const rules = fc.array(fc.tuple(tests, words, fc.constantFrom('10', '20', '30')), { minLength: 1, maxLength: 5 });
const outputs = '<output id="o" name="x"><outputValues><text>30, 10, 20</text></outputValues></output>';

describe('dmn-elements says the same', () => {
  it.each(POLICIES)('of tables with %s', async (policy) => {
    await fc.assert(
      fc.asyncProperty(rules, fc.integer({ min: 0, max: 4 }), fc.constantFrom('a', 'b', 'c'), async (lines, n, word) => {
        const table = tableXml(policy, ['n | word || x', ...lines.map(([test, other, result]) => `${test} | ${other} || ${result}`)], outputs);
        const xml = fileOf(inputXml('n', 'number') + inputXml('word', 'string') + decisionXml('d', table, ['n', 'word']));
        const inputs = { n, word };
        expect(await ours(xml, inputs), xml).toEqual(await theirs(xml, inputs));
      }),
      { numRuns: 60, seed: 5 },
    );
  }, 60_000);

  const boxed = (name: string, parts: string): string => `<${name}>${parts}</${name}>`;
  const column = (name: string): string => `<column name="${name}"/>`;
  const relation = boxed('relation', `${column('n')}${column('s')}<row>${textXml('1')}${textXml('"a"')}</row><row>${textXml('2')}${textXml('"b"')}</row>`);
  const entry = (name: string, logic: string): string => `<contextEntry><variable name="${name}"/>${logic}</contextEntry>`;
  const last = (logic: string): string => `<contextEntry>${logic}</contextEntry>`;
  it.each([
    ['a literal', textXml('n * 2 + 1')], ['a relation', relation], ['a list', boxed('list', textXml('n') + textXml('"x"'))],
    ['a context', boxed('context', entry('a', textXml('n + 1')) + entry('b b', textXml('a * 2')))], ['a context with a result', boxed('context', entry('a', textXml('n + 1')) + last(textXml('a * 2')))],
    ['a filter', boxed('filter', `<in>${relation}</in><match>${textXml('n > 1')}</match>`)], ['a conditional', boxed('conditional', `<if>${textXml('n > 1')}</if><then>${textXml('"more"')}</then><else>${textXml('"less"')}</else>`)],
    ['a loop', `<for iteratorVariable="i"><in>${textXml('[1, 2, n]')}</in><return>${textXml('i * i')}</return></for>`],
    ['some', `<some iteratorVariable="i"><in>${textXml('[1, n]')}</in><satisfies>${textXml('i = 3')}</satisfies></some>`], ['every', `<every iteratorVariable="i"><in>${textXml('[1, n]')}</in><satisfies>${textXml('i < 3')}</satisfies></every>`],
    ['a function of its own', boxed('context', entry('f', `<functionDefinition><formalParameter name="x"/>${textXml('x + 1')}</functionDefinition>`) + last(textXml('f(n)')))],
    ['an invocation', boxed('invocation', `${textXml('k')}<binding><parameter name="y"/>${textXml('2')}</binding><binding><parameter name="x"/>${textXml('n')}</binding>`)],
  ])('of %s', async (_, logic) => {
    const knowledge = `<businessKnowledgeModel id="k" name="k"><encapsulatedLogic><formalParameter name="x"/><formalParameter name="y"/>${textXml('x - y')}</encapsulatedLogic></businessKnowledgeModel>`;
    const xml = fileOf(inputXml('n', 'number') + knowledge + decisionXml('d', logic, ['n', '?k']), '20191111');
    for (const n of [1, 3]) expect(await ours(xml, { n })).toEqual(await theirs(xml, { n }));
  });
});

// Where the two differ, checked by hand against DMN 1.5: numbers are decimal (10.3.2.3.1), and a value of another type is null.
it.each([
  ['0.1 + 0.2 = 0.3', true, false], ['0.1 * 3', 0.3, 0.30000000000000004],
])('%s is %j, where the second opinion says %j', async (text, own, other) => {
  const xml = fileOf(decisionXml('d', textXml(text)));
  expect([await ours(xml, {}), await theirs(xml, {})]).toEqual([own, other]);
});
