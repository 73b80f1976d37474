import type { NodeDefinition, ProcessDefinition, ScopeDefinition, TriggerDefinition } from '../../process.ts';

const text = (value: string): string => value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const TAGS: Record<string, string> = {
  none: 'task', user: 'userTask', manual: 'manualTask', service: 'serviceTask', send: 'sendTask', receive: 'receiveTask', script: 'scriptTask', businessRule: 'businessRuleTask',
  subProcess: 'subProcess', eventSubProcess: 'subProcess', adHoc: 'adHocSubProcess', transaction: 'transaction', call: 'callActivity',
  start: 'startEvent', catch: 'intermediateCatchEvent', throw: 'intermediateThrowEvent', end: 'endEvent', boundary: 'boundaryEvent',
  exclusive: 'exclusiveGateway', parallel: 'parallelGateway', inclusive: 'inclusiveGateway', complex: 'complexGateway', event: 'eventBasedGateway',
};

/** A definition as BPMN 2.0 XML, for engines that read nothing else. Conditions and scripts are marked `feel`; service tasks name a service of their own id. */
export function toXml(process: ProcessDefinition): string {
  const roots = new Map<string, string>();
  const body = scopeXml(process, roots);
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="urn:test">
${[...roots.values()].join('\n')}
<process id="${process.id}" isExecutable="true">
${body}
</process>
</definitions>`;
}

function scopeXml({ nodes, flows, compensations }: ScopeDefinition, roots: Map<string, string>): string {
  const lines = nodes.map((node) => nodeXml(node, { nodes, flows, compensations, data: [] }, roots));
  for (const { id, from, to, condition } of flows) {
    const inner = condition === undefined ? '' : `<conditionExpression xsi:type="tFormalExpression" language="feel">${text(condition)}</conditionExpression>`;
    lines.push(`<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${inner}</sequenceFlow>`);
  }
  compensations.forEach(({ activity, handler }, at) => lines.push(`<association id="association_${activity}_${String(at)}" associationDirection="One" sourceRef="${activity}" targetRef="${handler}" />`));
  return lines.join('\n');
}

function nodeXml(node: NodeDefinition, scope: ScopeDefinition, roots: Map<string, string>): string {
  const attributes: string[] = [`id="${node.id}"`];
  const inner: string[] = [];
  let tag: string | undefined;
  if (node.kind !== 'event' && node.defaultFlow !== undefined) attributes.push(`default="${node.defaultFlow}"`);
  for (const { id, to } of scope.flows) if (to === node.id) inner.push(`<incoming>${id}</incoming>`);
  for (const { id, from } of scope.flows) if (from === node.id) inner.push(`<outgoing>${id}</outgoing>`);
  switch (node.kind) {
    case 'gateway':
      tag = TAGS[node.gateway];
      break;
    case 'event':
      tag = TAGS[node.place];
      if (node.attachedTo !== undefined) attributes.push(`attachedToRef="${node.attachedTo}"`, `cancelActivity="${String(node.isInterrupting)}"`);
      if (node.place === 'start' && !node.isInterrupting) attributes.push('isInterrupting="false"');
      for (const trigger of node.triggers) inner.push(triggerXml(trigger, roots));
      break;
    default:
      tag = TAGS[node.activity];
      if (node.isForCompensation) attributes.push('isForCompensation="true"');
      if (node.activity === 'eventSubProcess') attributes.push('triggeredByEvent="true"');
      if (node.activity === 'service' || node.activity === 'businessRule' || (node.activity === 'send' && node.connector !== undefined)) attributes.push(`implementation="\${environment.services.${node.id}}"`);
      if (node.message !== undefined) attributes.push(`messageRef="${root(roots, 'message', node.message.name)}"`);
      if (node.activity === 'script') {
        attributes.push('scriptFormat="feel"');
        inner.push(`<script>${text(node.script ?? '')}</script>`);
      }
      // Only what bpmn-elements means as BPMN does: its condition ends a loop that is tested after.
      if (node.loop?.loop === 'standard') inner.push(`<standardLoopCharacteristics loopMaximum="${String(node.loop.maximum ?? 1)}" />`);
      if (node.loop?.loop === 'multi')
        inner.push(`<multiInstanceLoopCharacteristics isSequential="${String(node.loop.isSequential)}">${node.loop.cardinality === undefined ? '' : `<loopCardinality>${text(node.loop.cardinality)}</loopCardinality>`}</multiInstanceLoopCharacteristics>`);
      if (node.scope !== undefined) inner.push(scopeXml(node.scope, roots));
  }
  return `<${tag ?? 'task'} ${attributes.join(' ')}>${inner.join('')}</${tag ?? 'task'}>`;
}

function triggerXml(trigger: TriggerDefinition, roots: Map<string, string>): string {
  switch (trigger.on) {
    case 'message':
      return `<messageEventDefinition messageRef="${root(roots, 'message', trigger.name)}" />`;
    case 'signal':
      return `<signalEventDefinition signalRef="${root(roots, 'signal', trigger.name)}" />`;
    case 'error':
      return trigger.code === undefined ? '<errorEventDefinition />' : `<errorEventDefinition errorRef="${root(roots, 'error', trigger.code)}" />`;
    case 'escalation':
      return trigger.code === undefined ? '<escalationEventDefinition />' : `<escalationEventDefinition escalationRef="${root(roots, 'escalation', trigger.code)}" />`;
    case 'timer': {
      const kind = trigger.timer === 'date' ? 'timeDate' : trigger.timer === 'duration' ? 'timeDuration' : 'timeCycle';
      return `<timerEventDefinition><${kind} xsi:type="tFormalExpression">${text(trigger.value.replace(/^"|"$/g, ''))}</${kind}></timerEventDefinition>`;
    }
    case 'conditional':
      return `<conditionalEventDefinition><condition xsi:type="tFormalExpression" language="feel">${text(trigger.condition)}</condition></conditionalEventDefinition>`;
    case 'link':
      return `<linkEventDefinition name="${text(trigger.name)}" />`;
    case 'compensation':
      return `<compensateEventDefinition${trigger.activity === undefined ? '' : ` activityRef="${trigger.activity}"`} waitForCompletion="${String(trigger.waits)}" />`;
    default:
      return `<${trigger.on}EventDefinition />`;
  }
}

function root(roots: Map<string, string>, kind: 'message' | 'signal' | 'error' | 'escalation', name: string): string {
  const id = `${kind}_${name.replace(/\W/g, '_')}`;
  const code = kind === 'error' ? ` errorCode="${text(name)}"` : kind === 'escalation' ? ` escalationCode="${text(name)}"` : '';
  roots.set(id, `<${kind} id="${id}" name="${text(name)}"${code} />`);
  return id;
}
