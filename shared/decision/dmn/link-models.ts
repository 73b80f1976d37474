import { must } from '../../assert.ts';
import type { DmnDefects } from './defects.ts';
import type { DmnImport, DmnModel } from './model.ts';

/** Another file, under what tells it from all others. */
export interface FoundModel {
  readonly key: string;
  readonly model: DmnModel;
}

/** The file that an import of a file means; undefined where there is none. `from` is the key of the importing file, empty for the first. */
export type FindModel = (wanted: DmnImport, from: string) => FoundModel | undefined;

/** A file whose ids no other file has, with what it calls the files that it imports. */
export interface LinkedModel {
  readonly model: DmnModel;
  readonly imports: readonly { readonly name: string; readonly from: DmnModel }[];
}

/** Files that import each other in a row; more are not needed, and a stack has an end. */
const mostDeep = 64;

/**
 * A file with all that it imports, each file once and after what it imports itself; the first one is the last. Its own ids stay, those of
 * others have the key of their file in front. A file that is not there and one that leads back to itself are defects of the import.
 */
export function linkModels(root: DmnModel, find: FindModel, defects: DmnDefects): readonly LinkedModel[] {
  const linked = new Map<string, LinkedModel & { readonly own: ReadonlyMap<string, string> }>();
  const open: string[] = [];
  const link = (key: string, model: DmnModel): LinkedModel | undefined => {
    const known = linked.get(key);
    if (known) return known;
    open.push(key);
    const imports: { name: string; namespace: string; key: string; from: DmnModel }[] = [];
    for (const one of model.imports) {
      const found = find(one, key);
      if (found === undefined) defects.add('dmn_reference_missing', one.id, { target: one.namespace.slice(0, 80) });
      else if (open.includes(found.key)) defects.add('dmn_circle', one.id, { name: one.name });
      else if (open.length >= mostDeep) defects.add('bpmn_too_deep', one.id, { limit: mostDeep });
      else {
        const from = link(found.key, found.model);
        if (from) imports.push({ name: one.name, namespace: one.namespace, key: found.key, from: from.model });
      }
    }
    open.pop();
    const keys = new Map(imports.map((one) => [one.namespace, one.key]));
    // What is imported without a name counts as the file's own, also what that file has without a name.
    const nameless = imports.flatMap((one) => (one.name === '' ? [must(linked.get(one.key), 'it was just linked')] : []));
    const own = new Map([...nameless.flatMap((one) => [...one.own]), ...idsOf(model).map((id) => [id, globalId(key, id)] as const)]);
    const made = { model: renamed(model, key, keys, own), imports: imports.map(({ name, from }) => ({ name, from })), own };
    linked.set(key, made);
    return made;
  };
  link('', root);
  return [...linked.values()];
}

const globalId = (key: string, id: string): string => (key === '' ? id : `${key}#${id}`);

const idsOf = ({ inputs, decisions, knowledge, services }: DmnModel): string[] => [...inputs, ...decisions, ...knowledge, ...services].map(({ id }) => id);

function renamed(model: DmnModel, key: string, keys: ReadonlyMap<string, string>, ids: ReadonlyMap<string, string>): DmnModel {
  const own = <Element extends { readonly id: string }>(element: Element): Element => ({ ...element, id: globalId(key, element.id) });
  const target = (id: string): string => {
    const at = id.lastIndexOf('#');
    return at === -1 ? (ids.get(id) ?? globalId(key, id)) : globalId(keys.get(id.slice(0, at)) ?? id.slice(0, at), id.slice(at + 1));
  };
  return {
    ...model,
    inputs: model.inputs.map(own),
    decisions: model.decisions.map((one) => ({ ...own(one), requires: one.requires.map(target) })),
    knowledge: model.knowledge.map((one) => ({ ...own(one), requires: one.requires.map(target) })),
    services: model.services.map((one) => ({
      ...own(one), outputs: one.outputs.map(target), encapsulated: one.encapsulated.map(target), inputDecisions: one.inputDecisions.map(target), inputData: one.inputData.map(target),
    })),
  };
}
