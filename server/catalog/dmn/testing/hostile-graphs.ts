import { decisionXml, fileOf, inputXml, tableXml, textXml } from './small-file.ts';

/** A file whose decision `d` is asked with `n` = 40, and the answers that are right: values as JSON, failures by their code. */
export interface HostileGraph {
  readonly family: string;
  readonly xml: string;
  readonly right: readonly string[];
}

const many = (count: number, line: (i: number) => string): string[] => Array.from({ length: count }, (_, i) => line(i));
const named = (i: number): string => (i === 0 ? 'd' : `d${String(i)}`);

const table = (policy: string, lines: readonly string[], outputs = ''): string => fileOf(inputXml('n') + decisionXml('d', tableXml(`hitPolicy="${policy}"`, lines, outputs), ['n']));
/** As many rules as asked that 40 meets, among others that it does not; the result is the number of the rule, counted from 1, or `same`. */
const overlapping = (met: number, others: number, same?: string): readonly string[] => ['n || x', ...many(met, (i) => `>= ${String(40 - i)} || ${same ?? String(i + 1)}`), ...many(others, (i) => `> ${String(40 + i)} || 0`)];
const firsts = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

const tables: HostileGraph[] = [2, 3, 10, 100, 1000].flatMap((met): HostileGraph[] => [
  { family: 'unique', xml: table('UNIQUE', overlapping(met, 5)), right: ['decision_two_hits'] },
  { family: 'any', xml: table('ANY', overlapping(met, 5)), right: ['decision_hits_differ'] },
  { family: 'any', xml: table('ANY', overlapping(met, 5, '7')), right: ['7'] },
  { family: 'first', xml: table('FIRST', overlapping(met, 5)), right: ['1'] },
  { family: 'rule order', xml: table('RULE ORDER', overlapping(met, 5)), right: [JSON.stringify(firsts(met))] },
  { family: 'collect', xml: table('COLLECT', overlapping(met, 5)), right: [JSON.stringify(firsts(met))] },
  { family: 'collect', xml: table('COLLECT" aggregation="SUM', overlapping(met, 5)), right: [String((met * (met + 1)) / 2)] },
  { family: 'collect', xml: table('COLLECT" aggregation="MAX', overlapping(met, 5)), right: [String(met)] },
  { family: 'no hit', xml: table('UNIQUE', overlapping(0, met)), right: ['decision_no_hit'] },
]);

/** `d` asks the next one, and so on; the last asks the one that is named, if any. */
const chain = (count: number, back?: string): string =>
  fileOf(many(count, (i) => {
    const next = i < count - 1 ? named(i + 1) : back;
    return decisionXml(named(i), textXml(next === undefined ? '1' : `${next} + 1`), next === undefined ? [] : [`!${next}`]);
  }).join(''));

const knowledge = (names: readonly string[], source: (i: number) => string, requires: (i: number) => readonly string[]): string =>
  fileOf(names.map((name, i) => `<businessKnowledgeModel id="${name}" name="${name}"><encapsulatedLogic><formalParameter name="m"/>${textXml(source(i))}</encapsulatedLogic>${requires(i).map((one) => `<knowledgeRequirement><requiredKnowledge href="#${one}"/></knowledgeRequirement>`).join('')}</businessKnowledgeModel>`).join('') + decisionXml('d', textXml(`${names[0] ?? ''}(1)`), [`?${names[0] ?? ''}`]));

const circles: HostileGraph[] = [
  ...[1, 2, 3, 5, 10, 50, 200, 500].flatMap((count): HostileGraph[] => [
    { family: 'circle', xml: chain(count, 'd'), right: ['dmn_circle'] },
    { family: 'circle', xml: chain(count, named(count - 1)), right: ['dmn_circle'] },
    { family: 'chain', xml: chain(count), right: [String(count)] },
  ]),
  ...[2, 3, 10].map((count): HostileGraph => ({ family: 'knowledge in a circle', xml: knowledge(many(count, (i) => `f${String(i)}`), (i) => `f${String((i + 1) % count)}(m)`, (i) => [`f${String((i + 1) % count)}`]), right: ['dmn_circle', 'decision_fuel'] })),
  { family: 'knowledge in a circle', xml: knowledge(['f'], () => 'f(m + 1)', () => []), right: ['decision_fuel'] },
  { family: 'knowledge in a circle', xml: knowledge(['f'], () => 'if m > 20 then m else f(m + 1)', () => []), right: ['21'] },
  { family: 'service of itself', xml: fileOf(`<decisionService id="s" name="s"><outputDecision href="#d"/></decisionService>${decisionXml('d', textXml('s()'), ['?s'])}`), right: ['dmn_circle'] },
  { family: 'missing', xml: fileOf(decisionXml('d', textXml('gone + 1'), ['!gone'])), right: ['dmn_reference_missing'] },
  { family: 'missing', xml: fileOf(decisionXml('d', textXml('f(1)'), ['?f'])), right: ['dmn_reference_missing'] },
  { family: 'named twice', xml: fileOf(decisionXml('d', textXml('1')) + decisionXml('d', textXml('2'))), right: ['dmn_name_twice'] },
];

export const hostileGraphs: readonly HostileGraph[] = [...tables, ...circles];
