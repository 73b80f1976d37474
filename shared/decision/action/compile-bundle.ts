import * as z from 'zod/mini';
import { canonicalJson } from '../../canonical.ts';
import type { Channel } from '../../model/case.ts';
import { actionClasses, type ActionDefinition, type PartDefinition } from './action.ts';
import { bundleSourceSchema, type BundleSource, type Sha256 } from './bundle-source.ts';
import type { Bundle, Change, CompiledAction, Gate, Lever, Part } from './bundle.ts';
import type { BundleDefect, DefectReason } from './defects.ts';
import type { FeatureDeclaration, FeatureValue } from './feature.ts';
import { gateKinds, type ChangeDefinition, type GateDefinition } from './gate.ts';
import { FeatureFeel } from '../gate/condition.ts';
import type { ExpressionFault } from '../gate/offence.ts';
import { Groups, MOST_CHANGES, MOST_GATES, touches } from '../explain/groups.ts';

export interface FaultyBundle {
  readonly ok: false;
  readonly defects: readonly BundleDefect[];
}

/** Compiles everything that decides, once. Refused with all that is wrong, each with its id; `sha256` as in `Sha256`. */
export function compileBundle(json: unknown, sha256: Sha256): Bundle | FaultyBundle {
  const parsed = z.safeParse(bundleSourceSchema, json);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }): BundleDefect => ({ because: 'shape', element: path.join('.'), found: message }));
    return { ok: false, defects: issues };
  }
  const compiler = new BundleCompiler(parsed.data);
  const bundle = compiler.compile(sha256(canonicalJson(parsed.data)));
  return compiler.defects.length > 0 ? { ok: false, defects: compiler.defects } : bundle;
}

class BundleCompiler {
  readonly defects: BundleDefect[] = [];
  readonly #source: BundleSource;
  readonly #features: ReadonlyMap<string, FeatureDeclaration>;
  readonly #feel: FeatureFeel;
  /** Those that actions may name; their own have an id besides. */
  readonly #gates = new Map<string, Gate>();
  readonly #parts = new Map<string, Part>();
  readonly #ids = new Map<string, unknown>();
  readonly #changes = new Map<string, Change>();
  readonly #groups = new Groups();
  readonly #places: ReadonlyMap<string, number>;

  constructor(source: BundleSource) {
    this.#source = source;
    this.#features = this.#byId(source.features.map((feature) => ({ ...feature, id: feature.name })));
    this.#feel = new FeatureFeel(this.#features.values());
    this.#places = new Map([...this.#features.keys()].map((name, at) => [name, at]));
  }

