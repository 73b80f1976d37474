import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileModel, type CompiledModel } from '../../../shared/decision/dmn/compile-model.ts';
import { decide } from '../../../shared/decision/dmn/decide.ts';
import { catalogFolder } from '../catalog.ts';
import { readDmn } from './read-dmn.ts';
import { hostileExpressions, hostileInputs as inputs } from './testing/hostile-expressions.ts';
import { hostileGraphs } from './testing/hostile-graphs.ts';
import { decisionXml, fileOf, inputXml, tableXml, textXml } from './testing/small-file.ts';

const given = Object.keys(inputs);

/** CPU time of this thread, as others may be busy. */
function timed<T>(run: () => T, of: string, mostMs: number): T {
  const start = process.threadCpuUsage();
  const result = run();
  const { user, system } = process.threadCpuUsage(start);
  expect((user + system) / 1000, of.slice(0, 200)).toBeLessThan(mostMs);
  return result;
}

async function modelOf(xml: string): Promise<CompiledModel | string> {
  const reading = await readDmn(xml);
  if (!reading.ok) return reading.defects[0]?.code ?? '';
  const model = timed(() => compileModel(reading.model), xml, 2000);
  return model.ok ? model : (model.defects[0]?.code ?? '');
}

/** What decision `d` says, shortened; what was refused or failed by its code. Always within 300 ms, and small. */
async function said(xml: string, length = 40): Promise<string> {
  const model = await modelOf(xml);
  if (typeof model === 'string') return model;
  const made = timed(() => decide(model, 'd', inputs, 0), xml, 300);
  const json = JSON.stringify(made);
  expect(json.length).toBeLessThan(1_500_000);
  return made.ok ? JSON.stringify(made.value).slice(0, length) : made.code;
}

const needs = given.map((name) => inputXml(name)).join('');
const literal = (source: string): string => fileOf(needs + decisionXml('d', textXml(source), given));
const cell = (source: string): string => fileOf(needs + decisionXml('d', tableXml('hitPolicy="FIRST"', ['text | list || x', `${source} | - || 1`, '- | - || 2']), given));
const knowledge = (source: string, call: string): string =>
  fileOf(`${needs}<businessKnowledgeModel id="f" name="f"><encapsulatedLogic>${given.map((name) => `<formalParameter name="${name}"/>`).join('')}${textXml(source)}</encapsulatedLogic></businessKnowledgeModel>${decisionXml('d', textXml(call), [...given, '?f'])}`);

const familiesOf = (cases: readonly { readonly family: string }[]): number => new Set(cases.map(({ family }) => family)).size;

