import { DmnModdle } from 'dmn-moddle';
import { DmnDefects, type DmnDefect } from '../../../shared/decision/dmn/defects.ts';
import type { DmnModel } from '../../../shared/decision/dmn/model.ts';
import { bpmnLimits, utf8Bytes } from '../../../shared/journey/bpmn/limits.ts';
import { scanXml } from '../../../shared/journey/bpmn/scan-xml.ts';
import { dmnGrammar, laterNamespaces, understoodModels } from './dmn-grammar.ts';
import { idOf, type Part } from './parts.ts';
import { readDefinitions } from './read-definitions.ts';

export type DmnReading = { readonly ok: true; readonly model: DmnModel } | { readonly ok: false; readonly defects: readonly DmnDefect[] };

const moddle = new DmnModdle({ dmn: dmnGrammar }, { nsMap: laterNamespaces });

/**
 * Reads a file of decisions, DMN 1.3 to 1.5 (OMG formal/2024-01-01). Every defect found is listed with its element; whether expressions
 * can be used, `compileModel` tells. The limits of process models hold. It never throws for what a file holds.
 */
export async function readDmn(xml: string): Promise<DmnReading> {
  const defects = new DmnDefects();
  const root = isReadable(xml, defects) ? await parsed(xml, defects) : undefined;
  const model = root === undefined ? undefined : readDefinitions(root, defects);
  return model === undefined || defects.list.length > 0 ? { ok: false, defects: defects.list } : { ok: true, model };
}

/** Goes once through the text before anything is built from it. */
function isReadable(xml: string, defects: DmnDefects): boolean {
  if (utf8Bytes(xml, bpmnLimits.bytes) > bpmnLimits.bytes) {
    defects.add('bpmn_too_large', '', { limit: bpmnLimits.bytes });
    return false;
  }
  let root: string | undefined;
  let namespace: string | undefined;
  const fault = scanXml(xml, {
    open(name, attributes) {
      if (root !== undefined) return;
      root = name;
      const prefix = name.includes(':') ? `xmlns:${name.slice(0, name.indexOf(':'))}` : 'xmlns';
      namespace = attributes.get(prefix)?.value;
    },
    close: () => undefined,
    text: () => undefined,
  });
  if (fault !== undefined) defects.add(fault.code, '', fault.params);
  else if (root?.replace(/^.*:/, '') !== 'definitions' || !understoodModels.has(namespace ?? '')) defects.add('dmn_not_dmn', '');
  return defects.list.length === 0;
}

async function parsed(xml: string, defects: DmnDefects): Promise<Part | undefined> {
  try {
    const { rootElement, warnings } = await moddle.fromXML(xml);
    for (const { message, element } of warnings) {
      const unknown = /unparsable content <\/?([\w:.-]+)/.exec(message)?.[1];
      const twice = /duplicate ID <([^>]*)>/.exec(message)?.[1];
      if (twice !== undefined) defects.add('dmn_name_twice', twice, { name: twice });
      else if (unknown !== undefined) defects.add('dmn_element_unknown', element === undefined ? '' : idOf(element as Part), { element: unknown });
    }
    return rootElement as Part;
  } catch {
    defects.add('bpmn_xml_broken', '', { line: 1 });
    return undefined;
  }
}
