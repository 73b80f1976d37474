import type { Defects } from './defects.ts';
import { quoted } from './defects.ts';
import type { Element } from './tree.ts';
import { idOf } from './tree.ts';

/** As bpmn-moddle warns. */
export interface ModdleWarning {
  readonly message: string;
  readonly element?: unknown;
  readonly property?: string;
  readonly value?: string;
}

/** What nobody executes may point anywhere: how things are drawn, and what other schemas describe. */
const isIdle = (element: Element | undefined, property: string): boolean =>
  element === undefined ||
  !/^bpmn:/.test(element.$type) ||
  /^bpmn:(?:Association|Group|ConversationLink|Category|DataStoreReference)$/.test(element.$type) ||
  /itemSubjectRef|structureRef|itemRef|supportedInterfaceRefs|operationRef|interfaceRef|endPointRefs|categoryValueRef|definitionalCollaborationRef|partitionElementRef/.test(property);

/** References whose ends the schema itself asks for; they were found when the file was checked. */
const isChecked = (element: Element, property: string): boolean =>
  /:(?:default|flowNodeRef|dataObjectRef|dataInputRefs|dataOutputRefs|inputDataRef|outputDataRef|\w+(?:In|Out)putRefs|\w+SetRefs)$/.test(property) ||
  (/:(?:source|target)Ref$/.test(property) && /^bpmn:(?:SequenceFlow|Data\w*Association)$/.test(element.$type));

/** What bpmn-moddle could not place, as defects with the element's id. */
export function reportWarnings(warnings: readonly ModdleWarning[], defects: Defects): void {
  for (const { message, element, property = '', value = '' } of warnings) {
    const at = element as Element | undefined;
    if (message.startsWith('unresolved reference')) {
      if (at === undefined || isIdle(at, property) || isChecked(at, property)) continue;
      defects.warn('bpmn_reference_missing', idOf(at), { reference: property.replace(/^bpmn:/, ''), target: quoted(value) });
    } else if (message.startsWith('unknown attribute')) {
      if (property.startsWith('baton:')) defects.error('bpmn_attribute_unknown', idOf(at), { attribute: property });
    } else if (!defects.hasError) {
      // The file was checked before, so this is something that only bpmn-moddle does not know.
      defects.error('bpmn_element_unknown', '', { element: /unparsable content <\/?([\w:.-]+)/.exec(message)?.[1] ?? quoted(message) });
    }
  }
}
