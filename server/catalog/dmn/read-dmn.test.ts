import { describe, expect, it } from 'vitest';
import { compileModel } from '../../../shared/decision/dmn/compile-model.ts';
import { decide } from '../../../shared/decision/dmn/decide.ts';
import { readDmn } from './read-dmn.ts';
import { decisionXml, fileOf, inputXml, tableXml, textXml } from './testing/small-file.ts';

/** The answer of decision `d`; what failed by its code, what was refused by `code element`. */
async function said(xml: string, inputs: Readonly<Record<string, unknown>> = {}, name = 'd'): Promise<unknown> {
  const reading = await readDmn(xml);
  if (!reading.ok) return reading.defects.map(({ code, element }) => `${code} ${element}`);
  const model = compileModel(reading.model);
  if (!model.ok) return model.defects.map(({ code, element }) => `${code} ${element}`);
  const made = decide(model, name, inputs);
  return made.ok ? made.value : made.code;
}

describe('a file of decisions', () => {
  it.each(['20191111', '20211108', '20230324'])('is read in the DMN of %s', async (year) => {
    const xml = fileOf(inputXml('Monthly income', 'number') + decisionXml('d', textXml('Monthly income * 12'), ['Monthly_income']), year);
    expect(await said(xml, { 'Monthly income': 10.1 })).toBe(121.2);
  });

  it('is read with prefixes, drawings and extensions of other tools', async () => {
    const xml = `<dmn:definitions xmlns:dmn="https://www.omg.org/spec/DMN/20211108/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20211108/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="f" name="f" namespace="n">
      <dmn:decision id="d" name="d" camunda:historyTimeToLive="5"><dmn:extensionElements><camunda:x><camunda:y/></camunda:x></dmn:extensionElements><dmn:literalExpression><dmn:text>1 &lt; 2</dmn:text></dmn:literalExpression></dmn:decision>
      <dmndi:DMNDI><dmndi:DMNDiagram><dmndi:DMNShape id="s" dmnElementRef="d"><dc:Bounds height="80" width="180" x="1" y="1"/></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI></dmn:definitions>`;
    expect(await said(xml)).toBe(true);
  });

  it('has tables with their policies, orders and defaults', async () => {
    const lines = ['a || x', '> 1 || "accept"', '> 2 || "refer"'];
    const outputs = '<output id="o" name="x" typeRef="string"><outputValues><text>"refer","accept"</text></outputValues><defaultOutputEntry><text>"accept"</text></defaultOutputEntry></output>';
    const xml = fileOf(inputXml('a', 'number') + decisionXml('d', tableXml('hitPolicy="OUTPUT ORDER"', lines, outputs), ['a']));
    expect([await said(xml, { a: 3 }), await said(xml, { a: 0 })]).toEqual([['refer', 'accept'], 'accept']);
    const sum = fileOf(inputXml('a') + decisionXml('d', tableXml('hitPolicy="COLLECT" aggregation="SUM"', ['a || x', '- || 1', '- || a']), ['a']));
    expect(await said(sum, { a: 0.2 })).toBe(1.2);
  });

  it('has types, knowledge and services', async () => {
    const body = `<itemDefinition name="tRate"><typeRef>number</typeRef><allowedValues><text>[0..1]</text></allowedValues></itemDefinition>
      <itemDefinition name="tLoan"><itemComponent name="sum of money"><typeRef>number</typeRef></itemComponent><itemComponent name="rate"><typeRef>tRate</typeRef></itemComponent></itemDefinition>
      <itemDefinition name="tLoans" isCollection="true"><typeRef>tLoan</typeRef></itemDefinition>
      ${inputXml('loans', 'tLoans')}
      <businessKnowledgeModel id="k" name="Interest of"><encapsulatedLogic><formalParameter name="loan" typeRef="tLoan"/>${textXml('loan.sum of money * loan.rate')}</encapsulatedLogic></businessKnowledgeModel>
      ${decisionXml('All interest', textXml('sum(for one in loans return Interest of(one))'), ['loans', '?k'], 'number')}
      <decisionService id="s" name="Interest service"><variable name="Interest service"/><outputDecision href="#All_interest"/><inputData href="urn:file#loans"/></decisionService>
      ${decisionXml('d', textXml('Interest service([{sum of money: 100, rate: 0.1}])'), ['?s'])}`;
    expect([await said(fileOf(body)), await said(fileOf(body), { loans: { 'sum of money': 3, rate: 0.5 } }, 's'), await said(fileOf(body), { loans: { 'sum of money': 3, rate: 1.5 } }, 's')]).toEqual([10, 1.5, 'decision_type']);
  });

  it('has every boxed expression', async () => {
    const logic = `<context>
      <contextEntry><variable name="rows"/><relation><column name="n"/><column name="s"/><row>${textXml('1')}${textXml('"a"')}</row><row>${textXml('2')}${textXml('"b"')}</row></relation></contextEntry>
      <contextEntry><variable name="twice"/><functionDefinition><formalParameter name="x" typeRef="number"/>${textXml('x * 2')}</functionDefinition></contextEntry>
      <contextEntry><variable name="kept"/><filter><in>${textXml('rows')}</in><match>${textXml('n > 1')}</match></filter></contextEntry>
      <contextEntry><variable name="all"/><for iteratorVariable="row"><in>${textXml('rows')}</in><return><invocation>${textXml('twice')}<binding><parameter name="x"/>${textXml('row.n')}</binding></invocation></return></for></contextEntry>
      <contextEntry><variable name="any"/><some iteratorVariable="row"><in>${textXml('rows')}</in><satisfies>${textXml('row.n = 2')}</satisfies></some></contextEntry>
      <contextEntry><variable name="each"/><every iteratorVariable="row"><in>${textXml('rows')}</in><satisfies>${textXml('row.n = 2')}</satisfies></every></contextEntry>
      <contextEntry><variable name="which"/><conditional><if>${textXml('any')}</if><then>${textXml('"yes"')}</then><else>${textXml('"no"')}</else></conditional></contextEntry>
      <contextEntry><list>${textXml('kept.s')}${textXml('all')}${textXml('any')}${textXml('each')}${textXml('which')}</list></contextEntry></context>`;
    expect(await said(fileOf(decisionXml('d', logic), '20230324'))).toEqual([['b'], [2, 4], true, false, 'yes']);
  });
});

