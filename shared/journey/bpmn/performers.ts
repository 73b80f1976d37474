import { slugOf } from './lanes.ts';
import type { Element } from './tree.ts';
import { bodyOf, elementOf, elementsOf, textOf } from './tree.ts';

/** The team in the standard's own resource roles: a named resource, or `group(north)` of an assignment expression. */
export function performerOf(element: Element): string | undefined {
  for (const role of elementsOf(element, 'resources')) {
    const resource = elementOf(role, 'resourceRef');
    const name = (resource && textOf(resource, 'name')) ?? resource?.id;
    if (name !== undefined) return slugOf(name);
    const assignment = elementOf(role, 'resourceAssignmentExpression');
    const text = assignment && bodyOf(elementOf(assignment, 'expression'));
    const group = text === undefined ? undefined : /^(?:group\(([\w .-]+)\)|([\w-]+))$/.exec(text);
    if (group) return group[1] ?? group[2];
  }
  return undefined;
}
