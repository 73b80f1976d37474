import { describe, expect, it } from 'vitest';
import { compileModel } from '../../../shared/decision/dmn/compile-model.ts';
import { evaluate } from '../../../shared/decision/dmn/decide.ts';
import type { DmnDefect } from '../../../shared/decision/dmn/defects.ts';
import type { DmnModel } from '../../../shared/decision/dmn/model.ts';
import { feelText } from '../../../shared/decision/feel/text-of.ts';
import { findImported } from '../decisions.ts';
import { readDmn } from './read-dmn.ts';
import { inputXml, textXml } from './testing/small-file.ts';

const year = 'https://www.omg.org/spec/DMN/20230324/MODEL/';
const importXml = (name: string, namespace: string, location?: string): string => `<import id="import-${name.replaceAll(' ', '')}" name="${name}" namespace="${namespace}" importType="${year}"${location === undefined ? '' : ` locationURI="${location}"`}/>`;
const file = (namespace: string, body: string): string => `<definitions xmlns="${year}" id="file" name="File" namespace="${namespace}">${body}</definitions>`;
const needs = (kind: 'Decision' | 'Input' | 'Knowledge', href: string): string => (kind === 'Knowledge' ? `<knowledgeRequirement><requiredKnowledge href="${href}"/></knowledgeRequirement>` : `<informationRequirement><required${kind} href="${href}"/></informationRequirement>`);
const decides = (name: string, text: string, required = '', type = ''): string => `<decision id="${name}" name="${name}"><variable name="${name}"${type === '' ? '' : ` typeRef="${type}"`}/>${required}${textXml(text)}</decision>`;
const knows = (name: string, parameters: readonly string[], text: string, required = ''): string =>
  `<businessKnowledgeModel id="${name}" name="${name}"><variable name="${name}"/><encapsulatedLogic>${parameters.map((one) => `<formalParameter name="${one}"/>`).join('')}${textXml(text)}</encapsulatedLogic>${required}</businessKnowledgeModel>`;

type Files = Readonly<Record<string, string>>;

async function compiled(files: Files): Promise<ReturnType<typeof compileModel>> {
  const read = new Map<string, DmnModel>();
  for (const [path, xml] of Object.entries(files)) {
    const reading = await readDmn(xml);
    if (!reading.ok) return reading;
    read.set(path, reading.model);
  }
  const [[first, model] = ['', undefined]] = [...read];
  return compileModel(model as DmnModel, findImported(read, first));
}

/** What the first file says to its decisions, as FEEL writes it; its first defect where it has any. */
async function said(files: Files, asked: readonly string[], inputs: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  const model = await compiled(files);
  if (!model.ok) return model.defects[0] satisfies DmnDefect | undefined;
  return asked.map((decision) => {
    const evaluation = evaluate(model, decision, inputs);
    if (!evaluation.ok) return evaluation.code;
    const { value } = evaluation;
    if (value === null) return 'null';
    return typeof value === 'string' ? JSON.stringify(value) : feelText(value as Parameters<typeof feelText>[0], { left: 1_000_000, calls: 0, depth: 0, input: null, now: null });
  });
}

const rates = file('urn:rates', `
  <itemDefinition id="t" name="tCodes" isCollection="true"><typeRef>string</typeRef></itemDefinition>
  <itemDefinition id="p" name="tPerson"><itemComponent id="p1" name="full name"><typeRef>string</typeRef></itemComponent></itemDefinition>
  ${inputXml('income', 'number')}
  ${decides('base rate', '0.04')}
  ${decides('limit', 'income * 4', needs('Input', '#income'))}
  ${decides('mood', '"sunny"')}
  ${decides('greeting', '"on a " + mood + " day"', needs('Decision', '#mood'))}
  ${knows('twice', ['x'], 'x * 2')}
  <decisionService id="limits" name="limits"><variable name="limits"/><outputDecision href="#limit"/><inputData href="#income"/></decisionService>`.replaceAll('id="base rate"', 'id="base"'));
const using = (body: string, ...more: string[]): string => file('urn:first', importXml('r', 'urn:rates') + more.join('') + body);

