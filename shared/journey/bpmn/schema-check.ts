import { batonModdle, batonNamespace } from './baton-moddle.ts';
import type { Defects } from './defects.ts';
import { quoted } from './defects.ts';
import { isUnderstood, judgeForeign } from './foreign-code.ts';
import { bpmnLimits } from './limits.ts';
import { Namespaces } from './namespaces.ts';
import type { XmlAttribute, XmlVisitor } from './scan-xml.ts';
import type { Particle, SchemaType } from './schema.ts';
import { isKnownElement, schemaType } from './schema.ts';
import { SchemaValues } from './schema-values.ts';

/** Checked, but of no use to whoever executes; bpmn-moddle does not know all of them. */
const unread = new Set(['bpmndi:BPMNDiagram', 'ioBinding', 'endPointRef', 'innerParticipantRef', 'outerParticipantRef', 'messageFlowRef', 'extension']);

/** A larger file that is refused is not read for what else may be wrong with it. */
const MOST_READ_ON = 1000;

const ownName = `{${batonNamespace}}`;
const ownElements = new Map(
  batonModdle.types.filter((type) => type.superClass !== undefined).map(({ name, properties }) => [name.charAt(0).toLowerCase() + name.slice(1), new Set(properties.map((property) => property.name))]),
);

/** An element that is open. `type` is undefined inside what other tools wrote: nothing is checked there. */
interface Open {
  readonly name: string;
  readonly id: string;
  readonly type: SchemaType | undefined;
  /** The type of an element that has text of a simple type only. */
  readonly simple: string | undefined;
  /** Where it begins, if bpmn-moddle need not or cannot read it. */
  readonly dropFrom: number | undefined;
  index: number;
  count: number;
}

/** Checks elements and attributes against the standard's schema while the file is scanned. */
export class SchemaCheck implements XmlVisitor {
  readonly #defects: Defects;
  readonly #namespaces = new Namespaces();
  readonly #values: SchemaValues;
  readonly #open: Open[] = [];
  readonly #counts = new Map<string, number>();
  #readable = true;
  #elements = 0;
  exporter: string | undefined;

  constructor(defects: Defects) {
    this.#defects = defects;
    this.#values = new SchemaValues(defects, this.#namespaces);
  }

  /** False where the file is no BPMN, or is refused already and so large that whoever sent it should not wait for the rest. */
  get isReadable(): boolean {
    return this.#readable && !(this.#defects.hasError && this.#elements > MOST_READ_ON);
  }

  get namespaces(): ReadonlySet<string> {
    return this.#namespaces.seen;
  }

  get restore(): ((json: string) => string) | undefined {
    return this.#values.restore;
  }

  edited(xml: string): string {
    return this.#values.edited(xml);
  }

