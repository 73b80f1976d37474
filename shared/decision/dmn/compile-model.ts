import { compileTree } from '../feel/compile.ts';
import { callBody } from '../feel/invoke.ts';
import { KnownNames } from '../feel/names.ts';
import { ownNames } from '../feel/own-names.ts';
import type { Node } from '../feel/syntax.ts';
import { FeelFunction, isContext, newContext, putEntry, type FeelValue, type Meter, type Run } from '../feel/values.ts';
import { must } from '../../assert.ts';
import { BoxedReader } from './boxed.ts';
import { DmnDefects, type DmnDefect } from './defects.ts';
import { linkModels, type FindModel, type LinkedModel } from './link-models.ts';
import type { BusinessKnowledge, Decision, DecisionService, DmnModel, InputData } from './model.ts';
import { requirementOrder } from './requirement-order.ts';
import { spokenNames } from './spoken-names.ts';
import { Trace } from './trace.ts';
import { TypeTable, type DmnType } from './types.ts';
import { blame, refused, type Unit } from './unit.ts';

interface AskedInput {
  readonly id: string;
  readonly name: string;
  readonly type: DmnType;
}

/** A decision or a service that can be asked. */
export interface Askable {
  readonly id: string;
  readonly name: string;
  /** What it needs from outside: input data, and for a service the input decisions too. */
  inputs(): readonly AskedInput[];
  /** Given values by id of the element; fails by the meter and the trace. */
  run(given: ReadonlyMap<string, FeelValue>): FeelValue;
}

/** A file of decisions as closures, made once. Nothing in it runs twice at a time. */
export interface CompiledModel {
  readonly ok: true;
  /** By id, and by name. */
  find(name: string): Askable | undefined;
  readonly askable: readonly Askable[];
  readonly meter: Meter;
  readonly trace: Trace;
}

interface Made {
  readonly id: string;
  readonly name: string;
  readonly requires: readonly string[];
  readonly run: Run;
  readonly nodes: number;
  readonly depth: number;
}

/**
 * Compiles the decisions of a file. All defects are listed with the element that each is about: `dmn_feel_refused`, `dmn_type_unknown`,
 * `dmn_circle`, `dmn_reference_missing`, `dmn_table`, `dmn_name_twice`. What one run may cost is bounded as for FEEL. `find` gives the files
 * that are imported: their elements are made with it, those of the file itself can be asked.
 */
export function compileModel(model: DmnModel, find: FindModel = () => undefined): CompiledModel | { readonly ok: false; readonly defects: readonly DmnDefect[] } {
  const trace = new Trace();
  const onUnclear = (where: string): void => void trace.warn('decision_unclear', trace.decision, where);
  const unit: Unit = { meter: { left: 0, calls: 0, depth: 0, input: null, now: null, onUnclear }, trace, defects: new DmnDefects() };
  const linked = linkModels(model, find, unit.defects);
  if (unit.defects.list.length > 0) return { ok: false, defects: unit.defects.list };
  const askable = new ModelCompiler(linked, unit).askable();
  if (unit.defects.list.length > 0) return { ok: false, defects: unit.defects.list };
  const byName = new Map([...askable.map((one) => [one.name, one] as const), ...askable.map((one) => [one.id, one] as const)]);
  return { ok: true, askable, find: (name) => byName.get(name), meter: unit.meter, trace: unit.trace };
}

/** One file, as its expressions see it. */
interface FilePart {
  readonly model: DmnModel;
  readonly types: TypeTable;
  readonly boxed: BoxedReader;
  readonly names: KnownNames;
  /** What it calls the files that it imports. */
  readonly called: ReadonlyMap<DmnModel, readonly string[]>;
}

type Element = InputData | Decision | BusinessKnowledge | DecisionService;

class ModelCompiler {
  readonly #unit: Unit;
  readonly #files = new Map<DmnModel, FilePart>();
  /** The file that was asked for, behind all that it imports. */
  readonly #last: DmnModel;
  readonly #elements = new Map<string, Element>();
  readonly #fileOf = new Map<string, FilePart>();
  readonly #made = new Map<string, Made>();
  /** Functions of knowledge and services, which are the same in every run. */
  readonly #functions = new Map<string, FeelValue>();

  constructor(linked: readonly LinkedModel[], unit: Unit) {
    this.#unit = unit;
    this.#last = must(linked.at(-1), 'a file is linked with itself').model;
    for (const one of linked) this.#open(one);
  }

