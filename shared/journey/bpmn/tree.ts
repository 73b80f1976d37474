/** An element as bpmn-moddle gives it: typed ones answer `get` by property, those of unknown namespaces have plain fields. */
export interface Element {
  readonly $type: string;
  readonly id?: string;
  readonly $parent?: Element;
  /** Attributes that the type does not know, as `prefix:name`. */
  readonly $attrs?: Readonly<Record<string, string>>;
  readonly $children?: readonly Element[];
  readonly $body?: string;
  readonly $descriptor: { readonly isGeneric?: boolean };
  get(name: string): unknown;
  $instanceOf(type: string): boolean;
}

/**
 * A property as it is kept: `get` would make an empty list for each one that is asked for. Our own attributes are kept by their local
 * name, defaults are on the prototype.
 */
const kept = (element: Element, name: string): unknown => (element as unknown as Record<string, unknown>)[name.startsWith('baton:') ? name.slice(6) : name];

const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null && '$type' in value;

const none: readonly Element[] = [];

/** The text of an attribute, white space reduced; undefined where it is missing or empty. */
export function textOf(element: Element, name: string): string | undefined {
  const value = kept(element, name);
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/\s+/g, ' ').trim();
  return text === '' ? undefined : text;
}

/** The element in a property, resolved where it is a reference. */
export function elementOf(element: Element, name: string): Element | undefined {
  const value = kept(element, name);
  return isElement(value) ? value : undefined;
}

/** The elements in a property, in the order of the document. */
export function elementsOf(element: Element, name: string): readonly Element[] {
  const value = kept(element, name);
  return Array.isArray(value) ? (value.every(isElement) ? value : value.filter(isElement)) : none;
}

export const isTrue = (element: Element, name: string): boolean => kept(element, name) === true;

/** Whether an attribute says `false`; its default may be either. */
export const isFalse = (element: Element, name: string): boolean => kept(element, name) === false;

/** A whole number of an attribute, else what stands for it. */
export function numberOf(element: Element, name: string, otherwise: number): number {
  const value = kept(element, name);
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : otherwise;
}

/** An attribute of a namespace that has no descriptor, as `prefix:name`; of elements of such a namespace by its bare name. */
export function foreign(element: Element, name: string): string | undefined {
  const value = element.$descriptor.isGeneric ? (element as unknown as Record<string, unknown>)[name] : element.$attrs?.[name];
  return typeof value === 'string' ? value.trim() : undefined;
}

/** The extension elements of a type, `prefix:name`. */
export const extensionsOf = (element: Element, type?: string): readonly Element[] => {
  const values = elementOf(element, 'extensionElements');
  const all = values ? elementsOf(values, 'values') : none;
  return type === undefined ? all : all.filter((one) => one.$type === type);
};

/** The children of an element of a namespace that has no descriptor. */
export const childrenOf = (element: Element, type: string): readonly Element[] => element.$children?.filter((one) => one.$type === type) ?? [];

/** The text of an expression, a documentation or an element of another namespace; undefined where empty. */
export function bodyOf(element: Element | undefined): string | undefined {
  if (!element) return undefined;
  const body = element.$descriptor.isGeneric ? element.$body : (kept(element, 'body') ?? kept(element, 'text'));
  const text = typeof body === 'string' ? body.trim() : '';
  return text === '' ? undefined : text;
}

/** The id of the element, or of the nearest around it that has one. */
export function idOf(element: Element | undefined): string {
  for (let at = element; at; at = at.$parent) if (typeof at.id === 'string') return at.id;
  return '';
}
