import type { CorrelationDefinition, MessageDefinition } from '../process.ts';
import { given } from './given.ts';
import { feelOfExpression } from './expressions.ts';
import type { Reading } from './reading.ts';
import type { Element } from './tree.ts';
import { elementOf, elementsOf, idOf, textOf } from './tree.ts';

/**
 * Names that message flows give to both of their ends, where the ends' own messages have none: that of the flow's message, its own name,
 * else that of the event or task that sends, or, where a black box sends, of the one that receives.
 */
export function flowNamesOf(flows: readonly Element[]): Map<Element, string> {
  const names = new Map<Element, string>();
  for (const flow of flows) {
    const ends = [elementOf(flow, 'sourceRef'), elementOf(flow, 'targetRef')].filter((end) => end !== undefined);
    const message = elementOf(flow, 'messageRef');
    const node = ends.find((end) => end.$instanceOf('bpmn:FlowNode'));
    const name = (message && textOf(message, 'name')) ?? textOf(flow, 'name') ?? (node && textOf(node, 'name'));
    if (name === undefined) continue;
    for (const end of ends.flatMap((one) => [one, ...definitionsOf(one)])) if (!names.has(end)) names.set(end, name);
  }
  return names;
}

const definitionsOf = (end: Element): readonly Element[] => (end.$instanceOf('bpmn:Event') ? elementsOf(end, 'eventDefinitions') : []);

export function messagesOf(roots: readonly Element[]): MessageDefinition[] {
  return roots.filter((root) => root.$type === 'bpmn:Message').map((message) => ({ id: idOf(message), name: textOf(message, 'name') ?? idOf(message) }));
}

/** The correlation keys of a process: those of its subscriptions with their expressions over the case, then those of the collaboration. */
export function correlationsOf(process: Element, collaborations: readonly Element[], reading: Reading): CorrelationDefinition[] {
  const keys = new Map<Element, Element | undefined>();
  for (const subscription of elementsOf(process, 'correlationSubscriptions')) {
    const key = elementOf(subscription, 'correlationKeyRef');
    if (key) keys.set(key, subscription);
  }
  for (const collaboration of collaborations) {
    for (const holder of [collaboration, ...elementsOf(collaboration, 'conversations')]) {
      for (const key of elementsOf(holder, 'correlationKeys')) if (!keys.has(key)) keys.set(key, undefined);
    }
  }
  return [...keys].map(([key, subscription]) => ({
    name: textOf(key, 'name') ?? idOf(key),
    properties: elementsOf(key, 'correlationPropertyRef').map((property) => propertyOf(property, subscription, reading)),
  }));
}

function propertyOf(property: Element, subscription: Element | undefined, { defects }: Reading): CorrelationDefinition['properties'][number] {
  const messages: Record<string, string> = {};
  for (const retrieval of elementsOf(property, 'correlationPropertyRetrievalExpression')) {
    const message = elementOf(retrieval, 'messageRef');
    const path = feelOfExpression(elementOf(retrieval, 'messagePath'), idOf(property), defects);
    if (message && path !== undefined) messages[textOf(message, 'name') ?? idOf(message)] = path;
  }
  const binding = subscription && elementsOf(subscription, 'correlationPropertyBinding').find((one) => elementOf(one, 'correlationPropertyRef') === property);
  return {
    name: textOf(property, 'name') ?? idOf(property),
    messages,
    ...given('value', binding && feelOfExpression(elementOf(binding, 'dataPath'), idOf(property), defects)),
  };
}
