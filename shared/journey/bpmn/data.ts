import type { DataDefinition, MappingDefinition } from '../process.ts';
import { feelOf, feelOfExpression } from './expressions.ts';
import type { Reading } from './reading.ts';
import type { Element } from './tree.ts';
import { elementOf, elementsOf, idOf, isTrue, textOf } from './tree.ts';

/** bpmn-js writes such a property where an association needs an end; it is no data. */
const isPlaceholder = (property: Element): boolean => textOf(property, 'name') === '__targetRef_placeholder';

/** The name of the variable that a data element is. A data object without a name has that of its first reference. */
export function variableOf(element: Element): string {
  if (element.$type === 'bpmn:DataObjectReference') {
    const object = elementOf(element, 'dataObjectRef');
    if (object) return variableOf(object);
  }
  const own = textOf(element, 'name');
  if (own !== undefined) return own;
  if (element.$type === 'bpmn:DataObject' && element.$parent) {
    for (const one of elementsOf(element.$parent, 'flowElements')) {
      const name = one.$type === 'bpmn:DataObjectReference' && elementOf(one, 'dataObjectRef') === element ? textOf(one, 'name') : undefined;
      if (name !== undefined) return name;
    }
  }
  return element.id ?? '';
}

/** The name of a data element where it is one that expressions can use, and not only its id. */
function nameOf(element: Element): string | undefined {
  const name = variableOf(element);
  return name !== element.id && /^[\p{L}_][\p{L}\d_]*$/u.test(name) ? name : undefined;
}

/** Data objects, properties and the data inputs of a process, a sub-process or a task. */
export function dataOf(holder: Element, reading: Reading): DataDefinition[] {
  const objects = holder.$instanceOf('bpmn:FlowElementsContainer') ? elementsOf(holder, 'flowElements').filter((one) => one.$type === 'bpmn:DataObject') : [];
  const properties = elementsOf(holder, 'properties').filter((one) => !isPlaceholder(one));
  const specification = elementOf(holder, 'ioSpecification');
  const inputs = specification && holder.$type === 'bpmn:Process' ? elementsOf(specification, 'dataInputs') : [];
  const names = new Set<string>();
  const data: DataDefinition[] = [];
  for (const one of [...objects, ...properties, ...inputs]) {
    const name = variableOf(one);
    if (names.has(name)) continue;
    names.add(name);
    const text = one.$type === 'bpmn:DataInput' ? undefined : textOf(one, 'baton:value');
    const value = text === undefined ? undefined : feelOf(`=${text.replace(/^=/, '')}`, idOf(one), reading.defects);
    data.push({ id: one.id ?? name, name, isCollection: one.$type !== 'bpmn:Property' && isTrue(one, 'isCollection'), ...(value !== undefined && { value }) });
  }
  return data;
}

/** Data associations into (`dataInputAssociations`) or out of (`dataOutputAssociations`) an element; mere drawings of data flow are none. */
export function associationsOf(element: Element, property: 'dataInputAssociations' | 'dataOutputAssociations', reading: Reading): MappingDefinition[] {
  return elementsOf(element, property).flatMap((association) => mappingsOf(association, idOf(element), reading));
}

function mappingsOf(association: Element, id: string, { defects }: Reading): MappingDefinition[] {
  const assignments = elementsOf(association, 'assignment').flatMap((assignment) => {
    const from = feelOfExpression(elementOf(assignment, 'from'), id, defects);
    const to = feelOfExpression(elementOf(assignment, 'to'), id, defects);
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });
  if (assignments.length > 0) return assignments;
  const target = elementOf(association, 'targetRef');
  const transformation = elementOf(association, 'transformation');
  const source = elementsOf(association, 'sourceRef')[0];
  const isStore = (one: Element | undefined) => one?.$type === 'bpmn:DataStoreReference' || one?.$type === 'bpmn:DataStore';
  if (!target || isPlaceholder(target) || isStore(target) || isStore(source)) return [];
  if (transformation) {
    const from = feelOfExpression(transformation, id, defects);
    const to = nameOf(target);
    return from === undefined || to === undefined ? [] : [{ from, to }];
  }
  // Most data associations are drawn to show what is read and written; they move something only between two variables.
  const [from, to] = [source && nameOf(source), nameOf(target)];
  return from === undefined || to === undefined || from === to ? [] : [{ from, to }];
}
