/** The part of bpmn-moddle that the map uses: its own types describe each element, not how to read a file. */
declare module 'bpmn-moddle' {
  export class BpmnModdle {
    fromXML(xml: string): Promise<{ readonly rootElement: unknown }>;
  }
}
