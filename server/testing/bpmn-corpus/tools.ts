/** What tells one tool's files from another's: prefixes, ids, what is spelt out, what is strewn in, how it is drawn. */
export interface Tool {
  readonly name: string;
  /** Of the model's elements; empty where it is the default namespace. */
  readonly prefix: string;
  readonly di: { readonly bpmndi: string; readonly dc: string; readonly di: string };
  readonly rootAttributes: string;
  readonly head: string;
  /** The id that the tool gives to a shape or arrow of this kind. */
  readonly id: (kind: string, id: string) => string;
  /** Writes attributes that only repeat the standard's defaults. */
  readonly spellsDefaults: boolean;
  readonly writesIncoming: boolean;
  /** `xsi:type` of expressions. */
  readonly expressionType: string;
  /** In `extensionElements` of every shape. */
  readonly noise: string;
  readonly hasDiagram: boolean;
  /** Flows stand after all shapes, else each where it begins. */
  readonly flowsLast: boolean;
  readonly newline: string;
}

/** Digits and letters that look drawn by chance and are always the same. */
function hash(text: string, length: number, alphabet = '0123456789abcdefghijklmnopqrstuvwxyz'): string {
  let state = 2_166_136_261;
  for (const letter of text) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return Array.from({ length }, () => {
    state = Math.imul(state ^ (state >>> 15), 2_246_822_519) >>> 0;
    return alphabet[state % alphabet.length];
  }).join('');
}

const model = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const drawn = (bpmndi: string, dc: string, di: string) =>
  `xmlns:${bpmndi}="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:${dc}="http://www.omg.org/spec/DD/20100524/DC" xmlns:${di}="http://www.omg.org/spec/DD/20100524/DI"`;
const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

const families: Readonly<Record<string, string>> = { start: 'StartEvent', end: 'EndEvent', catch: 'Event', throw: 'Event', boundary: 'Event', xor: 'Gateway', and: 'Gateway', or: 'Gateway', event: 'Gateway', complex: 'Gateway', flow: 'Flow', process: 'Process', pool: 'Participant', lane: 'Lane', data: 'DataObjectReference', note: 'TextAnnotation', message: 'Message' };
const modelerId = (kind: string, id: string): string => `${families[kind] ?? 'Activity'}_${hash(id, 7)}`;
const sid = (id: string): string => `sid-${[8, 4, 4, 4, 12].map((length, part) => hash(`${id}${part}`, length, '0123456789ABCDEF')).join('-')}`;

const plain = { expressionType: 'tFormalExpression', noise: '', spellsDefaults: false, writesIncoming: true, hasDiagram: true, flowsLast: false, newline: '\n', head: '<?xml version="1.0" encoding="UTF-8"?>\n' };

const bpmnIo: Tool = {
  ...plain,
  name: 'bpmn-js',
  prefix: 'bpmn2:',
  di: { bpmndi: 'bpmndi', dc: 'dc', di: 'di' },
  rootAttributes: `${xsi} xmlns:bpmn2="${model}" ${drawn('bpmndi', 'dc', 'di')} xsi:schemaLocation="http://www.omg.org/spec/BPMN/20100524/MODEL BPMN20.xsd" id="sample-diagram" targetNamespace="http://bpmn.io/schema/bpmn"`,
  id: modelerId,
  expressionType: 'bpmn2:tFormalExpression',
};

