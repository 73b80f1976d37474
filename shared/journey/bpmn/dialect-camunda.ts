import type { MappingDefinition, WorkDefinition } from '../process.ts';
import type { Defects } from './defects.ts';
import { connectorOfType, dueClock, oneGroup } from './dialect-work.ts';
import { feelOf, feelOfParameter } from './expressions.ts';
import { given } from './given.ts';
import type { Extras } from './reading.ts';
import type { Element } from './tree.ts';
import { bodyOf, childrenOf, extensionsOf, foreign, idOf } from './tree.ts';

/** Attributes and extension elements of Camunda 7, Activiti and Flowable; what runs code is refused by `foreign-code.ts`. */
export function camundaExtras(element: Element, defects: Defects): Extras {
  if (extensionsOf(element).length === 0 && Object.keys(element.$attrs ?? {}).length === 0) return {};
  const id = idOf(element);
  const text = (name: string) => foreign(element, `camunda:${name}`) || undefined;
  const fixed = (name: string) => {
    const value = text(name);
    if (value === undefined || !/[#$]\{/.test(value)) return value;
    defects.error('bpmn_must_be_fixed', id, { attribute: `camunda:${name}` });
    return undefined;
  };
  const topic = text('type') === 'external' ? fixed('topic') : undefined;
  const parameters = extensionsOf(element, 'camunda:inputOutput')[0];
  const inputs = [...(parameters ? parametersOf(parameters, 'camunda:inputParameter', id, defects) : []), ...passed(element, 'camunda:in', id, defects)];
  const outputs = [...(parameters ? parametersOf(parameters, 'camunda:outputParameter', id, defects) : []), ...passed(element, 'camunda:out', id, defects)];
  const assignee = text('assignee');
  const work: WorkDefinition = {
    ...given('form', fixed('formRef') ?? fixed('formKey')),
    ...given('assignee', assignee === undefined ? undefined : feelOfParameter(assignee, id, defects)),
    ...given('clock', dueClock(text('dueDate'), id, defects)),
  };
  return {
    ...given('team', oneGroup(text('candidateGroups'), id, defects)),
    ...given('connector', topic === undefined ? undefined : connectorOfType(topic, retriesOf(element))),
    ...(inputs.length > 0 && { inputs }),
    ...(outputs.length > 0 && { outputs }),
    ...given('decision', fixed('decisionRef')),
    ...given('resultVariable', text('resultVariable')),
    ...(Object.keys(work).length > 0 && { work }),
  };
}

/** `R3/PT5M` of a failed job's retries. */
function retriesOf(element: Element): number | undefined {
  const cycle = extensionsOf(element, 'camunda:failedJobRetryTimeCycle')[0];
  const match = /^R(\d{1,2})\//.exec(bodyOf(cycle) ?? '');
  return match ? Number(match[1]) : undefined;
}

function parametersOf(parameters: Element, type: string, id: string, defects: Defects): MappingDefinition[] {
  const mappings: MappingDefinition[] = [];
  for (const one of childrenOf(parameters, type)) {
    const name = foreign(one, 'name');
    const from = valueOf(one, id, defects);
    if (name && from !== undefined) mappings.push({ from, to: name });
  }
  return mappings;
}

/** A parameter's value: text, or a list or map of such; undefined where one of them is defective. */
function valueOf(holder: Element, id: string, defects: Defects): string | undefined {
  const structure = holder.$children?.[0];
  if (!structure) {
    const text = bodyOf(holder);
    return text === undefined ? 'null' : feelOfParameter(text, id, defects);
  }
  if (structure.$type === 'camunda:list') {
    const items = (structure.$children ?? []).map((item) => valueOf(item, id, defects));
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  if (structure.$type === 'camunda:map') {
    const entries = childrenOf(structure, 'camunda:entry').map((entry) => [JSON.stringify(foreign(entry, 'key') ?? ''), valueOf(entry, id, defects)] as const);
    return entries.some(([, value]) => value === undefined) ? undefined : `{${entries.map(([key, value]) => `${key}: ${value}`).join(', ')}}`;
  }
  // A script: refused with the element elsewhere.
  return undefined;
}

/** `camunda:in` and `camunda:out` of call activities. Business keys need nothing: the case has its id. */
function passed(element: Element, type: 'camunda:in' | 'camunda:out', id: string, defects: Defects): MappingDefinition[] {
  const mappings: MappingDefinition[] = [];
  for (const one of extensionsOf(element, type)) {
    const target = foreign(one, 'target');
    if (foreign(one, 'variables') === 'all') defects.warn('bpmn_variables_all', id);
    const expression = foreign(one, 'sourceExpression');
    const source = foreign(one, 'source') ?? expression;
    if (!target || !source) continue;
    const from = feelOf(expression === undefined ? `=${source}` : source, id, defects);
    if (from !== undefined) mappings.push({ from, to: target });
  }
  return mappings;
}
