import type { MappingDefinition, WorkDefinition } from '../process.ts';
import type { Defects } from './defects.ts';
import { connectorOfType, dueClock, oneGroup } from './dialect-work.ts';
import { feelOf, feelOfParameter } from './expressions.ts';
import { given } from './given.ts';
import type { Extras } from './reading.ts';
import type { Element } from './tree.ts';
import { childrenOf, extensionsOf, foreign, idOf } from './tree.ts';

/** Extension elements of Camunda 8. */
export function zeebeExtras(element: Element, defects: Defects): Extras {
  if (extensionsOf(element).length === 0) return {};
  const id = idOf(element);
  const one = (type: string) => extensionsOf(element, `zeebe:${type}`)[0];
  const of = (type: string, name: string) => {
    const at = one(type);
    const text = at && foreign(at, name);
    return text === '' ? undefined : text;
  };
  /** An id or name that must be written out, for it is looked up when the model is deployed. */
  const fixed = (type: string, name: string) => {
    const text = of(type, name);
    if (!text?.startsWith('=')) return text;
    defects.error('bpmn_must_be_fixed', id, { attribute: `zeebe:${name}` });
    return undefined;
  };
  const type = fixed('taskDefinition', 'type');
  if (type !== undefined && /^io\.camunda[.:]/.test(type)) defects.error('bpmn_foreign_connector', id, { connector: type });
  const retries = of('taskDefinition', 'retries');
  const mapping = one('ioMapping');
  const inputs = mapping ? mappingsOf(mapping, 'zeebe:input', id, defects) : [];
  const outputs = mapping ? mappingsOf(mapping, 'zeebe:output', id, defects) : [];
  const key = of('subscription', 'correlationKey');
  const script = of('script', 'expression');
  const resultVariable = of('script', 'resultVariable') ?? of('calledDecision', 'resultVariable');
  if (isAllPassed(one('calledElement'), inputs.length > 0)) defects.warn('bpmn_variables_all', id);
  const group = oneGroup(of('assignmentDefinition', 'candidateGroups'), id, defects);
  const assignee = of('assignmentDefinition', 'assignee');
  const work: WorkDefinition = {
    ...given('form', fixed('formDefinition', 'formId') ?? fixed('formDefinition', 'formKey') ?? fixed('formDefinition', 'externalReference')),
    ...given('assignee', assignee === undefined ? undefined : feelOfParameter(assignee, id, defects)),
    ...given('clock', dueClock(of('taskSchedule', 'dueDate'), id, defects)),
  };
  return {
    ...given('team', group),
    ...given('connector', type === undefined ? undefined : connectorOfType(type, retries !== undefined && /^\d{1,2}$/.test(retries) ? Number(retries) : undefined)),
    ...(inputs.length > 0 && { inputs }),
    ...(outputs.length > 0 && { outputs }),
    ...given('decision', fixed('calledDecision', 'decisionId')),
    ...given('calls', fixed('calledElement', 'processId')),
    ...given('resultVariable', resultVariable),
    ...given('key', key === undefined ? undefined : feelOf(`=${key.replace(/^=/, '')}`, id, defects)),
    ...given('script', script === undefined ? undefined : feelOf(`=${script.replace(/^=/, '')}`, id, defects)),
    ...(Object.keys(work).length > 0 && { work }),
  };
}

/** Camunda 8 gives a called process every variable unless that is switched off; where inputs are mapped, those are meant. */
const isAllPassed = (called: Element | undefined, hasInputs: boolean): boolean =>
  called !== undefined && !hasInputs && foreign(called, 'propagateAllParentVariables') !== 'false';

function mappingsOf(mapping: Element, type: string, id: string, defects: Defects): MappingDefinition[] {
  const mappings: MappingDefinition[] = [];
  for (const one of childrenOf(mapping, type)) {
    const [source, target] = [foreign(one, 'source'), foreign(one, 'target')];
    const from = source === undefined || source === '' ? 'null' : feelOfParameter(source, id, defects);
    if (from !== undefined && target) mappings.push({ from, to: target });
  }
  return mappings;
}
