/** The part of dmn-moddle that is used: it has no types of its own. */
declare module 'dmn-moddle' {
  export class DmnModdle {
    constructor(packages: Readonly<Record<string, unknown>>, options: { readonly nsMap: Readonly<Record<string, string>> });
    /** Rejects where the XML cannot be parsed at all, or the root is no `Definitions`. */
    fromXML(xml: string): Promise<{ readonly rootElement: unknown; readonly warnings: readonly { readonly message: string; readonly element?: unknown; readonly property?: string }[] }>;
  }
}
declare module 'dmn-moddle/resources/dmn/json/dmn13.json' {
  interface TypeDefinition {
    readonly name: string;
    readonly superClass?: readonly string[];
    readonly isAbstract?: boolean;
    readonly properties?: readonly { readonly name: string; readonly type: string; readonly isAttr?: boolean; readonly isMany?: boolean; readonly xml?: { readonly serialize: string } }[];
  }
  const dmn13: { readonly name: string; readonly prefix: string; readonly uri: string; readonly types: readonly TypeDefinition[] };
  export default dmn13;
}
