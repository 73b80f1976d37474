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

const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null && '$type' in value;

/** The text of an attribute, white space reduced; undefined where it is missing or empty. */
export function textOf(element: Element, name: string): string | undefined {
  const value = element.get(name);
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/\s+/g, ' ').trim();
  return text === '' ? undefined : text;
}

/** The element in a property, resolved where it is a reference. */
export function elementOf(element: Element, name: string): Element | undefined {
  const value = element.get(name);
  return isElement(value) ? value : undefined;
}

/** The elements in a property, in the order of the document. */
export function elementsOf(element: Element, name: string): readonly Element[] {
  const value = element.get(name);
  return Array.isArray(value) ? value.filter(isElement) : [];
}

export const isTrue = (element: Element, name: string): boolean => element.get(name) === true;

/** A whole number of an attribute, else what stands for it. */
export function numberOf(element: Element, name: string, otherwise: number): number {
  const value = element.get(name);
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
  const all = values ? elementsOf(values, 'values') : [];
  return type === undefined ? all : all.filter((one) => one.$type === type);
};

/** The children of an element of a namespace that has no descriptor. */
export const childrenOf = (element: Element, type: string): readonly Element[] => element.$children?.filter((one) => one.$type === type) ?? [];

/** The text of an expression, a documentation or an element of another namespace; undefined where empty. */
export function bodyOf(element: Element | undefined): string | undefined {
  if (!element) return undefined;
  const body = element.$descriptor.isGeneric ? element.$body : (element.get('body') ?? element.get('text'));
  const text = typeof body === 'string' ? body.trim() : '';
  return text === '' ? undefined : text;
}

/** The id of the element, or of the nearest around it that has one. */
export function idOf(element: Element | undefined): string {
  for (let at = element; at; at = at.$parent) if (typeof at.id === 'string') return at.id;
  return '';
}
