import { BpmnModdle } from 'bpmn-moddle';
import { describe, expect, it } from 'vitest';
import { schemaTypes } from '../../../shared/journey/bpmn/schema-types.ts';
import { schemaType } from '../../../shared/journey/bpmn/schema.ts';

interface Property {
  readonly isAttr?: boolean;
  readonly isVirtual?: boolean;
  readonly isReference?: boolean;
  readonly type: string;
}
interface Descriptor {
  readonly propertiesByName: Readonly<Record<string, Property | undefined>>;
  readonly properties: readonly Property[];
}
type Type = { readonly $descriptor: Descriptor; hasType(name: string): boolean };

const moddle = new BpmnModdle({}, { nsMap: {} }) as unknown as { getType(name: string): Type };

const typeOf = (name: string): Type | undefined => {
  try {
    return moddle.getType(`bpmn:${name.charAt(0).toUpperCase()}${name.slice(1)}`);
  } catch {
    return undefined;
  }
};

/** What the schema allows and bpmn-moddle would stumble over, as `type child` and `type @attribute`. */
function* unknownToModdle(): Generator<string> {
  for (const name of schemaTypes.trim().split('\n').map((line) => line.split(/[ |]/, 1)[0] ?? '')) {
    const type = schemaType(name);
    const known = /^t[A-Z]/.test(name) ? typeOf(name.slice(1)) : undefined;
    if (!type || !known || type.isAbstract) continue;
    const { propertiesByName, properties } = known.$descriptor;
    for (const attribute of type.attributes.keys()) if (!propertiesByName[attribute] && !propertiesByName[`bpmn:${attribute}`]) yield `${name} @${attribute}`;
    for (const child of type.children.keys()) {
      const own = propertiesByName[`bpmn:${child}`];
      if (child.includes(':') || (own && !own.isAttr)) continue;
      const element = own ? undefined : typeOf(child);
      if (!element || !properties.some((property) => !property.isVirtual && !property.isReference && element.hasType(property.type))) yield `${name} ${child}`;
    }
  }
}

describe('bpmn-moddle', () => {
  it('knows every element and attribute of the schema but those that the reader leaves out or mends', () => {
    expect([...unknownToModdle()].sort()).toEqual([
      'tCallConversation messageFlowRef',
      'tConversation messageFlowRef',
      'tExtension documentation',
      'tGlobalScriptTask script',
      'tInputOutputBinding @id',
      'tInputOutputBinding documentation',
      'tInputOutputBinding extensionElements',
      'tParticipant endPointRef',
      'tParticipantAssociation innerParticipantRef',
      'tParticipantAssociation outerParticipantRef',
      'tSubConversation messageFlowRef',
    ]);
  });
});
