/** The part of bpmn-moddle that is used: its own types describe each element, not how to read a file. */
declare module 'bpmn-moddle' {
  interface ModdleWarning {
    readonly message: string;
    readonly element?: unknown;
    readonly property?: string;
    readonly value?: string;
  }
  export class BpmnModdle {
    constructor(packages: Readonly<Record<string, unknown>>, options: { readonly nsMap: Readonly<Record<string, string>> });
    readonly registry: { readonly typeMap: Readonly<Record<string, { readonly properties: readonly { readonly name: string; isAttr?: boolean }[] }>> };
    /** Rejects where the XML cannot be parsed at all. */
    fromXML(xml: string): Promise<{ readonly rootElement: unknown; readonly warnings: readonly ModdleWarning[] }>;
  }
}
