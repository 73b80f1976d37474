import { batonNamespace } from './baton-moddle.ts';
import type { Defects } from './defects.ts';
import { quoted } from './defects.ts';

/** Namespaces whose attributes and elements are understood, by the prefix that the reader gives them. */
export const understoodNamespaces: Readonly<Record<string, string>> = {
  'http://camunda.org/schema/1.0/bpmn': 'camunda',
  'http://activiti.org/bpmn': 'camunda',
  'http://flowable.org/bpmn': 'camunda',
  'http://camunda.org/schema/zeebe/1.0': 'zeebe',
  'http://www.jboss.org/drools': 'drools',
  'http://www.jboss.org/drools/flow/gpd': 'drools-gpd',
};

/** Whether an element, as `{uri}name`, is of a namespace that the reader looks into. */
export const isUnderstood = (name: string): boolean => {
  const uri = name.slice(1, name.indexOf('}'));
  return uri === batonNamespace || Object.hasOwn(understoodNamespaces, uri);
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

/** Judges an attribute or extension element, as `{uri}name`, of an element `id`: what other engines would carry out and this one cannot. */
export function judgeForeign(name: string, value: string, id: string, defects: Defects): void {
  const end = name.indexOf('}');
  const uri = name.slice(1, end);
  const prefix = Object.hasOwn(understoodNamespaces, uri) ? understoodNamespaces[uri] : undefined;
  if (prefix === undefined) return;
  const known = `${prefix}:${name.slice(end + 1)}`;
  const params = { name: known.replace(/^camunda:/, ''), value: quoted(value) };
  if (code.has(known) || (known === 'camunda:type' && value !== 'external')) defects.error('bpmn_foreign_code', id, params);
  else if (unmet.has(known) && value !== 'singleEntry') defects.warn('bpmn_not_carried_out', id, params);
}
