import type { EventDefinition, GatewayDefinition, MappingDefinition, NodeDefinition } from '../process.ts';
import { activityOf } from './activities.ts';
import { associationsOf } from './data.ts';
import { given } from './given.ts';
import { feelOfCondition } from './expressions.ts';
import { extrasOf } from './extras.ts';
import type { Extras, Lanes, Reading, Surrounding } from './reading.ts';
import { reportUnused } from './unused.ts';
import { triggersOf } from './triggers.ts';
import type { Element } from './tree.ts';
import { bodyOf, elementOf, elementsOf, foreign, idOf, isFalse, isTrue, textOf } from './tree.ts';

const gateways: Readonly<Record<string, GatewayDefinition['gateway']>> = {
  'bpmn:ExclusiveGateway': 'exclusive',
  'bpmn:ParallelGateway': 'parallel',
  'bpmn:InclusiveGateway': 'inclusive',
  'bpmn:ComplexGateway': 'complex',
  'bpmn:EventBasedGateway': 'event',
};

const places: Readonly<Record<string, EventDefinition['place']>> = {
  'bpmn:StartEvent': 'start',
  'bpmn:IntermediateCatchEvent': 'catch',
  'bpmn:IntermediateThrowEvent': 'throw',
  'bpmn:EndEvent': 'end',
  'bpmn:BoundaryEvent': 'boundary',
};

/** A flow node as the neutral model has it; undefined, with an error, for kinds that processes cannot have. */
export function nodeOf(element: Element, lanes: Lanes, around: Surrounding, reading: Reading): NodeDefinition | undefined {
  const extras = extrasOf(element, reading.defects);
  const lane = lanes.get(element);
  const base = {
    id: idOf(element),
    ...given('name', textOf(element, 'name')),
    ...given('lane', lane?.lane ?? around.lane),
    ...given('team', extras.team ?? lane?.team ?? around.team),
    ...given('stage', extras.stage ?? around.stage),
    ...given('documentation', bodyOf(elementsOf(element, 'documentation')[0])),
  };
  const gateway = gateways[element.$type];
  if (gateway !== undefined) reportUnused(extras, [], base.id, reading);
  if (gateway !== undefined) return { ...base, kind: 'gateway', gateway, ...gatewayOf(element, base.id, reading) };
  const place = places[element.$type];
  if (place !== undefined) return { ...base, kind: 'event', place, ...eventOf(element, place, base.id, extras, reading) };
  return activityOf(element, base, extras, reading);
}

function gatewayOf(element: Element, id: string, { defects }: Reading) {
  const isEvent = element.$type === 'bpmn:EventBasedGateway';
  return {
    ...given('defaultFlow', isEvent || element.$type === 'bpmn:ParallelGateway' ? undefined : elementOf(element, 'default')?.id),
    ...given('activation', element.$type === 'bpmn:ComplexGateway' ? feelOfCondition(elementOf(element, 'activationCondition'), id, defects) : undefined),
    isParallel: isEvent && textOf(element, 'eventGatewayType') === 'Parallel',
    instantiates: isEvent && isTrue(element, 'instantiate'),
  };
}

function eventOf(element: Element, place: EventDefinition['place'], id: string, extras: Extras, reading: Reading) {
  const isThrown = place === 'throw' || place === 'end';
  reportUnused(extras, [...(isThrown ? (['connector'] as const) : []), ...(place === 'end' ? (['outcome'] as const) : []), 'key', 'resultVariable'], id, reading);
  const definition = elementsOf(element, 'eventDefinitions')[0];
  // Camunda 7 puts what a thrown message calls at its definition.
  const connector = extras.connector ?? (isThrown && definition ? extrasOf(definition, reading.defects).connector : undefined);
  return {
    triggers: triggersOf(element, id, reading),
    isParallelMultiple: !isThrown && isTrue(element, 'parallelMultiple'),
    isInterrupting: place === 'boundary' ? !isFalse(element, 'cancelActivity') : place === 'start' && !isFalse(element, 'isInterrupting'),
    ...given('attachedTo', place === 'boundary' ? elementOf(element, 'attachedToRef')?.id : undefined),
    inputs: [...(isThrown ? associationsOf(element, 'dataInputAssociations', reading) : []), ...(extras.inputs ?? [])],
    outputs: [...(isThrown ? [] : associationsOf(element, 'dataOutputAssociations', reading)), ...errorVariables(element), ...(extras.outputs ?? [])],
    ...given('connector', isThrown ? connector : undefined),
    ...given('outcome', extras.outcome),
  };
}

/** Camunda 7 names variables for the code and message of a caught error or escalation. */
function errorVariables(element: Element): MappingDefinition[] {
  return elementsOf(element, 'eventDefinitions').flatMap((definition) => {
    const code = foreign(definition, 'camunda:errorCodeVariable') ?? foreign(definition, 'camunda:escalationCodeVariable');
    const message = foreign(definition, 'camunda:errorMessageVariable');
    return [...(code ? [{ from: 'code', to: code }] : []), ...(message ? [{ from: 'message', to: message }] : [])];
  });
}

