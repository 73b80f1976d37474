import { compileTree } from '../feel/compile.ts';
import type { FeelType, SimpleType } from '../feel/feel-type.ts';
import { ownNames } from '../feel/own-names.ts';
import { KnownNames } from '../feel/names.ts';
import type { Node } from '../feel/syntax.ts';
import { parseDate, parseDateTime, parseDuration, parseTime } from '../feel/temporal-text.ts';
import { dateTimeAt, FeelDate, UTC } from '../feel/temporal.ts';
import { hasType } from '../feel/types.ts';
import { charge, fromJson, isContext, isList, NESTING_LIMIT, newContext, putEntry, type FeelValue, type Meter } from '../feel/values.ts';
import type { ItemDefinition } from './model.ts';
import { blame, refused, testsNode, type Unit } from './unit.ts';

/** The value as one of the type, converted where DMN says so (10.3.2.9.4); undefined where it is none. Null is of every type. */
type Check = (value: FeelValue, isJson: boolean, depth: number) => FeelValue | undefined;

export interface DmnType {
  readonly name: string;
  readonly feel: FeelType;
  readonly check: Check;
  /** The values that are allowed, in their order. */
  readonly allowed: Node | null;
  /** Of a type of functions. */
  readonly result?: DmnType;
}

const ANY: DmnType = { name: 'Any', feel: { type: 'Any' }, check: (value) => value, allowed: null };

const BASE: ReadonlyMap<string, SimpleType> = new Map<string, SimpleType>([
  ['any', 'Any'], ['number', 'number'], ['string', 'string'], ['boolean', 'boolean'], ['date', 'date'], ['time', 'time'],
  ['datetime', 'date and time'], ['date and time', 'date and time'], ['context', 'any context'], ['list', 'any list'],
  ['daytimeduration', 'days and time duration'], ['days and time duration', 'days and time duration'],
  ['yearmonthduration', 'years and months duration'], ['years and months duration', 'years and months duration'],
  // As other tools write them.
  ['integer', 'number'], ['long', 'number'], ['double', 'number'],
]);

/** The types of a file by name. A name that is none, and a type of itself, are defects. */
export class TypeTable {
  readonly #definitions = new Map<string, ItemDefinition>();
  readonly #types = new Map<string, DmnType>();
  readonly #open = new Set<string>();
  readonly #unit: Unit;
  readonly #imported: readonly { readonly name: string; readonly types: TypeTable }[];

  constructor(definitions: readonly ItemDefinition[], unit: Unit, imported: readonly { readonly name: string; readonly types: TypeTable }[] = []) {
    this.#unit = unit;
    this.#imported = imported;
    for (const definition of definitions) this.#definitions.set(definition.name, definition);
    for (const { name, id } of definitions) this.find(name, id);
  }

  /** Any, where none is named. */
  find(name: string | undefined, element: string): DmnType {
    if (name === undefined || name === '') return ANY;
    const done = this.#types.get(name);
    if (done !== undefined) return done;
    // A prefix stands for the namespace of the file.
    const definition = this.#definitions.get(name) ?? this.#definitions.get(name.replace(/^[^:]*:/, ''));
    const base = BASE.get(name.replace(/^feel:/, '').toLowerCase());
    if (definition === undefined && base !== undefined) return this.#keep(name, baseType(base));
    const elsewhere = definition === undefined ? this.#elsewhere(name) : undefined;
    if (elsewhere) return this.#keep(name, elsewhere.types.find(elsewhere.name, element));
    if (definition === undefined || this.#open.has(name)) {
      this.#unit.defects.add(definition === undefined ? 'dmn_type_unknown' : 'dmn_circle', element, { name });
      return ANY;
    }
    if (this.#open.size >= NESTING_LIMIT) {
      this.#unit.defects.add('bpmn_too_deep', element, { limit: NESTING_LIMIT });
      return ANY;
    }
    this.#open.add(name);
    const type = this.#keep(name, this.#defined(definition));
    this.#open.delete(name);
    return type;
  }

  has(name: string): boolean {
    return this.#definitions.has(name);
  }

