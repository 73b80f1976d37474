import type { LoopDefinition, TriggerDefinition } from '../process.ts';
import { variableOf } from './data.ts';
import { given } from './given.ts';
import { feelOf, feelOfCondition, feelOfExpression } from './expressions.ts';
import type { Reading } from './reading.ts';
import { triggerOf, triggersOf } from './triggers.ts';
import type { Element } from './tree.ts';
import { bodyOf, elementOf, elementsOf, extensionsOf, foreign, isTrue, numberOf, textOf } from './tree.ts';

/** The loop or the instances of an activity; one that says neither how long nor how often is a warning. */
export function loopOf(activity: Element, id: string, reading: Reading): LoopDefinition | undefined {
  const loop = elementOf(activity, 'loopCharacteristics');
  if (!loop) return undefined;
  if (loop.$type === 'bpmn:StandardLoopCharacteristics') return standardOf(loop, id, reading);
  if (loop.$type === 'bpmn:MultiInstanceLoopCharacteristics') return instancesOf(loop, id, reading);
  return undefined;
}

function standardOf(loop: Element, id: string, { defects }: Reading): LoopDefinition {
  const expression = elementOf(loop, 'loopCondition');
  const maximum = numberOf(loop, 'loopMaximum', -1);
  if (bodyOf(expression) === undefined && maximum < 0) defects.warn('bpmn_loop_condition_missing', id);
  return {
    loop: 'standard',
    testBefore: isTrue(loop, 'testBefore'),
    ...given('condition', feelOfCondition(expression, id, defects)),
    ...given('maximum', maximum < 0 ? undefined : maximum),
  };
}

const behaviors: Readonly<Record<string, 'none' | 'one' | 'all' | 'complex'>> = { None: 'none', One: 'one', All: 'all', Complex: 'complex' };

function instancesOf(loop: Element, id: string, reading: Reading): LoopDefinition {
  const { defects } = reading;
  const zeebe = extensionsOf(loop, 'zeebe:loopCharacteristics')[0];
  const own = (name: string) => textOf(loop, `baton:${name}`);
  const of = (name: string) => (zeebe && foreign(zeebe, name)) || undefined;
  const feel = (text: string | undefined) => (text === undefined ? undefined : feelOf(/^=|[#$]\{/.test(text) ? text : `=${text}`, id, defects));
  const data = (property: string) => {
    const element = elementOf(loop, property);
    return element && variableOf(element);
  };
  const cardinality = feelOfExpression(elementOf(loop, 'loopCardinality'), id, defects);
  const collection = feel(own('collection') ?? of('inputCollection') ?? foreign(loop, 'camunda:collection') ?? data('loopDataInputRef'));
  if (cardinality === undefined && collection === undefined) defects.warn('bpmn_instances_missing', id);
  const behavior = behaviors[textOf(loop, 'behavior') ?? 'All'] ?? 'all';
  return {
    loop: 'multi',
    isSequential: isTrue(loop, 'isSequential'),
    ...given('cardinality', cardinality),
    ...given('collection', collection),
    ...given('item', own('item') ?? of('inputElement') ?? foreign(loop, 'camunda:elementVariable') ?? data('inputDataItem')),
    ...given('outputCollection', own('outputCollection') ?? of('outputCollection') ?? data('loopDataOutputRef')),
    ...given('outputItem', feel(own('outputItem') ?? of('outputElement') ?? data('outputDataItem'))),
    ...given('completion', feelOfCondition(elementOf(loop, 'completionCondition'), id, defects)),
    behavior,
    ...given('event', eventOf(loop, behavior, id, reading)),
    ...given('complex', behavior === 'complex' ? complexOf(loop, id, reading) : undefined),
  };
}

function eventOf(loop: Element, behavior: string, id: string, reading: Reading): TriggerDefinition | undefined {
  if (behavior !== 'none' && behavior !== 'one') return undefined;
  const definition = elementOf(loop, behavior === 'none' ? 'noneBehaviorEventRef' : 'oneBehaviorEventRef');
  if (!definition) reading.defects.warn('bpmn_behavior_event_missing', id);
  return definition && triggerOf(definition, loop, id, reading);
}

function complexOf(loop: Element, id: string, reading: Reading): { condition: string; event: TriggerDefinition }[] {
  return elementsOf(loop, 'complexBehaviorDefinition').flatMap((one) => {
    const condition = feelOfCondition(elementOf(one, 'condition'), id, reading.defects);
    const thrown = elementOf(one, 'event');
    const event = thrown && triggersOf(thrown, id, reading)[0];
    if (!event) reading.defects.warn('bpmn_behavior_event_missing', id);
    return condition === undefined || !event ? [] : [{ condition, event }];
  });
}
