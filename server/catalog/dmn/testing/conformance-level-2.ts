import type { ConformanceCase } from './conformance-case.ts';
import { askedCase, literalCases } from './conformance-case.ts';
import { decisionXml, inputXml, tableXml, textXml } from './small-file.ts';

const INPUTS = [['age', 'number'], ['risk', 'string'], ['fits', 'boolean']] as const;
const needs = INPUTS.map(([name, type]) => inputXml(name, type)).join('');
const table = (attributes: string, lines: readonly string[], outputs = ''): string => needs + decisionXml('d', tableXml(attributes, lines, outputs), INPUTS.map(([name]) => name));
const ordered = (name: string, values: string): string => `<output name="${name}"><outputValues><text>${values}</text></outputValues></output>`;
const given = (age: number, risk: string, fits = true) => ({ age, risk, fits });
/** Three rules of which an old customer with a low risk meets all. */
const THREE = ['age | risk | fits || says', '>= 18 | - | - || "maybe"', '>= 18 | "low" | - || "yes"', '>= 60 | - | true || "no"'] as const;
const NUMBERS = ['age | risk | fits || points', '>= 18 | - | - || 5', '>= 18 | "low" | - || 20', '>= 60 | - | true || 10'] as const;
const TWO = ['age | risk | fits || says | rate', '>= 18 | "low" | true || "yes" | "best"', '>= 18 | "middle" | true || "yes" | "usual"', '>= 18 | "high" | - || "no" | "usual"', '< 18 | - | - || "no" | "usual"'] as const;
const OLD = given(70, 'low');

