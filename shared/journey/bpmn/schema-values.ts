import type { Defects } from './defects.ts';
import { quoted } from './defects.ts';
import { judgeForeign } from './foreign-code.ts';
import type { Namespaces } from './namespaces.ts';
import type { XmlAttribute } from './scan-xml.ts';
import type { SchemaType } from './schema.ts';
import { enumerations } from './schema.ts';

const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$|^-?INF$|^NaN$/;
const ncName = /^[\p{L}_][\p{L}\p{N}\p{M}_.\-·]*$/u;
const asciiName = /^[A-Za-z_][\w.-]*$/;
const isName = (value: string): boolean => asciiName.test(value) || ncName.test(value);

const shapes: Readonly<Record<string, (value: string) => boolean>> = {
  boolean: (value) => /^(?:true|false|1|0)$/.test(value),
  integer: (value) => /^[+-]?\d+$/.test(value),
  int: (value) => /^[+-]?\d{1,10}$/.test(value),
  double: (value) => number.test(value),
  ID: isName,
  IDREF: isName,
  QName: (value) => asciiName.test(value) || (value.split(':').length <= 2 && value.split(':').every(isName)),
};

interface Reference {
  readonly element: string;
  readonly reference: string;
  readonly target: string;
}

/** Checks the values of attributes and simple elements, and notes what must be written otherwise for bpmn-moddle. */
export class SchemaValues {
  readonly #defects: Defects;
  readonly #namespaces: Namespaces;
  readonly #ids = new Set<string>();
  readonly #references: Reference[] = [];
  readonly #edits: { readonly from: number; readonly to: number; readonly text: string }[] = [];
  readonly #aliases = new Map<string, string>();
  #parts: string[] = [];
  #partsFrom = 0;
  #element = '';

  constructor(defects: Defects, namespaces: Namespaces) {
    this.#defects = defects;
    this.#namespaces = namespaces;
  }

  attributes(element: string, name: string, type: SchemaType | undefined, attributes: ReadonlyMap<string, XmlAttribute>): void {
    this.#element = name;
    for (const [written, attribute] of attributes) {
      if (this.#namespaces.isDeclaration(written)) continue;
      const resolved = this.#namespaces.nameOf(written, true);
      // The standard's own attributes have no prefix.
      if (resolved === undefined || (written.includes(':') && !resolved.startsWith('{'))) this.#defects.error('bpmn_attribute_unknown', element, { attribute: quoted(written) });
      else if (resolved.startsWith('{')) judgeForeign(resolved, attribute.value, element, this.#defects);
      else this.#attribute(element, resolved, type, attribute);
    }
    for (const [required, rule] of type?.attributes ?? []) {
      if (rule.isRequired && !attributes.has(required)) this.#defects.error('bpmn_attribute_missing', element, { attribute: required });
    }
  }

  #attribute(element: string, name: string, type: SchemaType | undefined, { value, from }: XmlAttribute): void {
    const rule = type?.attributes.get(name);
    if (!rule) {
      this.#defects.error('bpmn_attribute_unknown', element, { attribute: quoted(name) });
      return;
    }
    if (rule.type === 'ID') this.#id(value.trim());
    this.#value(element, name, rule.type, value, from);
  }

  text(text: string, from: number): void {
    if (this.#parts.length === 0) this.#partsFrom = from;
    this.#parts.push(text);
  }

  /** The end of an element that holds text of a simple type. */
  endText(element: string, simple: string | undefined): void {
    if (simple === undefined) return;
    const value = this.#parts.join('');
    this.#value(element, this.#element, simple, value, this.#partsFrom);
    this.#parts = [];
  }

  finish(): void {
    for (const { element, reference, target } of this.#references) {
      if (!this.#ids.has(target)) this.#defects.error('bpmn_reference_missing', element, { reference, target: quoted(target) });
    }
  }

  edited(xml: string): string {
    if (this.#edits.length === 0) return xml;
    const parts: string[] = [];
    let at = 0;
    for (const { from, to, text } of this.#edits) {
      parts.push(xml.slice(at, from), text);
      at = to;
    }
    return parts.join('') + xml.slice(at);
  }

  /** Undefined where every id could stay as it is. */
  get restore(): ((json: string) => string) | undefined {
    if (this.#aliases.size === 0) return undefined;
    const ids = new Map([...this.#aliases].map(([id, alias]) => [alias, id]));
    return (json) => json.replace(/_nonAscii\d+_/g, (alias) => ids.get(alias) ?? alias);
  }

  #id(id: string): void {
    if (this.#ids.has(id)) this.#defects.error('bpmn_id_taken', id);
    this.#ids.add(id);
  }

  #value(element: string, name: string, type: string, written: string, from: number): void {
    const value = written.trim();
    const values = enumerations.get(type);
    const shape = shapes[type];
    if (values ? !values.has(written) : shape ? !shape(value) : false) {
      this.#defects.error('bpmn_attribute_value', element, { attribute: name, value: quoted(value) });
      return;
    }
    if (type === 'boolean' && (value === '1' || value === '0')) this.#edit(from, written, value === '1' ? 'true' : 'false');
    if (type === 'IDREF') this.#references.push({ element, reference: name, target: value });
    if (type === 'ID' || type === 'IDREF' || type === 'QName') this.#name(element, name, type, value, written, from);
  }

  #name(element: string, name: string, type: string, value: string, written: string, from: number): void {
    const colon = value.indexOf(':');
    if (colon > 0 && !this.#namespaces.isDeclared(value.slice(0, colon))) {
      this.#defects.error('bpmn_attribute_value', element, { attribute: name, value: quoted(value) });
      return;
    }
    // Types of other schemas keep their prefix; ids of this file are known without one.
    const local = type === 'QName' && !/structureRef|type|evaluatesToTypeRef|implementationRef/.test(name) ? value.slice(colon + 1) : value;
    const plain = asciiName.test(local) || local.includes(':') ? local : this.#aliasOf(local);
    if (plain !== written) this.#edit(from, written, plain);
  }

  #aliasOf(id: string): string {
    const alias = this.#aliases.get(id) ?? `_nonAscii${this.#aliases.size}_`;
    this.#aliases.set(id, alias);
    return alias;
  }

  /** Leaves a part out of what bpmn-moddle reads. */
  drop(from: number, to: number): void {
    while ((this.#edits.at(-1)?.from ?? -1) >= from) this.#edits.pop();
    this.#edits.push({ from, to, text: '' });
  }

  #edit(from: number, written: string, text: string): void {
    this.#edits.push({ from, to: from + written.length, text });
  }
}
