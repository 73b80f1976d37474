import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { compileModel, type CompiledModel } from '../../../shared/decision/dmn/compile-model.ts';
import { decide } from '../../../shared/decision/dmn/decide.ts';
import { catalogFolder } from '../catalog.ts';
import { readDmn } from './read-dmn.ts';
import { decisionXml, fileOf, inputXml, tableXml, textXml } from './testing/small-file.ts';

const text = 'a'.repeat(10_000);
const inputs = { n: 40, text, list: Array.from({ length: 10_000 }, (_, i) => i), deep: JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`) as unknown, odd: { constructor: 1, ['__proto__']: 2 } };
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
async function said(xml: string): Promise<string> {
  const model = await modelOf(xml);
  if (typeof model === 'string') return model;
  const made = timed(() => decide(model, 'd', inputs, 0), xml, 300);
  const json = JSON.stringify(made);
  expect(json.length).toBeLessThan(1_500_000);
  return made.ok ? JSON.stringify(made.value).slice(0, 40) : made.code;
}

const needs = given.map((name) => inputXml(name)).join('');
const literal = (source: string): string => fileOf(needs + decisionXml('d', textXml(source), given));
const cell = (source: string): string => fileOf(needs + decisionXml('d', tableXml('hitPolicy="FIRST"', ['text | list || x', `${source} | - || 1`, '- | - || 2']), given));
const knowledge = (source: string, call: string): string =>
  fileOf(`${needs}<businessKnowledgeModel id="f" name="f"><encapsulatedLogic>${given.map((name) => `<formalParameter name="${name}"/>`).join('')}${textXml(source)}</encapsulatedLogic></businessKnowledgeModel>${decisionXml('d', textXml(call), [...given, '?f'])}`);

const PATTERNS = ['(a+)+$', '(a|aa)+b', '(a|a)*b', '(.*)*b', '([a-z]+)*1', '(a?){30}a{30}b', '(a*)*c', '((a+)+)+c', '(a|b|ab)*c', '^(([a-z])+.)+[A-Z]$', '(x+x+)+y', '(.*?,){30}P', '(\\w+\\s?)*!', '(a{1,30}){1,30}b', '([^b]*)*b'];
const CATASTROPHES = [
  ...PATTERNS.flatMap((pattern) => ['matches(text, ', 'count(split(text, ', 'replace(text, '].map((call) => `${call}${JSON.stringify(pattern)}${call.startsWith('count') ? '))' : call.startsWith('replace') ? ', "$0$0")' : ')'}`)),
  ...[3, 4, 5, 6, 7, 8, 9].flatMap((power) => [`count(for i in 1..${String(10 ** power)} return i)`, `for ${Array.from({ length: power }, (_, i) => `i${String(i)} in 1..10`).join(', ')} return 1`]),
  ...[2, 4, 8, 16, 32, 60].map((times) => `${'2 ** '.repeat(times)}2`), ...['1..1000000000', '-1000000000..1'].map((range) => `some x in ${range} satisfies x = n + 1`),
  ...[10, 20, 40].map((times) => `{${Array.from({ length: times }, (_, i) => `s${String(i + 1)}: ${i === 0 ? '"ab"' : `s${String(i)} + s${String(i)}`}`).join(', ')}}`),
  ...[10, 20, 40].map((times) => `{${Array.from({ length: times }, (_, i) => `c${String(i + 1)}: ${i === 0 ? '1' : `{a: c${String(i)}, b: c${String(i)}}`}`).join(', ')}}`),
  ...[63, 64, 65, 900].flatMap((depth) => [`${'('.repeat(depth)}1${')'.repeat(depth)}`, `${'['.repeat(depth)}1${']'.repeat(depth)}`, `${'-'.repeat(depth)}1`]),
  'odd.constructor', 'odd.__proto__', 'deep.constructor.constructor("return 1")()', '__proto__', 'constructor', 'toString', 'list[list[item > 1]]', 'deep = deep', 'string(deep)', 'string(list)', 'nobody(1)', 'max()', 'min([])', 'sum([])', 'mean([])', '1 / 0', '0.1 + 0.2 = 0.3', '10 ** 6000 + 1',
  'date("999999999-12-31") + duration("P1D")', 'date("2026-02-30")', 'duration("P999999999Y") * 999999999', 'date and time("2026-01-01T00:00:00@Nowhere/City")', 'sort(list, function(a, b) sort(list, function(c, d) c < d)[1] > a)', 'list.list.list', 'for x in list return for y in list return for z in list return 1', '{f: function(n) f(n + 1), r: f(1)}.r',
];

it.each([['as literals', literal], ['in cells', (source: string) => cell(`${source} = 1`)], ['in knowledge', (source: string) => knowledge(source, 'f(1, text, list, deep, odd) = f(2, text, list, deep, odd)')], ['in loops', (source: string) => knowledge('n', `for i in 1..50 return ${source}`)]] as const)('hostile expressions %s end soon', async (_, around) => {
  const answers = new Map<string, number>();
  for (const source of CATASTROPHES) {
    const answer = await said(around(source));
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
  }
  // They are not all refused before they run.
  expect(answers.get('decision_fuel') ?? 0).toBeGreaterThan(10);
  expect(answers.size).toBeGreaterThan(2);
}, 60_000);

it('graphs and tables that are bad are refused, or fail by their rule', async () => {
  const many = (count: number, line: (i: number) => string): string[] => Array.from({ length: count }, (_, i) => line(i));
  const table = (policy: string, lines: readonly string[]): string => fileOf(needs + decisionXml('d', tableXml(`hitPolicy="${policy}"`, lines), given));
  const circle = (count: number): string => fileOf(many(count, (i) => decisionXml(i === 0 ? 'd' : `d${String(i)}`, textXml('1'), [`!${i === count - 1 ? 'd' : `d${String(i + 1)}`}`])).join(''));
  const chain = many(2000, (i) => decisionXml(i === 0 ? 'd' : `d${String(i)}`, textXml(i === 1999 ? '1' : `d${String(i + 1)} + 1`), i === 1999 ? [] : [`!d${String(i + 1)}`]));
  const service = `<decisionService id="s" name="s"><outputDecision href="#d"/></decisionService>${decisionXml('d', textXml('s()'), ['?s'])}`;
  const types = many(3000, (i) => `<itemDefinition name="t${String(i)}"><typeRef>t${String(i + 1)}</typeRef></itemDefinition>`).join('');
  const twins = many(40, (i) => `<itemDefinition name="t${String(i)}"><itemComponent name="a"><typeRef>${i === 0 ? 'number' : `t${String(i - 1)}`}</typeRef></itemComponent><itemComponent name="b"><typeRef>${i === 0 ? 'number' : `t${String(i - 1)}`}</typeRef></itemComponent></itemDefinition>`).join('');
  const twin = `{${many(40, (i) => `c${String(i)}: ${i === 0 ? '{a: 1, b: 1}' : `{a: c${String(i - 1)}, b: c${String(i - 1)}}`}`).join(', ')}}.c39`;
  const named = many(5000, (i) => `<itemComponent name="a name ${String(i)}"><typeRef>number</typeRef></itemComponent>`).join('');
  const answers = [
    table('UNIQUE', ['n || x', '> 1 || 1', '> 2 || 2']), table('UNIQUE', ['n || x', ...many(2000, (i) => `${String(i)} || ${String(i)}`)]), table('COLLECT', ['n || x', ...many(3000, () => '- || text + text')]),
    table('UNIQUE', ['list || x', ...many(500, () => 'count(?[item > 1]) > 5 || 1')]), table('ANY', ['n || x', ...many(3000, (i) => `- || ${String(i)}`)]),
    circle(1), circle(2), circle(500), fileOf(chain.join('')), fileOf(service), fileOf(types + decisionXml('d', textXml('1'), [], 't0')), fileOf(twins + decisionXml('d', textXml(twin), [], 't39')),
    fileOf(`<itemDefinition name="t">${named}</itemDefinition>${decisionXml('d', textXml('a name'), [])}`), ...['f(n + 1, text, list, deep, odd)', 'if n < 2 then 1 else f(n - 1, 1, 1, 1, 1) + f(n - 2, 1, 1, 1, 1)', 'for x in list return f(x, text, list, deep, odd)'].map((source) => knowledge(source, 'f(n, text, list, deep, odd)')),
  ];
  expect(await Promise.all(answers.map(said))).toEqual([
    'decision_two_hits', '40', 'decision_fuel', 'decision_fuel', 'decision_hits_differ',
    'dmn_circle', 'dmn_circle', 'dmn_circle', '2000', 'dmn_circle', 'bpmn_too_deep', 'decision_fuel',
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
