import type { FlowDefinition, NodeDefinition, ScopeDefinition } from '../process.ts';
import { dataOf } from './data.ts';
import { given } from './given.ts';
import { feelOfCondition } from './expressions.ts';
import { lanesOf } from './lanes.ts';
import { nodeOf } from './nodes.ts';
import type { Reading, Surrounding } from './reading.ts';
import type { Element } from './tree.ts';
import { elementOf, elementsOf, idOf, isTrue, textOf } from './tree.ts';

/** What a process or sub-process holds. */
export function scopeOf(holder: Element, around: Surrounding, reading: Reading): ScopeDefinition {
  const lanes = lanesOf(holder, reading);
  const nodes: NodeDefinition[] = [];
  const flows: FlowDefinition[] = [];
  const elements = elementsOf(holder, 'flowElements');
  const inside = new Set(elements);
  for (const element of elements) {
    if (element.$type === 'bpmn:SequenceFlow') {
      const flow = flowOf(element, inside, reading);
      if (flow) flows.push(flow);
    } else if (!isData(element)) {
      const node = nodeOf(element, lanes, around, reading);
      if (node) nodes.push(node);
    }
  }
  return { nodes, flows, data: dataOf(holder, reading), compensations: compensationsOf(elementsOf(holder, 'artifacts')) };
}

const isData = (element: Element): boolean => /^bpmn:Data(?:Object|ObjectReference|StoreReference)$/.test(element.$type);

function flowOf(element: Element, inside: ReadonlySet<Element>, reading: Reading): FlowDefinition | undefined {
  const id = idOf(element);
  const [from, to] = [elementOf(element, 'sourceRef'), elementOf(element, 'targetRef')];
  // Ends that are missing altogether were found when the file was checked.
  if (!from || !to) return undefined;
  if (!inside.has(from) || !inside.has(to)) {
    reading.defects.warn('bpmn_flow_crosses', id);
    return undefined;
  }
  return { id, from: idOf(from), to: idOf(to), ...given('condition', feelOfCondition(elementOf(element, 'conditionExpression'), id, reading.defects, textOf(element, 'name'))), ...given('name', textOf(element, 'name')) };
}

/** Associations from a compensation event, or from an activity, to the handler that undoes it. */
function compensationsOf(artifacts: readonly Element[]): { activity: string; handler: string }[] {
  return artifacts.flatMap((association) => {
    if (association.$type !== 'bpmn:Association') return [];
    const [from, to] = [elementOf(association, 'sourceRef'), elementOf(association, 'targetRef')];
    if (!from || !to?.$instanceOf('bpmn:Activity') || !isTrue(to, 'isForCompensation')) return [];
    const host = from.$type === 'bpmn:BoundaryEvent' ? elementOf(from, 'attachedToRef') : from;
    return host?.$instanceOf('bpmn:Activity') ? [{ activity: idOf(host), handler: idOf(to) }] : [];
  });
}