  open(written: string, attributes: ReadonlyMap<string, XmlAttribute>, from: number, line: () => number): void {
    this.#elements += 1;
    this.#namespaces.enter(attributes);
    const name = this.#namespaces.nameOf(written);
    const parent = this.#open.at(-1);
    const around = parent?.id ?? '';
    if (name === undefined) {
      this.#fail('bpmn_xml_broken', around, { line: line() });
      this.#push(written, around);
      return;
    }
    if (name === 'xinclude:include') this.#fail('bpmn_include', around);
    if (!parent) this.#openRoot(name, written, attributes);
    else if (!parent.type) {
      judgeForeign(name, '', around, this.#defects);
      this.#push(name, around);
    }
    else if (parent.type.takes === 'any') this.#push(name, around, from);
    else this.#openChild(name, parent, attributes, from);
  }

  close(to: number): void {
    const closed = this.#open.pop();
    this.#namespaces.leave();
    if (closed?.dropFrom !== undefined) this.#values.drop(closed.dropFrom, to);
    if (!closed?.type) return;
    this.#values.endText(closed.id, closed.simple);
    const missing = closed.type.particles.find(({ index, least }) => least > (index === closed.index ? closed.count : index < closed.index ? least : 0));
    if (missing) this.#defects.error('bpmn_element_missing', closed.id, { element: missing.label, parent: closed.name });
  }

  text(text: string, from: number): void {
    const at = this.#open.at(-1);
    if (!at?.type || at.type.hasText) return;
    if (at.simple !== undefined) this.#values.text(text, from);
    else if (text.trim() !== '') this.#defects.error('bpmn_text_misplaced', at.id, { parent: at.name });
  }

  /** After the last element: references and counts. */
  finish(): void {
    this.#values.finish();
    for (const [name, limit] of [['process', bpmnLimits.processes], ['lane', bpmnLimits.lanes]] as const) {
      if ((this.#counts.get(name) ?? 0) > limit) this.#fail('bpmn_too_many', '', { what: name, limit });
    }
  }

  #openRoot(name: string, written: string, attributes: ReadonlyMap<string, XmlAttribute>): void {
    if (name !== 'definitions') {
      this.#fail('bpmn_not_bpmn', '', { element: quoted(written) });
      this.#push(name, '');
      return;
    }
    this.exporter = attributes.get('exporter')?.value;
    this.#enter(name, 'tDefinitions', attributes, '');
  }

  #openChild(name: string, parent: Open, attributes: ReadonlyMap<string, XmlAttribute>, from: number): void {
    const place = parent.type?.children.get(name);
    if (place) {
      this.#step(name, place.particle, parent);
      this.#enter(name, this.#typeOf(place.type, attributes, parent.id), attributes, parent.id, unread.has(name) ? from : undefined);
      return;
    }
    if (name.startsWith(ownName)) this.#openOwn(name.slice(ownName.length), parent, attributes);
    if (parent.type?.takes === 'other' && (name.startsWith('{') || name.includes(':')) && !name.startsWith('{}')) {
      judgeForeign(name, attributes.get('class')?.value ?? attributes.get('event')?.value ?? '', parent.id, this.#defects);
      this.#push(name, parent.id, isUnderstood(name) ? undefined : from);
      return;
    }
    const id = attributes.get('id')?.value ?? parent.id;
    if (isKnownElement(name)) this.#defects.error('bpmn_element_misplaced', id, { element: name, parent: parent.name });
    else this.#defects.error('bpmn_element_unknown', id, { element: quoted(name.replace(/^\{.*\}/, '')) });
    this.#push(name, id);
  }

  /** Elements of our own namespace: a slip of the pen must not go unnoticed. */
  #openOwn(local: string, parent: Open, attributes: ReadonlyMap<string, XmlAttribute>): void {
    const attributesOf = ownElements.get(local);
    if (!attributesOf) this.#defects.error('bpmn_element_unknown', parent.id, { element: `baton:${local}` });
    else for (const attribute of attributes.keys()) if (!attributesOf.has(attribute)) this.#defects.error('bpmn_attribute_unknown', parent.id, { attribute: `baton:${local} ${quoted(attribute)}` });
  }

  /** Moves on in the parent's content; what stands too late or too often is misplaced. */
  #step(name: string, particle: Particle, parent: Open): void {
    if (particle.index === parent.index) {
      parent.count += 1;
      if (parent.count > particle.most) this.#defects.error('bpmn_element_misplaced', parent.id, { element: name, parent: parent.name });
      return;
    }
    if (particle.index < parent.index) {
      this.#defects.error('bpmn_element_misplaced', parent.id, { element: name, parent: parent.name });
      return;
    }
    for (const skipped of parent.type?.particles.slice(parent.index + 1, particle.index) ?? []) {
      if (skipped.least > 0) this.#defects.error('bpmn_element_missing', parent.id, { element: skipped.label, parent: parent.name });
    }
    parent.index = particle.index;
    parent.count = 1;
  }

  /** The declared type, or the one that `xsi:type` says, if it is one of its kind. */
  #typeOf(declared: string, attributes: ReadonlyMap<string, XmlAttribute>, around: string): string {
    for (const [name, { value }] of attributes) {
      if (this.#namespaces.nameOf(name, true) !== '{xsi}type') continue;
      const said = this.#namespaces.nameOf(value.trim());
      if (said !== undefined && schemaType(said)?.bases.has(declared)) return said;
      this.#defects.error('bpmn_attribute_value', attributes.get('id')?.value ?? around, { attribute: 'xsi:type', value: quoted(value) });
    }
    return declared;
  }

  #enter(name: string, typeName: string, attributes: ReadonlyMap<string, XmlAttribute>, around: string, dropFrom?: number): void {
    const type = schemaType(typeName);
    const id = attributes.get('id')?.value ?? around;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    if (type?.isAbstract) this.#defects.error('bpmn_element_unknown', id, { element: name });
    this.#values.attributes(id, name, type, attributes);
    this.#open.push({ name, id, type: type ?? simpleType, simple: type ? undefined : typeName, dropFrom, index: -1, count: 0 });
  }

  #push(name: string, id: string, dropFrom?: number): void {
    this.#open.push({ name, id, type: undefined, simple: undefined, dropFrom, index: -1, count: 0 });
  }

  #fail(code: 'bpmn_xml_broken' | 'bpmn_include' | 'bpmn_not_bpmn' | 'bpmn_too_many', element: string, params?: Record<string, string | number>): void {
    this.#readable = false;
    this.#defects.error(code, element, params);
  }
}

/** Elements that hold a reference as text. */
const simpleType: SchemaType = {
  name: '',
  isAbstract: false,
  hasText: false,
  particles: [],
  children: new Map(),
  takes: undefined,
  attributes: new Map(),
  bases: new Set(),
};
