import type { Element } from './tree.ts';
import { elementOf, elementsOf } from './tree.ts';

/** Gives an id to what the standard lets go without: processes, flow nodes, flows, lanes. The same file always has the same ids. */
export function nameElements(definitions: Element): void {
  const taken = new Set<string>();
  const unnamed: Element[] = [];
  walk(definitions);
  const counts = new Map<string, number>();
  for (const element of unnamed) {
    const kind = element.$type.replace(/^bpmn:/, '').replace(/^./, (letter) => letter.toLowerCase());
    let id: string;
    do {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      id = `${kind}-${count}`;
    } while (taken.has(id));
    (element as Element & { set(name: string, value: string): void }).set('id', id);
  }

  function walk(element: Element): void {
    if (typeof element.id === 'string' && element.id !== '') taken.add(element.id);
    else if (element !== definitions) unnamed.push(element);
    for (const property of ['rootElements', 'flowElements', 'laneSets', 'lanes']) for (const child of elementsOf(element, property)) walk(child);
    const inner = elementOf(element, 'childLaneSet');
    if (inner) walk(inner);
  }
}
