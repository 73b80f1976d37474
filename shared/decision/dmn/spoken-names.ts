import type { DmnModel, Expression, ItemDefinition } from './model.ts';

/** Names that a path may lead to anywhere in a file: parts of types, columns, entries of contexts, outputs of services. */
export function spokenNames({ types, decisions, knowledge, services }: DmnModel): ReadonlySet<string> {
  const names = new Set<string>();
  const parts = (definition: ItemDefinition): void => {
    for (const component of definition.components ?? []) {
      names.add(component.name);
      parts(component);
    }
  };
  types.forEach(parts);
  const outputs = new Set(services.flatMap((service) => service.outputs));
  for (const { id, name } of decisions) if (outputs.has(id)) names.add(name);
  const open: (Expression | undefined)[] = [...decisions, ...knowledge].map(({ logic }) => logic);
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one.kind === 'table' && one.outputs.length > 1) for (const { name } of one.outputs) names.add(name ?? '');
    if (one.kind === 'relation') for (const { name } of one.columns) names.add(name);
    if (one.kind === 'context') for (const { variable } of one.entries) names.add(variable?.name ?? '');
    open.push(...partsOf(one));
  }
  names.delete('');
  return names;
}

function partsOf(one: Expression): readonly Expression[] {
  switch (one.kind) {
    case 'function':
      return [one.body];
    case 'context':
      return one.entries.map(({ value }) => value);
    case 'list':
      return one.items;
    case 'relation':
      return one.rows.flat();
    case 'invocation':
      return [one.called, ...one.bindings.map(({ value }) => value)];
    case 'conditional':
      return [one.condition, one.whenTrue, one.otherwise];
    case 'filter':
      return [one.list, one.match];
    case 'for':
    case 'some':
    case 'every':
      return [one.list, one.body];
    default:
      return [];
  }
}
