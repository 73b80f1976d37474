import type { ConformanceCase } from './conformance-case.ts';
import { tableXml, textXml } from './small-file.ts';

const model = 'https://www.omg.org/spec/DMN/20230324/MODEL/';
const file = (namespace: string, body: string): string => `<definitions xmlns="${model}" id="file" name="File" namespace="${namespace}">${body}</definitions>`;
const imports = (name: string, namespace: string, at = ''): string => `<import id="im-${name}" name="${name}" namespace="${namespace}" importType="${model}"${at === '' ? '' : ` locationURI="${at}"`}/>`;
const input = (name: string, type?: string): string => `<inputData id="${name}" name="${name}"><variable name="${name}"${type === undefined ? '' : ` typeRef="${type}"`}/></inputData>`;
const needs = (hrefs: readonly string[]): string => hrefs.map((href) => (href.startsWith('?') ? `<knowledgeRequirement><requiredKnowledge href="${href.slice(1)}"/></knowledgeRequirement>`
  : href.startsWith('!') ? `<informationRequirement><requiredDecision href="${href.slice(1)}"/></informationRequirement>` : `<informationRequirement><requiredInput href="${href}"/></informationRequirement>`)).join('');
const decides = (name: string, logic: string, hrefs: readonly string[] = [], type?: string): string => `<decision id="${name}" name="${name}"><variable name="${name}"${type === undefined ? '' : ` typeRef="${type}"`}/>${needs(hrefs)}${logic.replaceAll(/id="(table|[ir]\d+)"/g, `id="${name}-$1"`)}</decision>`;
const knows = (name: string, parameters: readonly string[], logic: string): string =>
  `<businessKnowledgeModel id="${name}" name="${name}"><variable name="${name}"/><encapsulatedLogic>${parameters.map((one) => `<formalParameter name="${one}"/>`).join('')}${logic}</encapsulatedLogic></businessKnowledgeModel>`;

const greeting = file('urn:greeting', `<itemDefinition id="t" name="tGuest"><itemComponent id="t1" name="first"><typeRef>string</typeRef></itemComponent><itemComponent id="t2" name="years"><typeRef>number</typeRef></itemComponent></itemDefinition>${knows('Greet', ['guest'], textXml('"Good day " + guest.first'))}`);
const greets = file('urn:a', `${imports('far', 'urn:greeting')}${input('guest', 'far.tGuest')}${decides('d', `<context><contextEntry><variable name="plain"/>${textXml('far.Greet(guest)')}</contextEntry><contextEntry>${tableXml('hitPolicy="UNIQUE"', ['guest.years || x', '<= 30 || plain', '> 30 || "Esteemed: " + plain'])}</contextEntry></context>`, ['#guest', '?urn:greeting#Greet'])}`);

