import type { Shape } from './drawing.ts';
import type { Tool } from './tools.ts';

interface Extensions {
  readonly elements: string;
  readonly attributes: readonly [string, string | undefined][];
}

/** What the person filled in at the side panel, as the tool keeps it; tools that execute nothing only strew in their own. */
export function extensionsOf({ options, kind }: Shape, tool: Tool): Extensions {
  const option = (name: string) => options.get(name);
  if (tool.rootAttributes.includes('xmlns:camunda')) {
    return {
      elements: (options.has('listener') ? '<camunda:executionListener class="org.bank.Audit" event="start"/>' : '') + (options.has('input') ? `<camunda:inputOutput><camunda:inputParameter name="value">${option('input') ?? ''}</camunda:inputParameter></camunda:inputOutput>` : ''),
      attributes: [
        ['camunda:candidateGroups', option('group')],
        ['camunda:assignee', option('assignee')],
        ['camunda:formKey', option('form')],
        ['camunda:type', options.has('topic') ? 'external' : undefined],
        ['camunda:topic', option('topic')],
        ['camunda:class', option('class')],
        ['camunda:delegateExpression', option('delegate')],
        ['camunda:decisionRef', option('decision')],
        ['camunda:resultVariable', option('result')],
        ['camunda:asyncBefore', option('async')],
      ],
    };
  }
  if (!tool.rootAttributes.includes('xmlns:zeebe')) return { elements: tool.noise, attributes: [] };
  const parts = [
    options.has('topic') ? `<zeebe:taskDefinition type="${option('topic') ?? ''}"/>` : '',
    kind === 'user' && options.has('form') ? `<zeebe:userTask/><zeebe:formDefinition formId="${option('form') ?? ''}"/>` : '',
    options.has('group') ? `<zeebe:assignmentDefinition candidateGroups="${option('group') ?? ''}"/>` : '',
    options.has('decision') ? `<zeebe:calledDecision decisionId="${option('decision') ?? ''}" resultVariable="${option('result') ?? 'result'}"/>` : '',
    options.has('input') ? `<zeebe:ioMapping><zeebe:input source="${option('input') ?? ''}" target="value"/></zeebe:ioMapping>` : '',
    options.has('listener') ? '<zeebe:executionListeners><zeebe:executionListener eventType="start" type="audit"/></zeebe:executionListeners>' : '',
  ];
  return { elements: parts.join(''), attributes: [] };
}