  compile(digest: string): Bundle {
    const { placements, actions: definitions, changes, gates, parts, levers, recalls } = this.#source;
    const rooms = this.#byId(placements);
    const named = this.#byId(definitions);
    this.#byId(levers);
    this.#byId(recalls);
    for (const change of this.#byId(changes).values()) this.#changes.set(change.id, this.#change(change));
    for (const definition of gates) this.#share(this.#gates, definition.id, this.#gate(definition));
    for (const definition of parts) this.#share(this.#parts, definition.id, this.#part(definition));
    for (const { id, action } of [...levers, ...recalls]) if (action !== undefined && !named.has(action)) this.#defect('action_unknown', id, action);
    for (const { id, placements: at } of definitions) for (const each of at) if (!rooms.has(each)) this.#defect('placement_unknown', id, each);
    const nothings = definitions.filter(({ class: of }) => of === 'nothing');
    if (nothings.length !== 1) this.#defect('nothing_missing', 'nothing', String(nothings.length));
    const actions = new Map(definitions.map((definition) => [definition.id, this.#action(definition)]));
    const offered = new Map<string, Offered>();
    const always = offeredOf([...actions.values()].filter(({ definition }) => definition.class === 'nothing'));
    for (const channel of new Set(definitions.flatMap((definition) => definition.channels)))
      for (const { id: placement } of placements) offered.set(`${channel} ${placement}`, offeredOf([...actions.values()].filter(({ definition }) => isFor(definition, channel, placement))));
    return {
      ok: true, digest, source: this.#source, features: this.#features, actions,
      places: this.#places,
      blank: Object.fromEntries([...this.#features.values()].map(({ name, otherwise }) => [name, otherwise ?? null])),
      blankValues: [...this.#features.values()].map(({ otherwise }) => otherwise ?? null),
      conditions: this.#feel.conditions,
      groups: this.#groups.list,
      candidates: (channel, placement) => (offered.get(`${channel} ${placement}`) ?? always).all,
      classes: (channel, placement) => (offered.get(`${channel} ${placement}`) ?? always).classes,
      atMost: (placement) => rooms.get(placement)?.atMost ?? 1,
    };
  }

  #action(definition: ActionDefinition): CompiledAction {
    const { id, class: of } = definition;
    if (of === 'nothing' && (definition.gates.length > 0 || definition.context.length > 0 || definition.value.parts !== undefined)) this.#defect('nothing_gated', id);
    for (const name of definition.propensity.features ?? []) {
      const feature = this.#features.get(name);
      if (feature === undefined) this.#defect('feature_unknown', id, name);
      else if (feature.personal) this.#defect('feature_personal', id, name);
    }
    const gates = definition.gates
      .map((gate) => (typeof gate === 'string' ? this.#named(this.#gates, gate, 'gate_unknown', id) : this.#gate(gate)))
      .filter((gate) => gate !== undefined)
      .toSorted((a, b) => gateKinds.indexOf(a.definition.kind) - gateKinds.indexOf(b.definition.kind));
    const changes = [...new Set(gates.flatMap(({ definition: { changes: ids } }) => ids))].map((each) => this.#changes.get(each)).filter((change) => change !== undefined);
    const groups = this.#groups.of(gates, changes);
    for (const group of groups) if (group.changes.length > MOST_CHANGES || group.gates.length > MOST_GATES) this.#defect('change_too_many', id, String(group.changes.length));
    const parts = (list: readonly (string | PartDefinition)[]): readonly Part[] =>
      list.map((part) => (typeof part === 'string' ? this.#named(this.#parts, part, 'part_unknown', id) : this.#part(part))).filter((part) => part !== undefined);
    return {
      definition, gates,
      places: gates.flatMap((gate) => groups.filter((group) => group.gates.includes(gate)).map((group) => ({ group, place: group.gates.indexOf(gate) }))),
      rank: actionClasses.indexOf(of),
      context: parts(definition.context),
      value: parts(definition.value.parts ?? []),
      levers: this.#source.levers.filter((lever) => lever.action === id || lever.class === of).map(leverOf),
    };
  }

  #gate(definition: GateDefinition): Gate | undefined {
    const { id, when, changes } = definition;
    this.#kept(this.#ids, id, definition);
    const condition = this.#faultless(this.#feel.condition(when), id);
    for (const each of changes) this.#named(this.#changes, each, 'change_unknown', id);
    if (condition === undefined) return undefined;
    const gate = { definition, condition };
    for (const each of changes) {
      const change = this.#changes.get(each);
      if (change !== undefined && !touches(change, gate)) this.#defect('change_idle', id, each);
    }
    return gate;
  }

  #part({ id, when, factor }: PartDefinition): Part | undefined {
    this.#kept(this.#ids, id, when);
    const condition = this.#faultless(this.#feel.condition(when), id);
    return condition && { id, factor, condition };
  }

  #change({ id, cost, sets }: ChangeDefinition): Change {
    const compiled = Object.entries(sets).flatMap(([feature, to]): Change['sets'] => {
      const [declared, at] = [this.#features.get(feature), this.#places.get(feature)];
      if (declared === undefined || at === undefined) return this.#defect('feature_unknown', id, feature);
      if (typeof to === 'object' && to !== null) {
        const script = this.#faultless(this.#feel.script(to.feel), id);
        if (declared.personal) return this.#defect('feature_personal', id, feature);
        return script === undefined ? [] : [{ feature, at, to: script }];
      }
      return fits(declared, to) ? [{ feature, at, to: { value: to } }] : this.#defect('value_type', id, feature);
    });
    return { index: this.#changes.size, id, cost, sets: compiled };
  }

  #faultless<T extends object>(compiled: T | ExpressionFault, element: string): T | undefined {
    if (!('because' in compiled)) return compiled;
    this.#defect(compiled.because, element, compiled.found);
    return undefined;
  }

  #named<T>(all: ReadonlyMap<string, T>, id: string, because: DefectReason, element: string): T | undefined {
    const found = all.get(id);
    if (found === undefined) this.#defect(because, element, id);
    return found;
  }

  #share<T>(all: Map<string, T>, id: string, one: T | undefined): void {
    if (one !== undefined) all.set(id, one);
  }

  #kept<T>(all: Map<string, T>, id: string, one: T): T {
    if (all.has(id)) this.#defect('id_twice', id);
    all.set(id, one);
    return one;
  }

  #byId<T extends { readonly id: string }>(list: readonly T[]): ReadonlyMap<string, T> {
    const all = new Map<string, T>();
    for (const one of list) this.#kept(all, one.id, one);
    return all;
  }

  #defect(because: DefectReason, element: string, found?: string): [] {
    this.defects.push({ because, element, ...(found === undefined ? {} : { found }) });
    return [];
  }
}

/** What is for a channel and placement: as the catalog has it, and by class. */
interface Offered {
  readonly all: readonly CompiledAction[];
  readonly classes: readonly (readonly CompiledAction[])[];
}

function offeredOf(all: readonly CompiledAction[]): Offered {
  const classes = actionClasses.map((_, at) => all.filter(({ rank }) => rank === at)).filter((list) => list.length > 0);
  return { all, classes };
}

function isFor({ class: of, channels, placements }: ActionDefinition, channel: Channel, placement: string): boolean {
  return of === 'nothing' || (channels.includes(channel) && placements.includes(placement));
}

function leverOf({ id, factor, from, to }: BundleSource['levers'][number]): Lever {
  return { id, factor, from: Date.parse(from), to: Date.parse(to) };
}

/** Of a personal feature only that it is not there can be said beforehand. */
function fits({ type, personal, levels }: FeatureDeclaration, value: FeatureValue): boolean {
  if (value === null) return true;
  if (personal) return false;
  switch (type) {
    case 'text':
      return typeof value === 'string' && (levels === undefined || levels.includes(value));
    case 'number':
      return typeof value === 'number';
    default:
      return typeof value === 'boolean';
  }
}