describe('what is wrong with a file is told with its element, all at once', () => {
  const good = decisionXml('d', textXml('1'));
  it.each([
    ['', ['bpmn_xml_broken ']], ['<definitions', ['bpmn_xml_broken ']], ['<a/>', ['dmn_not_dmn ']], [fileOf(good, '20151101'), ['dmn_not_dmn ']],
    [`<!DOCTYPE x [<!ENTITY a "b">]>${fileOf(good).slice(38)}`, ['bpmn_doctype ']], [fileOf(`${'<list>'.repeat(80)}${'</list>'.repeat(80)}`), ['bpmn_too_deep ']],
    [fileOf(`<!-- ${'x'.repeat(2_000_001)} -->`), ['bpmn_too_large ']],
    [fileOf(`${good}<decision id="e" name="e"/>${inputXml('d')}<import name="x" namespace="y" importType="z"/>`), ['dmn_name_twice d', 'dmn_not_carried_out file']],
    [fileOf(`${decisionXml('d', '<literalExpression id="l" expressionLanguage="groovy"><text>1</text></literalExpression>')}<businessKnowledgeModel id="k" name="k"><encapsulatedLogic id="f" kind="Java"/></businessKnowledgeModel>`), ['dmn_not_carried_out l', 'dmn_not_carried_out f']],
    [fileOf(decisionXml('d', textXml('1'), ['urn:elsewhere#x', '!e', 'f'])), ['dmn_reference_missing d']],
    [fileOf(decisionXml('d', '<pivot id="p"/>')), ['dmn_element_unknown ']],
    [fileOf(decisionXml('a', textXml('b +'), ['!b']) + decisionXml('b', tableXml('hitPolicy="UNIQUE"', ['a || x', 'a > || c']), ['!a'])), ['dmn_circle a', 'dmn_circle b']],
    [fileOf(inputXml('a', 'tNone') + decisionXml('d', tableXml('hitPolicy="EACH"', ['a || x', '1 || 1']), ['a'])), ['dmn_table table']],
  ])('%#', async (xml, expected) => {
    expect(await said(xml)).toEqual(expected);
  });
});
