import { BpmnModdle } from 'bpmn-moddle';
import { batonModdle } from '../../../shared/journey/bpmn/baton-moddle.ts';
import { checkFile } from '../../../shared/journey/bpmn/check-file.ts';
import { Defects } from '../../../shared/journey/bpmn/defects.ts';
import { understoodNamespaces } from '../../../shared/journey/bpmn/foreign-code.ts';
import { bpmnLimits } from '../../../shared/journey/bpmn/limits.ts';
import type { BpmnReading } from '../../../shared/journey/bpmn/read-definitions.ts';
import { readDefinitions } from '../../../shared/journey/bpmn/read-definitions.ts';
import type { ProcessDefinition } from '../../../shared/journey/process.ts';

type Known = (id: string) => ProcessDefinition | undefined;

const nobody: Known = () => undefined;

const moddle = new BpmnModdle({ baton: batonModdle }, { nsMap: { ...understoodNamespaces } });
// The standard's schema has a global task's script as an element, bpmn-moddle as an attribute.
for (const property of moddle.registry.typeMap['bpmn:GlobalScriptTask']?.properties ?? []) if (property.name === 'bpmn:script') property.isAttr = false;

/**
 * Reads BPMN 2.0 (OMG formal/2013-12-09) with `baton:`, Camunda 7 and Camunda 8 attributes. `known` answers for processes of the
 * catalog that call activities name. Every defect found is listed; one of severity error refuses the file. Bounded by `bpmnLimits`
 * and linear in the size of the file; it never throws for what a file holds.
 */
export async function readBpmn(xml: string, known: Known = nobody): Promise<BpmnReading> {
  const defects = new Defects();
  const file = checkFile(xml, defects);
  if (!file) return { ok: false, defects: defects.list() };
  let parsed;
  try {
    parsed = await moddle.fromXML(file.xml);
  } catch {
    defects.error('bpmn_xml_broken', '', { line: 1 });
    return { ok: false, defects: defects.list() };
  }
  const reading = readDefinitions(parsed.rootElement, parsed.warnings, file.source, known, defects);
  return file.restore === undefined ? reading : (JSON.parse(file.restore(JSON.stringify(reading))) as BpmnReading);
}

/** As `readBpmn`, for the bytes of an upload: UTF-8, or Latin-1 where the file says so, as several tools write it. */
export async function readBpmnUpload(bytes: Uint8Array, known: Known = nobody): Promise<BpmnReading> {
  const defects = new Defects();
  const xml = bytes.length > bpmnLimits.bytes ? undefined : textOf(bytes);
  if (xml !== undefined) return readBpmn(xml, known);
  if (bytes.length > bpmnLimits.bytes) defects.error('bpmn_too_large', '', { limit: bpmnLimits.bytes });
  else defects.error('bpmn_encoding', '', { encoding: '?' });
  return { ok: false, defects: defects.list() };
}

/** The beginning of a file in a code that agrees with ASCII up to the name of its encoding. */
const latinDeclaration = /^(<\?xml\s[^>]{0,60}?encoding\s*=\s*["'])(?:iso-8859-1|latin1|windows-1252)(["'])/i;
const longestDeclaration = 120;

function textOf(bytes: Uint8Array): string | undefined {
  if (latinDeclaration.test(new TextDecoder('latin1').decode(bytes.subarray(0, longestDeclaration)))) {
    // What is read from here on is text; whatever else the declaration says is still checked.
    return new TextDecoder('latin1').decode(bytes).replace(latinDeclaration, '$1UTF-8$2');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
