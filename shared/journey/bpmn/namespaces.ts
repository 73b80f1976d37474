import { must } from '../../assert.ts';
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

/** What is declared at one place of the file, and the names that were already looked up there. */
interface Scope {
  readonly prefixes: ReadonlyMap<string, string>;
  readonly names: Map<string, string | undefined>;
}

/** The namespaces in force while a file is scanned. */
export class Namespaces {
  /** Every namespace that the file declares. */
  readonly seen = new Set<string>();
  readonly #scopes: Scope[] = [{ prefixes: new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]), names: new Map() }];

  enter(attributes: ReadonlyMap<string, XmlAttribute>): void {
    const around = this.#scope();
    let declared: Map<string, string> | undefined;
    for (const [name, { value }] of attributes) {
      if (!isDeclaration(name)) continue;
      declared ??= new Map(around.prefixes);
      declared.set(name.slice(6), value);
      this.seen.add(value);
    }
    this.#scopes.push(declared ? { prefixes: declared, names: new Map() } : around);
  }

  leave(): void {
    this.#scopes.pop();
  }

  isDeclared(prefix: string): boolean {
    return this.#scope().prefixes.has(prefix);
  }

  isDeclaration(name: string): boolean {
    return isDeclaration(name);
  }

  /**
   * A name as the schema table has it; of other namespaces `{uri}local`, without any `{}`. Attributes without a prefix have no
   * namespace. Undefined where the prefix is not declared.
   */
  nameOf(written: string, isAttribute = false): string | undefined {
    if (isAttribute && !written.includes(':')) return written;
    const { prefixes, names } = this.#scope();
    if (!names.has(written)) names.set(written, resolve(written, prefixes));
    return names.get(written);
  }

  #scope(): Scope {
    return must(this.#scopes.at(-1), 'a scope is open');
  }
}

function resolve(written: string, prefixes: ReadonlyMap<string, string>): string | undefined {
  const colon = written.indexOf(':');
  const uri = prefixes.get(colon < 0 ? '' : written.slice(0, colon));
  const local = written.slice(colon + 1);
  if (uri === undefined || uri === '') return colon < 0 ? `{}${local}` : undefined;
  return `${Object.hasOwn(known, uri) ? known[uri] : `{${uri}}`}${local}`;
}