/** A file in the middle of a chain: what it says is what the next one says, behind its own name. */
const chained = (name: string, namespace: string, next?: readonly [namespace: string, at: string]): string =>
  file(namespace, next === undefined ? decides('said', textXml(`"${name}"`)) : `${imports('i', next[0], next[1])}${decides('said', textXml(`"${name} > " + i.said`), [`!${next[0]}#said`])}`);

const person = file('urn:person', `${input('who')}${decides('hello', textXml('"hello " + who'), ['#who'])}`);
const between = (name: string): string => file(`urn:${name}`, `${imports('p', 'urn:person')}${decides('says', textXml(`"${name}: " + p.hello`), ['!urn:person#hello'])}`);

/** The lending example that comes with the standard (chapter 11), its figures in tables of our own, with what a loan costs a month in a file of its own. */
const costs = file('urn:costs', knows('Monthly', ['rate', 'months', 'amount'], textXml('(amount * rate / 12) / (1 - (1 + rate / 12) ** -months)')));
const lending = file('urn:lending', [
  imports('costs', 'urn:costs'), input('who'), input('loan'), input('bureau'), '<decision id="Adjudication" name="Adjudication"><variable name="Adjudication"/></decision>',
  decides('score', tableXml('hitPolicy="COLLECT" aggregation="SUM"', [
    'who.age | who.status | who.work || x', '[18..21] | - | - || 32', '[22..25] | - | - || 35', '[26..35] | - | - || 40', '[36..49] | - | - || 43', '>= 50 | - | - || 48',
    '- | "S" | - || 25', '- | "M" | - || 45', '- | - | "UNEMPLOYED" || 15', '- | - | "STUDENT" || 18', '- | - | "EMPLOYED" || 45', '- | - | "SELF-EMPLOYED" || 36',
  ]), ['#who']),
  decides('risk', tableXml('hitPolicy="UNIQUE"', [
    'who.known | score || x', 'false | < 100 || "HIGH"', 'false | [100..120) || "MEDIUM"', 'false | [120..130] || "LOW"', 'false | > 130 || "VERY LOW"',
    'true | < 80 || "DECLINE"', 'true | [80..90) || "HIGH"', 'true | [90..110] || "MEDIUM"', 'true | > 110 || "LOW"',
  ]), ['#who', '!#score']),
  decides('call', tableXml('hitPolicy="UNIQUE"', ['risk || x', '"HIGH", "MEDIUM" || "FULL"', '"LOW" || "MINI"', '"VERY LOW", "DECLINE" || "NONE"']), ['!#risk']),
  decides('bearable', textXml('(who.income - who.repays - who.spends) * (if list contains(["HIGH", "DECLINE"], risk) then 0.6 else if risk = "MEDIUM" then 0.7 else 0.8) > costs.Monthly(loan.rate, loan.months, loan.amount) + 20'), ['#who', '#loan', '!#risk', '?urn:costs#Monthly']),
  decides('eligible', tableXml('hitPolicy="FIRST"', ['risk | bearable | who.age || x', '"DECLINE" | - | - || false', '- | false | - || false', '- | - | < 18 || false', '- | - | - || true']), ['!#risk', '!#bearable', '#who']),
  decides('strategy', tableXml('hitPolicy="UNIQUE"', ['eligible | call || x', 'false | - || "DECLINE"', 'true | "FULL", "MINI" || "BUREAU"', 'true | "NONE" || "THROUGH"']), ['!#eligible', '!#call']),
  decides('route', tableXml('hitPolicy="FIRST"', ['bearable | bureau.bankrupt | bureau.score || x', 'false | - | - || "DECLINE"', '- | true | - || "DECLINE"', '- | - | < 580 || "REFER"', '- | - | - || "ACCEPT"']), ['!#bearable', '#bureau']),
].join(''));
const applies = { who: { age: 51, status: 'M', work: 'EMPLOYED', known: false, income: 100_000, repays: 2500, spends: 10_000 }, loan: { rate: 0.08, months: 36, amount: 100_000 }, bureau: { bankrupt: false, score: 600 } };
const lent: readonly (readonly [decision: string, says: string])[] = [['strategy', '"THROUGH"'], ['route', '"ACCEPT"'], ['score', '138'], ['risk', '"VERY LOW"'], ['call', '"NONE"'], ['eligible', 'true'], ['bearable', 'true'], ['Adjudication', 'null']];

/** Suites on files that import others. */
export const importing: readonly ConformanceCase[] = [
  {
    suite: '0086-import', xml: greets, others: { 'greeting.dmn': greeting },
    asked: [[{ first: 'Jo', years: 30 }, '"Good day Jo"'], [{ first: 'Jo', years: 31 }, '"Esteemed: Good day Jo"']].map(([guest, says]) => ({ decision: 'd', inputs: { guest }, says: String(says) })),
  },
  {
    suite: '0086-import', xml: chained('0', 'urn:x', ['urn:y', 'two/1.dmn']), asked: [{ decision: 'said', inputs: {}, says: '"0 > 1 > 2 > 3"' }],
    others: { 'two/1.dmn': chained('1', 'urn:y', ['urn:x', '2.dmn']), 'two/2.dmn': chained('2', 'urn:x', ['urn:y', '3.dmn']), 'two/3.dmn': chained('3', 'urn:y') },
  },
  { suite: '0087-chapter-11-example', xml: lending, others: { 'costs.dmn': costs }, asked: lent.map(([decision, says]) => ({ decision, inputs: applies, says })) },
  {
    suite: '0089-nested-inputdata-imports', others: { 'b.dmn': between('b'), 'c.dmn': between('c'), 'person.dmn': person }, asked: [{ decision: 'd', inputs: { who: 'Jo' }, says: '"b: hello Jo; c: hello Jo"' }],
    xml: file('urn:a', `${imports('The B', 'urn:b').replace('im-The B', 'im-b')}${imports('c', 'urn:c')}${decides('d', textXml('The B.says + "; " + c.says'), ['!urn:b#says', '!urn:c#says'])}`),
  },
];
