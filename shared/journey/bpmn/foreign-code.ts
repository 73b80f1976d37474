import type { Defects } from './defects.ts';
import { quoted } from './defects.ts';
import type { Element } from './tree.ts';
import { idOf } from './tree.ts';

/** Namespaces whose attributes and elements are understood, by the prefix that the reader gives them. */
export const understoodNamespaces: Readonly<Record<string, string>> = {
  'http://camunda.org/schema/1.0/bpmn': 'camunda',
  'http://activiti.org/bpmn': 'camunda',
  'http://flowable.org/bpmn': 'camunda',
  'http://camunda.org/schema/zeebe/1.0': 'zeebe',
  'http://www.jboss.org/drools': 'drools',
  'http://www.jboss.org/drools/flow/gpd': 'drools-gpd',
};

/** Attributes and elements that would run code of another engine: refused, for they would silently do nothing. */
const code = new Set([
  'camunda:class', 'camunda:delegateExpression', 'camunda:expression', 'camunda:formHandlerClass', 'camunda:variableMappingClass',
  'camunda:variableMappingDelegateExpression', 'camunda:caseRef', 'camunda:resource', 'camunda:executionListener', 'camunda:taskListener',
  'camunda:connector', 'camunda:errorEventDefinition', 'camunda:script', 'camunda:eventListener', 'camunda:skipExpression', 'camunda:field',
  'zeebe:executionListeners', 'zeebe:taskListeners', 'zeebe:linkedResources',
  'drools:onEntry-script', 'drools:onExit-script',
]);

/** What another engine would do and this one does not: the model stays a draft until it is taken out. */
const unmet = new Set([
  'camunda:candidateUsers', 'camunda:initiator', 'camunda:formData', 'camunda:formProperty', 'camunda:mapDecisionResult',
  'zeebe:adHoc', 'drools:ruleFlowGroup',
]);

/** Finds, anywhere in the file, what other engines would carry out and this one cannot. */
export function findForeignCode(element: Element, defects: Defects): void {
  const isGeneric = element.$descriptor.isGeneric === true;
  if (isGeneric) judge(element.$type, element);
  for (const [name, value] of Object.entries(isGeneric ? {} : (element.$attrs ?? {}))) judge(name, element, value);
  // References are not enumerable, so this goes down the tree only.
  for (const value of Object.values(element)) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof child === 'object' && child !== null && '$type' in child) findForeignCode(child as Element, defects);
    }
  }

  function judge(name: string, at: Element, value = ''): void {
    const params = { name: name.replace(/^camunda:/, ''), value: quoted(value) };
    if (code.has(name) || (name === 'camunda:type' && value !== 'external')) defects.error('bpmn_foreign_code', idOf(at), params);
    else if (unmet.has(name) && value !== 'singleEntry') defects.warn('bpmn_not_carried_out', idOf(at), params);
  }
}