describe('what another file of decisions has', () => {
  it('is spoken of by the name of its import: decisions, knowledge, services, input data', async () => {
    const first = using([
      decides('a', 'r.base rate * 100', needs('Decision', 'urn:rates#base')),
      decides('b', 'r.twice(21)', needs('Knowledge', 'urn:rates#twice')),
      decides('c', 'r.limits(1000)', needs('Knowledge', 'urn:rates#limits')),
      decides('d', 'r.income + r.limit', needs('Input', 'urn:rates#income') + needs('Decision', 'urn:rates#limit')),
      knows('thrice', ['y'], 'r.twice(y) + y', needs('Knowledge', 'urn:rates#twice')),
      decides('e', 'thrice(10)', needs('Knowledge', '#thrice')),
    ].join(''));
    expect(await said({ first, rates }, ['a', 'b', 'c', 'd', 'e'], { income: 500 })).toEqual(['4', '42', '4000', '2500', '30']);
  });

  it('can be part of a service here, under its name there; given by name, and by place', async () => {
    const service = '<decisionService id="s" name="s"><variable name="s"/><outputDecision href="urn:rates#greeting"/><inputDecision href="urn:rates#mood"/></decisionService>';
    const first = using(service + decides('a', 's("rainy")', needs('Knowledge', '#s')) + decides('b', 's(r.mood: "windy")', needs('Knowledge', '#s')));
    expect(await said({ first, rates }, ['a', 'b'])).toEqual(['"on a rainy day"', '"on a windy day"']);
  });

  it('gives types, for decisions and for types of this file', async () => {
    const types = '<itemDefinition id="own" name="own"><typeRef>r.tCodes</typeRef></itemDefinition>';
    const first = using(types + decides('a', '"x"', '', 'r.tCodes') + decides('b', '"x"', '', 'own') + decides('c', '3', '', 'own') + decides('d', '{full name: "Ada"}.full name', '') + decides('e', '["x"] instance of r.tCodes'));
    expect(await said({ first, rates }, ['a', 'b', 'c', 'd', 'e'])).toEqual(['["x"]', '["x"]', 'null', '"Ada"', 'true']);
  });

  it('is one, whichever way it is reached, and what it needs is asked for once', async () => {
    const person = file('urn:person', inputXml('name') + decides('hello', '"Hello, " + name', needs('Input', '#name')));
    const between = (of: string): string => file(`urn:${of}`, importXml('p', 'urn:person') + decides('said', `"${of}: " + p.hello`, needs('Decision', 'urn:person#hello')));
    const first = file('urn:first', importXml('Model B', 'urn:b') + importXml('B2', 'urn:b2') + decides('both', 'Model B.said + "; " + B2.said', needs('Decision', 'urn:b#said') + needs('Decision', 'urn:b2#said')));
    expect(await said({ first, b: between('b'), b2: between('b2'), person }, ['both'], { name: 'Jo' })).toEqual(['"b: Hello, Jo; b2: Hello, Jo"']);
  });

  it('keeps its own names, though this file has the same', async () => {
    const deeper = file('urn:deeper', decides('one', '"deep"'));
    const other = file('urn:other', importXml('i', 'urn:deeper') + decides('one', '"other, " + i.one', needs('Decision', 'urn:deeper#one')));
    const first = file('urn:first', importXml('i', 'urn:other') + decides('one', '"first, " + i.one', needs('Decision', 'urn:other#one')));
    expect(await said({ first, other, deeper }, ['one'])).toEqual(['"first, other, deep"']);
  });

  it('is found where it lies, whatever namespace it gives itself', async () => {
    const far = file('urn:named-otherwise', decides('one', '"far"'));
    const first = file('urn:first', importXml('i', 'urn:far', 'parts/far') + decides('a', 'i.one', needs('Decision', 'urn:far#one')));
    expect(await said({ 'here/first': first, 'here/parts/far': far }, ['a'])).toEqual(['"far"']);
  });

  it('counts as this file’s own where the import has no name, and so does what it has without one itself (DMN 1.5)', async () => {
    const last = file('urn:last', `<itemDefinition id="t" name="text"><typeRef>string</typeRef></itemDefinition>${inputXml('word')}${decides('one', '"last"')}${knows('same', [], '"known"')}`);
    const middle = file('urn:middle', importXml('', 'urn:last'));
    const first = file('urn:first', importXml('', 'urn:middle') + [
      decides('a', 'one', needs('Decision', '#one')), decides('b', 'same()', needs('Knowledge', '#same')), decides('c', 'word', needs('Input', '#word'), 'text'),
    ].join(''));
    expect(await said({ first, middle, last }, ['a', 'b', 'c'], { word: 'w' })).toEqual(['"last"', '"known"', '"w"']);
    expect(await said({ first, middle, last }, ['c'], { word: 7 })).toEqual(['null']);
  });
});

describe('an import is refused', () => {
  const asked = decides('a', '1');
  it('where its file is not there', async () => {
    expect(await said({ first: file('urn:first', importXml('r', 'urn:nobody') + asked) }, ['a'])).toEqual({ code: 'dmn_reference_missing', element: 'import-r', params: { target: 'urn:nobody' } });
  });

  it('where files import each other, or one itself', async () => {
    const other = file('urn:other', importXml('back', 'urn:first') + decides('b', '1'));
    expect(await said({ first: file('urn:first', importXml('r', 'urn:other') + asked), other }, ['a'])).toEqual({ code: 'dmn_circle', element: 'import-back', params: { name: 'back' } });
    expect(await said({ first: file('urn:first', importXml('me', 'urn:first') + asked) }, ['a'])).toEqual({ code: 'dmn_circle', element: 'import-me', params: { name: 'me' } });
  });

  it('where what is required of it is not in it', async () => {
    expect(await said({ first: using(decides('a', 'r.nothing', needs('Decision', 'urn:rates#nothing'))), rates }, ['a'])).toMatchObject({ code: 'dmn_reference_missing', element: 'a' });
    expect(await said({ first: using(decides('a', '1', needs('Decision', 'urn:elsewhere#x'))), rates }, ['a'])).toMatchObject({ code: 'dmn_reference_missing', params: { target: 'urn:elsewhere#x' } });
  });

  it('where an expression uses what it does not require', async () => {
    expect(await said({ first: using(decides('a', 'r.twice(1)')), rates }, ['a'])).toMatchObject({ code: 'dmn_feel_refused', element: 'a' });
  });

  it('where it is no file of decisions', async () => {
    expect(await said({ first: file('urn:first', `<import id="x" name="x" namespace="urn:x" importType="http://www.w3.org/2001/XMLSchema"/>${asked}`) }, ['a'])).toMatchObject({ code: 'dmn_not_carried_out', element: 'x' });
  });

  it('where one follows another for ever', async () => {
    const files = Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`f${String(i)}`, file(`urn:${String(i)}`, importXml('n', `urn:${String(i + 1)}`) + asked)]));
    expect(await said({ ...files, f70: file('urn:70', asked) }, ['a'])).toMatchObject({ code: 'bpmn_too_deep', element: 'import-n' });
  });
});