export const tools = {
  'bpmn-js': bpmnIo,
  camunda7: {
    ...bpmnIo,
    name: 'Camunda Modeler for Camunda 7',
    prefix: 'bpmn:',
    rootAttributes: `xmlns:bpmn="${model}" ${drawn('bpmndi', 'dc', 'di')} xmlns:camunda="http://camunda.org/schema/1.0/bpmn" ${xsi} xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="Definitions_0rx3sg2" targetNamespace="http://bpmn.io/schema/bpmn" exporter="Camunda Modeler" exporterVersion="5.19.0" modeler:executionPlatform="Camunda Platform" modeler:executionPlatformVersion="7.20.0"`,
    expressionType: 'bpmn:tFormalExpression',
  },
  camunda8: {
    ...bpmnIo,
    name: 'Camunda Modeler for Camunda 8',
    prefix: 'bpmn:',
    rootAttributes: `xmlns:bpmn="${model}" ${drawn('bpmndi', 'dc', 'di')} xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" ${xsi} xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="Definitions_1sa0v7m" targetNamespace="http://bpmn.io/schema/bpmn" exporter="Camunda Web Modeler" exporterVersion="a1b2c3d" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.5.0"`,
    expressionType: 'bpmn:tFormalExpression',
  },
  signavio: {
    ...plain,
    name: 'Signavio',
    prefix: '',
    head: '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    di: { bpmndi: 'bpmndi', dc: 'omgdc', di: 'omgdi' },
    rootAttributes: `xmlns="${model}" ${drawn('bpmndi', 'omgdc', 'omgdi')} xmlns:signavio="http://www.signavio.com" ${xsi} exporter="Signavio Process Editor, http://www.signavio.com" exporterVersion="14.2.0" expressionLanguage="http://www.w3.org/1999/XPath" id="sid-7f9a" targetNamespace="http://www.signavio.com" typeLanguage="http://www.w3.org/2001/XMLSchema" xsi:schemaLocation="http://www.omg.org/spec/BPMN/20100524/MODEL http://www.omg.org/spec/BPMN/2.0/20100501/BPMN20.xsd"`,
    id: (_kind: string, id: string) => sid(id),
    spellsDefaults: true,
    noise: '<signavio:signavioMetaData metaKey="bgcolor" metaValue="#ffffcc"/><signavio:signavioMetaData metaKey="risklevel" metaValue=""/>',
    flowsLast: true,
  },
  yaoqiang: {
    ...plain,
    name: 'Yaoqiang BPMN Editor',
    prefix: '',
    head: '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\r\n',
    di: { bpmndi: 'bpmndi', dc: 'dc', di: 'di' },
    rootAttributes: `xmlns="${model}" ${drawn('bpmndi', 'dc', 'di')} xmlns:tns="http://sourceforge.net/bpmn/definitions/_1400000000000" ${xsi} xmlns:yaoqiang="http://bpmn.sourceforge.net" exporter="Yaoqiang BPMN Editor" exporterVersion="5.5" expressionLanguage="http://www.w3.org/1999/XPath" id="_1400000000000" name="" targetNamespace="http://sourceforge.net/bpmn/definitions/_1400000000000" typeLanguage="http://www.w3.org/2001/XMLSchema"`,
    id: (_kind: string, id: string) => `_${hash(id, 3, '123456789')}-${hash(id, 4, '123456789')}`,
    spellsDefaults: true,
    noise: '<yaoqiang:style fill="#ffffff"/>',
    newline: '\r\n',
  },
  bonita: {
    ...plain,
    name: 'Bonita',
    prefix: 'model:',
    di: { bpmndi: 'di', dc: 'dc', di: 'di_1' },
    rootAttributes: `xmlns:model="${model}" ${drawn('di', 'dc', 'di_1')} ${xsi} exporter="BonitaSoft" exporterVersion="7.15" expressionLanguage="http://groovy.codehaus.org/" targetNamespace="http://bonitasoft.com/_kR7Qw"`,
    id: (_kind: string, id: string) => `_${hash(id, 22, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789')}`,
    expressionType: 'model:tFormalExpression',
    writesIncoming: false,
    flowsLast: true,
  },
  adonis: {
    ...plain,
    name: 'ADONIS',
    prefix: '',
    head: '\uFEFF<?xml version="1.0" encoding="utf-8"?>\n',
    di: { bpmndi: 'bpmndi', dc: 'dc', di: 'di' },
    rootAttributes: `${xsi} xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:adonis="http://www.boc-group.com" xmlns="${model}" exporter="ADONIS NP" exporterVersion="12.0" name="Modell" targetNamespace="http://www.boc-group.com" id="_def${hash('adonis', 8)}"`,
    id: (_kind: string, id: string) => `_${[8, 4, 4, 4, 12].map((length, part) => hash(`${id}a${part}`, length, '0123456789abcdef')).join('-')}`,
    noise: '<adonis:modelattributes><adonis:attribute name="NAME_ORDER" type="INTEGER">0</adonis:attribute></adonis:modelattributes>',
    writesIncoming: false,
    flowsLast: true,
  },
  architect: {
    ...plain,
    name: 'Enterprise Architect',
    prefix: 'semantic:',
    head: '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n',
    di: { bpmndi: 'bpmndi', dc: 'dc', di: 'di' },
    rootAttributes: `${xsi} targetNamespace="http://sparxsystems.com/bpmn/eaxmi" id="EAPK_${hash('ea', 8, '0123456789ABCDEF')}" exporter="Enterprise Architect" exporterVersion="16.1" xmlns:semantic="${model}" ${drawn('bpmndi', 'dc', 'di')}`,
    id: (kind: string, id: string) => `${kind === 'process' ? 'EAPK' : 'EAID'}_${[8, 4, 4, 12].map((length, part) => hash(`${id}e${part}`, length, '0123456789ABCDEF')).join('_')}`,
    expressionType: 'semantic:tFormalExpression',
    spellsDefaults: true,
    writesIncoming: true,
  },
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof tools;
