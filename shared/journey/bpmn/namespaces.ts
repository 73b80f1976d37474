import type { XmlAttribute } from './scan-xml.ts';

const known: Readonly<Record<string, string>> = {
  'http://www.omg.org/spec/BPMN/20100524/MODEL': '',
  'http://www.omg.org/spec/BPMN/20100524/DI': 'bpmndi:',
  'http://www.omg.org/spec/DD/20100524/DC': 'dc:',
  'http://www.omg.org/spec/DD/20100524/DI': 'di:',
  'http://www.w3.org/2001/XInclude': 'xinclude:',
  'http://www.w3.org/2001/XMLSchema-instance': '{xsi}',
  'http://www.w3.org/XML/1998/namespace': '{xml}',
};

const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:');

/** The namespaces in force while a file is scanned. */
export class Namespaces {
  /** Every namespace that the file declares. */
  readonly seen = new Set<string>();
  readonly #scopes: ReadonlyMap<string, string>[] = [new Map([['xml', 'http://www.w3.org/XML/1998/namespace']])];

  enter(attributes: ReadonlyMap<string, XmlAttribute>): void {
    let scope = this.#scopes.at(-1) ?? new Map<string, string>();
    for (const [name, { value }] of attributes) {
      if (!isDeclaration(name)) continue;
      if (scope === this.#scopes.at(-1)) scope = new Map(scope);
      (scope as Map<string, string>).set(name.slice(6), value);
      this.seen.add(value);
    }
    this.#scopes.push(scope);
  }

  leave(): void {
    this.#scopes.pop();
  }

  isDeclared(prefix: string): boolean {
    return this.#scopes.at(-1)?.has(prefix) ?? false;
  }

  isDeclaration(name: string): boolean {
    return isDeclaration(name);
  }

  /**
   * A name as the schema table has it; of other namespaces `{uri}local`, without any `{}`. Attributes without a prefix have no
   * namespace. Undefined where the prefix is not declared.
   */
  nameOf(written: string, isAttribute = false): string | undefined {
    const colon = written.indexOf(':');
    if (colon < 0 && isAttribute) return written;
    const uri = this.#scopes.at(-1)?.get(colon < 0 ? '' : written.slice(0, colon));
    const local = written.slice(colon + 1);
    if (uri === undefined) return colon < 0 ? `{}${local}` : undefined;
    return `${Object.hasOwn(known, uri) ? known[uri] : `{${uri}}`}${local}`;
  }
}