export const level2: readonly ConformanceCase[] = [
  askedCase('0001-input-data-string', inputXml('Full Name', 'string') + decisionXml('d', textXml('"Good day " + Full Name'), ['Full_Name'], 'string'), [[{ 'Full Name': 'A B' }, '"Good day A B"'], [{}, 'null']]),
  askedCase('0002-input-data-number', inputXml('Monthly Pay', 'number') + decisionXml('d', textXml('12 * Monthly Pay'), ['Monthly_Pay'], 'number'), [[{ 'Monthly Pay': 2500.5 }, '30006'], [{ 'Monthly Pay': 'x' }, 'null']]),
  askedCase('0003-input-data-string-allowed-values', `<itemDefinition name="tState"><typeRef>string</typeRef><allowedValues><text>"open", "closed"</text></allowedValues></itemDefinition>${inputXml('state', 'tState')}${decisionXml('d', textXml('"It is " + state'), ['state'], 'string')}`, [[{ state: 'open' }, '"It is open"'], [{ state: 'lost' }, 'null']]),
  askedCase('0004-simpletable-U', table('hitPolicy="UNIQUE"', ['age | risk | fits || says', '>= 18 | "low", "middle" | true || "yes"', '< 18 | "low", "middle" | true || "no"', '- | "high" | - || "no"', '- | - | false || "no"']), [[given(20, 'middle'), '"yes"'], [given(17, 'low'), '"no"'], [given(30, 'high'), '"no"'], [given(30, 'high', false), 'null']]),
  askedCase('0005-simpletable-A', table('hitPolicy="ANY"', ['age | risk | fits || says', '>= 18 | "low" | true || "yes"', '< 18 | - | - || "no"', '- | "high" | - || "no"', '- | - | false || "no"']), [[given(17, 'high', false), '"no"'], [given(20, 'low'), '"yes"']]),
  askedCase('0006-simpletable-P1', table('hitPolicy="PRIORITY"', THREE, ordered('says', '"yes", "no", "maybe"')), [[OLD, '"yes"'], [given(70, 'high'), '"no"']]),
  askedCase('0007-simpletable-P2', table('hitPolicy="PRIORITY"', THREE, ordered('says', '"maybe", "no", "yes"')), [[OLD, '"maybe"'], [given(17, 'low'), 'null']]),
  askedCase('0008-LX-arithmetic', `${inputXml('sum', 'number')}${inputXml('rate', 'number')}${inputXml('term', 'number')}${decisionXml('d', textXml('decimal((sum * rate / 12) / (1 - (1 + rate / 12) ** -term), 10)'), ['sum', 'rate', 'term'], 'number')}`, [[{ sum: 1000, rate: 0.12, term: 2 }, '507.5124378109'], [{ sum: 1000, rate: 0, term: 2 }, 'null']]),
  askedCase('0009-invocation-arithmetic', `<businessKnowledgeModel id="k" name="Monthly sum"><encapsulatedLogic><formalParameter name="a" typeRef="number"/><formalParameter name="the rate" typeRef="number"/>${textXml('a * the rate / 12')}</encapsulatedLogic></businessKnowledgeModel>${inputXml('sum', 'number')}${decisionXml('d', `<invocation>${textXml('Monthly sum')}<binding><parameter name="the rate"/>${textXml('0.06')}</binding><binding><parameter name="a"/>${textXml('sum')}</binding></invocation>`, ['sum', '?k'], 'number')}`, [[{ sum: 1000 }, '5']]),
  askedCase('0010-multi-output-U', table('hitPolicy="UNIQUE"', TWO), [[given(20, 'middle'), '{says: "yes", rate: "usual"}'], [given(9, 'x'), '{says: "no", rate: "usual"}']]),
  literalCases('0100-feel-constants', [['"a text"', '"a text"'], ['25', '25'], ['1.50', '1.5'], ['true', 'true']]),
  literalCases('0101-feel-constants', [['.872', '0.872'], ['-.872', '-0.872'], ['50', '50'], ['-50', '-50'], ['125.4321987654', '125.4321987654'], ['false', 'false']]),
  literalCases('0102-feel-constants', [['"two words"', '"two words"'], ['"§&amp;"', '"§&amp;"'], ['"$%"', '"$%"'], ['"\\u0041"', '"A"'], ['"横綱"', '"横綱"'], ['"\uD83D\uDC0E"', '"\uD83D\uDC0E"']]),
  literalCases('0105-feel-math', [['10+5', '15'], ['-10-5', '-15'], ['(-10)+(-5)', '-15'], ['10*5', '50'], ['-10*-5', '50'], ['10/5', '2'], ['10/0', 'null'], ['10 ** 5', '100000'], ['10 ** -5', '0.00001'], ['5+2**5', '37'], ['5+2**5+3', '40'], ['5+2**5+2**5*7', '261'], ['10+null', 'null'], ['null*10', 'null'], ['null/null', 'null'], ['10/null', 'null'], ['(5 + 1) / 2', '3'], ['1.5 * 5', '7.5']]),
  literalCases('0106-feel-ternary-logic', [['true and true', 'true'], ['true and false', 'false'], ['true and null', 'null'], ['false and null', 'false'], ['null and null', 'null'], ['true or null', 'true'], ['false or null', 'null'], ['null or null', 'null'], ['"x" and true', 'null'], ['false or "x"', 'null']]),
  literalCases('0107-feel-ternary-logic-not', [['not(true)', 'false'], ['not(false)', 'true'], ['not(null)', 'null'], ['not("x")', 'null']]),
  askedCase('0108-first-hitpolicy', table('hitPolicy="FIRST"', TWO), [[given(20, 'low'), '{says: "yes", rate: "best"}'], [given(9, 'low'), '{says: "no", rate: "usual"}']]),
  askedCase('0109-ruleOrder-hitpolicy', table('hitPolicy="RULE ORDER"', ['age | risk | fits || says | n', '>= 18 | - | - || "a" | 1', '>= 60 | - | - || "b" | 2']), [[OLD, '[{says: "a", n: 1}, {says: "b", n: 2}]'], [given(9, 'x'), '[]']]),
  askedCase('0110-outputOrder-hitpolicy', table('hitPolicy="OUTPUT ORDER"', ['age | risk | fits || says | n', '>= 18 | - | - || "a" | 1', '>= 60 | - | - || "b" | 2', '>= 18 | - | - || "b" | 1'], ordered('says', '"b", "a"') + ordered('n', '1, 2')), [[OLD, '[{says: "b", n: 1}, {says: "b", n: 2}, {says: "a", n: 1}]']]),
  askedCase('0111-first-hitpolicy-singleoutputcol', table('hitPolicy="FIRST"', THREE), [[OLD, '"maybe"'], [given(9, 'x'), 'null']]),
  askedCase('0112-ruleOrder-hitpolicy-singleinoutcol', table('hitPolicy="RULE ORDER"', THREE), [[OLD, '["maybe", "yes", "no"]']]),
  askedCase('0113-outputOrder-hitpolicy-singleinoutcol', table('hitPolicy="OUTPUT ORDER"', THREE, ordered('says', '"yes", "no", "maybe"')), [[OLD, '["yes", "no", "maybe"]']]),
  askedCase('0114-min-collect-hitpolicy', table('hitPolicy="COLLECT" aggregation="MIN"', NUMBERS), [[OLD, '5'], [given(9, 'x'), 'null']]),
  askedCase('0115-sum-collect-hitpolicy', table('hitPolicy="COLLECT" aggregation="SUM"', NUMBERS), [[OLD, '35'], [given(70, 'high'), '15']]),
  askedCase('0116-count-collect-hitpolicy', table('hitPolicy="COLLECT" aggregation="COUNT"', NUMBERS), [[OLD, '3'], [given(20, 'x', false), '1']]),
  askedCase('0117-multi-any-hitpolicy', table('hitPolicy="ANY"', ['age | risk | fits || says | rate', '>= 18 | - | - || "yes" | 1', '- | "low" | - || "yes" | 1', '< 18 | "high" | - || "no" | 2']), [[OLD, '{says: "yes", rate: 1}'], [given(9, 'high'), '{says: "no", rate: 2}']]),
  askedCase('0118-multi-priority-hitpolicy', table('hitPolicy="PRIORITY"', ['age | risk | fits || says | rate', '>= 18 | - | - || "yes" | "usual"', '- | "low" | - || "yes" | "best"', '>= 60 | - | - || "no" | "best"'], ordered('says', '"yes", "no"') + ordered('rate', '"best", "usual"')), [[OLD, '{says: "yes", rate: "best"}'], [given(70, 'high'), '{says: "yes", rate: "usual"}']]),
  askedCase('0119-multi-collect-hitpolicy', table('hitPolicy="COLLECT"', ['age | risk | fits || says | n', '>= 18 | - | - || "a" | 1', '>= 60 | - | - || "b" | 2']), [[OLD, '[{says: "a", n: 1}, {says: "b", n: 2}]']]),
];
