import type { DmnDefects } from '../../../shared/decision/dmn/defects.ts';
import type { DmnImport, DmnModel, Expression, ItemDefinition, Variable } from '../../../shared/decision/dmn/model.ts';
import { idOf, languageOf, nameOf, partOf, partsOf, textOf, typeOf, type Part } from './parts.ts';
import { readExpression, readFunction, readVariable } from './read-expression.ts';
import { valuesOf } from './read-table.ts';

/** Everything of a file that can be asked or is needed for it. */
export function readDefinitions(root: Part, defects: DmnDefects): DmnModel {
  languageOf(root, 'expressionLanguage', defects);
  const namespace = textOf(root, 'namespace') ?? '';
  const imports = partsOf(root, 'import').flatMap((one) => readImport(one, defects));
  const elements = partsOf(root, 'drgElement');
  const of = (type: string): readonly Part[] => elements.filter(({ $type }) => $type === `dmn:${type}`);
  reportTwice([...of('Decision'), ...of('InputData'), ...of('BusinessKnowledgeModel'), ...of('DecisionService')], defects);
  reportTwice(partsOf(root, 'itemDefinition'), defects);

  const reference = (part: Part | undefined): readonly string[] => {
    const href = textOf(part, 'href')?.trim();
    if (part === undefined || href === undefined) return [];
    const at = href.lastIndexOf('#');
    const isHere = at <= 0 || href.slice(0, at) === namespace;
    if (isHere) return [href.slice(at + 1)];
    if (imports.some((one) => one.namespace === href.slice(0, at))) return [href];
    defects.add('dmn_reference_missing', idOf(part), { target: href.slice(0, 80) });
    return [];
  };
  const references = (part: Part, name: string): readonly string[] => partsOf(part, name).flatMap((one) => reference(one));
  const required = (part: Part): readonly string[] => [
    ...partsOf(part, 'informationRequirement').flatMap((one) => [...reference(partOf(one, 'requiredDecision')), ...reference(partOf(one, 'requiredInput'))]),
    ...partsOf(part, 'knowledgeRequirement').flatMap((one) => reference(partOf(one, 'requiredKnowledge'))),
  ];

  return {
    id: idOf(root), name: nameOf(root), namespace, imports,
    types: partsOf(root, 'itemDefinition').map((one) => readType(one, defects)),
    inputs: of('InputData').map((one) => ({ id: idOf(one), ...spoken(one) })),
    decisions: of('Decision').map((one) => ({ id: idOf(one), ...spoken(one), requires: required(one), logic: readLogic(one, defects) })),
    knowledge: of('BusinessKnowledgeModel').flatMap((one) => {
      const logic = partOf(one, 'encapsulatedLogic');
      if (logic === undefined) defects.add('dmn_logic_missing', idOf(one));
      return logic === undefined ? [] : [{ id: idOf(one), ...spoken(one), requires: required(one), logic: readFunction(logic, defects) }];
    }),
    services: of('DecisionService').map((one) => ({
      id: idOf(one), ...spoken(one), outputs: references(one, 'outputDecision'), encapsulated: references(one, 'encapsulatedDecision'),
      inputDecisions: references(one, 'inputDecision'), inputData: references(one, 'inputData'),
    })),
  };
}

/** Another file of decisions; types of XML and models of PMML are not carried out. */
function readImport(part: Part, defects: DmnDefects): DmnImport[] {
  const type = textOf(part, 'importType')?.trim() ?? '';
  if (!/\/spec\/DMN\/.*\/(MODEL\/|dmn\.xsd)$/.test(type)) {
    defects.add('dmn_not_carried_out', idOf(part), { what: `import ${type}`.slice(0, 80) });
    return [];
  }
  const location = textOf(part, 'locationURI')?.trim();
  return [{ id: idOf(part), name: nameOf(part), namespace: textOf(part, 'namespace')?.trim() ?? '', ...(location === undefined ? {} : { location }) }];
}

/** A decision that people make has no logic: asked, it is null, and so a failed decision with an owner. */
function readLogic(decision: Part, defects: DmnDefects): Expression {
  const logic = partOf(decision, 'decisionLogic');
  return logic === undefined ? { kind: 'literal', id: idOf(decision), text: '' } : readExpression(logic, decision, defects);
}

/** Its name, with the type of its variable. */
function spoken(part: Part): Variable {
  const variable = partOf(part, 'variable');
  return { name: nameOf(part), ...typeOf(variable) };
}

function readType(part: Part, defects: DmnDefects): ItemDefinition {
  const components = partsOf(part, 'itemComponent').map((one) => readType(one, defects));
  const of = partOf(part, 'functionItem');
  const constraint = textOf(partOf(part, 'typeConstraint'), 'text');
  const result = textOf(of, 'outputTypeRef')?.trim();
  return {
    id: idOf(part), name: nameOf(part), ...typeOf(part), ...valuesOf(part, 'allowedValues', defects),
    ...(part.get('isCollection') === true ? { isCollection: true } : {}),
    ...(components.length === 0 ? {} : { components }),
    ...(constraint === undefined ? {} : { typeConstraint: constraint }),
    ...(of === undefined ? {} : { function: { parameters: partsOf(of, 'parameters').map(readVariable), ...(result === undefined ? {} : { result }) } }),
  };
}

/** Names are how expressions speak of things, so each may be used once. */
function reportTwice(parts: readonly Part[], defects: DmnDefects): void {
  const names = new Set<string>();
  const ids = new Set<string>();
  for (const part of parts) {
    const [name, id] = [nameOf(part), idOf(part)];
    if (name === '' || names.has(name) || ids.has(id)) defects.add('dmn_name_twice', id, { name });
    names.add(name);
    if (part.id !== undefined) ids.add(id);
  }
}