  #open({ model, imports }: LinkedModel): void {
    const direct = imports.map(({ name, from }) => ({ name, file: must(this.#files.get(from), 'what is imported comes first') }));
    // What is imported without a name brings along what it has without one.
    const imported = [...direct, ...direct.flatMap(({ name, file }) => (name === '' ? [...file.called].flatMap(([of, names]) => (names.includes('') ? [{ name, file: must(this.#files.get(of), 'it was opened') }] : [])) : []))];
    const types = new TypeTable(model.types, this.#unit, imported.map(({ name, file }) => ({ name, types: file.types })));
    const called = new Map(imported.map(({ file }) => [file.model, imported.flatMap((other) => (other.file === file ? [other.name] : []))]));
    // A path leads into what is imported, and to wherever that leads.
    const names = new KnownNames(ownNames);
    for (const name of [model, ...[...this.#files.keys()].filter(() => imports.length > 0)].flatMap((one) => [...spokenNames(one)])) names.add(name);
    for (const { name, id } of model.types) names.addType(name, types.find(name, id).feel);
    for (const { name, file } of imported) {
      names.add(name);
      for (const element of elementsOf(file.model)) names.add(element.name);
      for (const type of file.model.types) names.addType(name === '' ? type.name : `${name}.${type.name}`, file.types.find(type.name, type.id).feel);
    }
    const part: FilePart = { model, types, names, called, boxed: new BoxedReader(this.#unit, types) };
    this.#files.set(model, part);
    for (const element of elementsOf(model)) {
      this.#elements.set(element.id, element);
      this.#fileOf.set(element.id, part);
    }
  }

  #file(id: string): FilePart {
    return must(this.#fileOf.get(id), 'every element is of a file');
  }

  /** What a file calls an element: its name alone, or in front of it the names of the file that it is imported from. */
  #spoken(file: FilePart, id: string): readonly { readonly alias?: string; readonly name: string }[] {
    const element = this.#elements.get(id);
    if (element === undefined) return [];
    const { name } = element;
    const { model } = this.#file(id);
    if (model === file.model) return [{ name }];
    return (file.called.get(model) ?? []).map((alias) => (alias === '' ? { name } : { alias, name }));
  }

  askable(): readonly Askable[] {
    const models = [...this.#files.keys()];
    for (const { types, model } of this.#files.values()) for (const { id, type } of model.inputs) types.find(type, id);
    const [decisions, knowledge, services] = [models.flatMap((one) => one.decisions), models.flatMap((one) => one.knowledge), models.flatMap((one) => one.services)];
    const order = requirementOrder(decisions, knowledge, services, this.#elements, this.#unit.defects);
    if (order === null) return [];
    const isKnowledge = new Set(knowledge.map(({ id }) => id));
    const ask = new Map<string, Askable>();
    for (const id of order) {
      const element = must(this.#elements.get(id), 'the order has elements of the model');
      if ('outputs' in element) ask.set(id, this.#service(element, order));
      else if ('logic' in element && element.logic.kind === 'function' && isKnowledge.has(id)) this.#knowledge(element as BusinessKnowledge);
      else if ('logic' in element) ask.set(id, this.#decision(element, order));
    }
    return [...this.#last.decisions, ...this.#last.services].flatMap(({ id }) => ask.get(id) ?? []);
  }

  #decision(decision: Decision, order: readonly string[]): Askable {
    const { id, name } = decision;
    const { boxed } = this.#file(id);
    const known = this.#known(id, decision.requires);
    this.#make(decision, boxed.typed(boxed.node(decision.logic, known), decision.type, id));
    const plan = once(() => this.#plan([id], new Set(), order));
    const inputs = once(() => named([...new Set(plan().flatMap(({ requires }) => requires))].flatMap((one) => this.#inputOf(one))));
    return { id, name, inputs, run: (given) => this.#run(plan(), given).get(id) ?? null };
  }

  #inputOf(id: string): readonly AskedInput[] {
    const element = this.#elements.get(id);
    if (element === undefined || 'logic' in element || 'outputs' in element) return [];
    return [{ id, name: element.name, type: this.#file(id).types.find(element.type, id) }];
  }

  #knowledge(knowledge: BusinessKnowledge): void {
    const { id, name } = knowledge;
    // It may call itself.
    const requires = [...knowledge.requires, id];
    const file = this.#file(id);
    const known = this.#known(id, requires);
    // Its variable has the type of a function, or, as older files have it, of what it gives.
    const typed = file.types.find(knowledge.type, id);
    const result = typed.result ?? (typed.feel.type.includes('function') ? undefined : typed);
    const made = this.#make({ id, name, requires }, file.boxed.function(knowledge.logic, known, result));
    const scope = newContext();
    for (const one of knowledge.requires) this.#put(scope, file, one, this.#functions.get(one) ?? null);
    const value = made.run(scope, null);
    putEntry(scope, name, value);
    this.#functions.set(id, value);
  }

  #service(service: DecisionService, order: readonly string[]): Askable {
    const { id, name, outputs, inputDecisions, inputData, type } = service;
    const plan = once(() => this.#plan(outputs, new Set(inputDecisions), order));
    const file = this.#file(id);
    const spoken = (one: string): string => {
      const { alias, name: own } = must(this.#spoken(file, one)[0], 'references are checked');
      return alias === undefined ? own : `${alias}.${own}`;
    };
    const inputs = [...inputData, ...inputDecisions].map((one) => {
      const element = must(this.#elements.get(one), 'references are checked');
      return { id: one, name: spoken(one), type: this.#file(one).types.find(element.type, one) };
    });
    const wanted = outputs.map((one) => ({ id: one, name: spoken(one) }));
    const typed = file.types.find(type, id);
    const { trace, meter } = this.#unit;
    const run = (given: ReadonlyMap<string, FeelValue>): FeelValue => {
      const values = this.#run(plan(), given);
      const [only] = wanted;
      const context = newContext();
      for (const one of wanted) putEntry(context, one.name, values.get(one.id) ?? null);
      const checked = (typed.result ?? typed).check(wanted.length === 1 ? (values.get(only?.id ?? '') ?? null) : context, false, 0);
      return checked === undefined ? trace.warn('decision_type', id, type) : checked;
    };
    const parameters = inputs.map((input) => ({ name: input.name, type: null }));
    const coerced = (input: AskedInput, value: FeelValue): FeelValue => {
      const checked = input.type.check(value, false, 0);
      return checked === undefined ? trace.warn('decision_type', id, input.name) : checked;
    };
    const call = (args: readonly FeelValue[]): FeelValue => {
      const { decision } = trace;
      const value = callBody(() => run(new Map(inputs.map((input, i) => [input.id, coerced(input, args[i] ?? null)]))), plan().length + 1, 10, meter);
      trace.decision = decision;
      return value;
    };
    this.#functions.set(id, new FeelFunction(parameters, call));
    return { id, name, inputs: () => inputs, run };
  }

  /** What is to be made for these, in order. */
  #plan(wanted: readonly string[], given: ReadonlySet<string>, order: readonly string[]): readonly Made[] {
    const needed = new Set<string>();
    const open = wanted.filter((id) => !given.has(id));
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const made = this.#made.get(id);
      if (made === undefined || needed.has(id)) continue;
      needed.add(id);
      open.push(...made.requires.filter((one) => !given.has(one) && !this.#functions.has(one)));
    }
    return order.flatMap((id) => (needed.has(id) ? [must(this.#made.get(id), 'it was made')] : []));
  }

  #run(plan: readonly Made[], given: ReadonlyMap<string, FeelValue>): ReadonlyMap<string, FeelValue> {
    const { meter, trace } = this.#unit;
    const values = new Map(given);
    for (const { id, requires, run, nodes, depth } of plan) {
      if (values.has(id)) continue;
      const scope = newContext();
      for (const one of requires) this.#put(scope, this.#file(id), one, values.get(one) ?? this.#functions.get(one) ?? null);
      trace.decision = id;
      values.set(id, callBody(() => run(scope, null), nodes, depth, meter));
      if (meter.left < 0) break;
    }
    return values;
  }

  #put(scope: Record<string, FeelValue>, file: FilePart, id: string, value: FeelValue): void {
    for (const { alias, name } of this.#spoken(file, id)) {
      const inside = alias === undefined ? undefined : scope[alias];
      if (alias === undefined) putEntry(scope, name, value);
      else if (isContext(inside ?? null)) putEntry(inside as Record<string, FeelValue>, name, value);
      else {
        const context = newContext();
        putEntry(context, name, value);
        putEntry(scope, alias, context);
      }
    }
  }

  #known(id: string, requires: readonly string[]): KnownNames {
    const file = this.#file(id);
    const known = new KnownNames(file.names);
    for (const { alias, name } of requires.flatMap((one) => this.#spoken(file, one))) known.add(alias ?? name);
    return known;
  }

  #make({ id, name, requires }: Omit<Made, 'run' | 'nodes' | 'depth'>, node: Node): Made {
    const unit = this.#unit;
    const fields = new Set(requires.flatMap((one) => this.#spoken(this.#file(id), one)).map((one) => one.alias ?? one.name));
    const root: Node = { kind: 'boxed', compile: (environment, compiler) => {
      const run = compiler.compile(node, environment);
      blame(compiler, id, unit);
      return run;
    } };
    const compiled = compileTree(root, fields, unit.meter);
    if (!compiled.ok) refused(compiled, id, unit);
    const made = { id, name, requires, run: compiled.ok ? compiled.run : () => null, nodes: compiled.ok ? compiled.nodes : 0, depth: compiled.ok ? compiled.depth : 0 };
    this.#made.set(id, made);
    return made;
  }
}

const elementsOf = ({ inputs, decisions, knowledge, services }: DmnModel): readonly Element[] => [...inputs, ...decisions, ...knowledge, ...services];

/** Inputs by their names; where two files have the same, by their ids. */
function named(inputs: readonly AskedInput[]): readonly AskedInput[] {
  const names = inputs.map(({ name }) => name);
  return inputs.map((one) => (names.indexOf(one.name) === names.lastIndexOf(one.name) ? one : { ...one, name: one.id }));
}

/** Long chains of decisions are planned only where they are asked. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