  /** The imported file that a name leads to, with the name there. */
  #elsewhere(name: string): { types: TypeTable; name: string } | undefined {
    for (const one of this.#imported) {
      const rest = one.name === '' ? name : name.startsWith(`${one.name}.`) ? name.slice(one.name.length + 1) : undefined;
      if (rest !== undefined && one.types.has(rest)) return { types: one.types, name: rest };
    }
    return undefined;
  }

  #keep(name: string, type: DmnType): DmnType {
    this.#types.set(name, type);
    return type;
  }

  #defined(definition: ItemDefinition): DmnType {
    const { id, name, components, allowedValues, typeConstraint, isCollection } = definition;
    const of = definition.function;
    const base = of !== undefined
      ? this.#function(of, id)
      : components !== undefined && components.length > 0 ? this.#context(components) : this.find(definition.type, id);
    const own = allowedValues === undefined ? null : testsNode({ id, text: allowedValues }, new KnownNames(ownNames), this.#unit);
    const element = own === null ? base.check : narrowed(base.check, this.test(own, id));
    const check = isCollection === true ? listOf(element, this.#unit.meter) : element;
    const whole = typeConstraint === undefined ? null : testsNode({ id, text: typeConstraint }, new KnownNames(ownNames), this.#unit);
    return {
      name,
      feel: isCollection === true ? { type: 'list', element: base.feel } : base.feel,
      check: whole === null ? check : narrowed(check, this.test(whole, id)),
      allowed: own ?? base.allowed,
      ...(base.result === undefined ? {} : { result: base.result }),
    };
  }

  #function({ parameters, result }: NonNullable<ItemDefinition['function']>, id: string): DmnType {
    const type = this.find(result, id);
    return { ...simple({ type: 'function', parameters: parameters.map((one) => this.find(one.type, id).feel), result: type.feel }), result: type };
  }

  #context(components: readonly ItemDefinition[]): DmnType {
    const entries = components.map((component) => ({ name: component.name, type: this.#defined(component) }));
    return {
      name: 'context', allowed: null,
      feel: { type: 'context', entries: entries.map(({ name, type }) => ({ name, type: type.feel })) },
      check: (value, isJson, depth) => {
        const given = only(value);
        if (!isContext(given) || depth > NESTING_LIMIT) return given === null ? null : undefined;
        const copy = newContext();
        const names = Object.keys(given);
        if (!charge(this.#unit.meter, names.length)) return null;
        for (const name of names) putEntry(copy, name, fromJson(given[name], this.#unit.meter));
        for (const { name, type } of entries) {
          if (!Object.hasOwn(given, name)) {
            // Systems leave out what they do not know; an expression has to say null.
            if (!isJson) return undefined;
            putEntry(copy, name, null);
            continue;
          }
          const entry = type.check(copy[name] ?? null, isJson, depth + 1);
          if (entry === undefined) return undefined;
          putEntry(copy, name, entry);
        }
        return copy;
      },
    };
  }

  /** Tests that see nothing but their value. */
  test(node: Node, element: string): (value: FeelValue) => boolean {
    const unit = this.#unit;
    const { meter } = unit;
    const compiled = compileTree({ kind: 'boxed', compile: (environment, compiler) => { const run = compiler.compile(node, environment); blame(compiler, element, unit); return run; } }, new Set(), meter);
    if (!compiled.ok) {
      refused(compiled, element, unit);
      return () => true;
    }
    const { run, nodes } = compiled;
    return (value) => {
      const outer = meter.input;
      meter.input = value;
      meter.left -= nodes;
      const isMet = run({}, null) === true;
      meter.input = outer;
      return isMet;
    };
  }
}

function baseType(type: SimpleType): DmnType {
  return type === 'Any' ? ANY : simple({ type } as FeelType);
}

function simple(feel: FeelType): DmnType {
  const own = { left: 0, calls: 0, depth: 0, input: null, now: null };
  const read = READERS.get(feel.type);
  const fits = (value: FeelValue): boolean => {
    own.left = 1_000_000;
    return hasType(value, feel, own);
  };
  return {
    name: feel.type, feel, allowed: null,
    check: (value, isJson) => {
      if (value === null || fits(value)) return value;
      const given = only(value);
      if (given === null || fits(given)) return given;
      if (isJson && read !== undefined && typeof given === 'string') return read(given) ?? undefined;
      if (feel.type === 'date and time' && given instanceof FeelDate) return dateTimeAt(given.epochDay, 0, UTC) ?? undefined;
      return undefined;
    },
  };
}

/** JSON has temporal values as texts only. */
const READERS: ReadonlyMap<string, (text: string) => FeelValue> = new Map<string, (text: string) => FeelValue>([
  ['date', parseDate], ['time', parseTime], ['date and time', parseDateTime], ['days and time duration', parseDuration], ['years and months duration', parseDuration],
]);

/** The only element of a list stands for it, however often it is wrapped. */
function only(value: FeelValue): FeelValue {
  let given = value;
  for (let depth = 0; isList(given) && given.length === 1 && depth < NESTING_LIMIT; depth += 1) given = (given[0] ?? null) as FeelValue;
  return given;
}

function listOf(element: Check, meter: Meter): Check {
  return (value, isJson, depth) => {
    if (value === null || depth > NESTING_LIMIT) return value === null ? null : undefined;
    const list = isList(value) ? value : [value];
    if (!charge(meter, list.length)) return null;
    const checked: FeelValue[] = [];
    for (const one of list) {
      const given = element(one as FeelValue, isJson, depth + 1);
      if (given === undefined) return undefined;
      checked.push(given);
    }
    return checked;
  };
}

function narrowed(check: Check, isAllowed: (value: FeelValue) => boolean): Check {
  return (value, isJson, depth) => {
    const given = check(value, isJson, depth);
    return given === undefined || given === null || isAllowed(given) ? given : undefined;
  };
}