describe('hostile expressions and graphs (B11)', () => {
  it('are 500 and more, of every kind', () => {
    expect([hostileExpressions.length + hostileGraphs.length >= 500, hostileExpressions.filter(({ family }) => family === 'matches').length >= 60]).toEqual([true, true]);
    expect([familiesOf(hostileExpressions), familiesOf(hostileGraphs)]).toEqual([11, 12]);
  });

  it('have the right answer or none, in 300 ms', async () => {
    const wrong: string[] = [];
    const failed = new Map<string, number>();
    const cases = [...hostileExpressions.map((one) => ({ ...one, xml: literal(one.source) })), ...hostileGraphs];
    for (const { family, xml, right } of cases) {
      const answer = await said(xml, 20_000);
      failed.set(answer, (failed.get(answer) ?? 0) + 1);
      if (!right.includes(answer)) wrong.push(`${family}: ${answer.slice(0, 80)} instead of ${right.join(' or ')}: ${xml.slice(-400)}`);
    }
    expect(wrong).toEqual([]);
    // Fuel is no excuse for all of them.
    expect([(failed.get('decision_fuel') ?? 0) > 60, (failed.get('decision_fuel') ?? 0) < 150]).toEqual([true, true]);
  }, 60_000);

  it.each([['in cells', (source: string) => cell(`${source} = 1`)], ['in knowledge', (source: string) => knowledge(source, 'f(1, text, word, list, deep, odd) = f(2, text, word, list, deep, odd)')], ['in loops', (source: string) => knowledge('n', `for i in 1..50 return ${source}`)]] as const)('%s end soon', async (_, around) => {
    const answers = new Map<string, number>();
    for (const { source } of hostileExpressions) {
      const answer = await said(around(source));
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
    // They are not all refused before they run.
    expect(answers.get('decision_fuel') ?? 0).toBeGreaterThan(10);
    expect(answers.size).toBeGreaterThan(2);
  }, 60_000);
});

it('graphs and tables that are bad are refused, or fail by their rule', async () => {
  const many = (count: number, line: (i: number) => string): string[] => Array.from({ length: count }, (_, i) => line(i));
  const table = (policy: string, lines: readonly string[]): string => fileOf(needs + decisionXml('d', tableXml(`hitPolicy="${policy}"`, lines), given));
  const chain = many(2000, (i) => decisionXml(i === 0 ? 'd' : `d${String(i)}`, textXml(i === 1999 ? '1' : `d${String(i + 1)} + 1`), i === 1999 ? [] : [`!d${String(i + 1)}`]));
  const types = many(3000, (i) => `<itemDefinition name="t${String(i)}"><typeRef>t${String(i + 1)}</typeRef></itemDefinition>`).join('');
  const twins = many(40, (i) => `<itemDefinition name="t${String(i)}"><itemComponent name="a"><typeRef>${i === 0 ? 'number' : `t${String(i - 1)}`}</typeRef></itemComponent><itemComponent name="b"><typeRef>${i === 0 ? 'number' : `t${String(i - 1)}`}</typeRef></itemComponent></itemDefinition>`).join('');
  const twin = `{${many(40, (i) => `c${String(i)}: ${i === 0 ? '{a: 1, b: 1}' : `{a: c${String(i - 1)}, b: c${String(i - 1)}}`}`).join(', ')}}.c39`;
  const named = many(5000, (i) => `<itemComponent name="a name ${String(i)}"><typeRef>number</typeRef></itemComponent>`).join('');
  const answers = [
    table('UNIQUE', ['n || x', '> 1 || 1', '> 2 || 2']), table('UNIQUE', ['n || x', ...many(2000, (i) => `${String(i)} || ${String(i)}`)]), table('COLLECT', ['n || x', ...many(3000, () => '- || text + text')]),
    table('UNIQUE', ['list || x', ...many(500, () => 'count(?[item > 1]) > 5 || 1')]), table('ANY', ['n || x', ...many(3000, (i) => `- || ${String(i)}`)]),
    fileOf(chain.join('')), fileOf(types + decisionXml('d', textXml('1'), [], 't0')), fileOf(twins + decisionXml('d', textXml(twin), [], 't39')),
    fileOf(`<itemDefinition name="t">${named}</itemDefinition>${decisionXml('d', textXml('a name'), [])}`), ...['f(n + 1, text, word, list, deep, odd)', 'if n < 2 then 1 else f(n - 1, 1, 1, 1, 1, 1) + f(n - 2, 1, 1, 1, 1, 1)', 'for x in list return f(x, text, word, list, deep, odd)'].map((source) => knowledge(source, 'f(n, text, word, list, deep, odd)')),
  ];
  expect(await Promise.all(answers.map((xml) => said(xml)))).toEqual([
    'decision_two_hits', '40', 'decision_fuel', 'decision_fuel', 'decision_hits_differ',
    '2000', 'bpmn_too_deep', 'decision_fuel',
    'dmn_feel_refused', 'decision_fuel', 'decision_fuel', 'decision_fuel',
  ]);
}, 60_000);

it('damaged files are refused or decide as before, and never throw', async () => {
  const xml = readFileSync(path.join(catalogFolder, 'payment-routing/payment-route.dmn'), 'utf8');
  const pieces = ['<', '>', '"', '&', '&#0;', '</decision>', '<!DOCTYPE x>', '', '\u0000', 'é', 'number', '<rule/>', '#', '-', '?', '(', 'x'.repeat(5000)];
  await fc.assert(
    fc.asyncProperty(fc.nat(xml.length), fc.nat(40), fc.constantFrom(...pieces), async (at, length, piece) => {
      const model = await modelOf(xml.slice(0, at) + piece + xml.slice(at + length));
      if (typeof model === 'string') expect(model).toMatch(/^(?:dmn|bpmn)_/);
      else timed(() => decide(model, 'payment-route', { isFirstUp: true, isSecondUp: false, firstFee: 1, secondFee: 2 }), piece, 300);
    }),
    { numRuns: 150, seed: 11 },
  );
}, 60_000);

it('whatever is given, the answer is a value or a failure', async () => {
  const model = await modelOf(readFileSync(path.join(catalogFolder, 'payment-routing/payment-route.dmn'), 'utf8'));
  if (typeof model === 'string') throw new Error(model);
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('isFirstUp', 'isSecondUp', 'firstFee', 'secondFee', '__proto__'), fc.oneof(fc.boolean(), fc.double(), fc.anything())), (some) => {
      const made = timed(() => decide(model, 'payment-route', some), '', 300);
      if (made.ok) expect(['one', 'two', 'none']).toContain(made.value);
      else expect(made.code).toMatch(/^decision_/);
    }),
    { numRuns: 300, seed: 11 },
  );
});
