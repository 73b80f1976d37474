import { compileCondition, compileScript } from '../../decision/feel/feel.ts';
import type { ActivityDefinition, DataDefinition, Defect, EventDefinition, FlowDefinition, MappingDefinition, NodeDefinition, TriggerDefinition } from '../process.ts';
import { readTimer } from './timers.ts';
import type { CompiledData, CompiledLoop, Condition, EventSub, Expression, Flow, Mapping, Node, Op, ScopeTable, Trigger } from './tables.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
export type MutableNode = Writable<Omit<Node, 'incoming' | 'outgoing' | 'boundaries'>> & {
  incoming: Flow[];
  outgoing: Flow[];
  boundaries: Node[];
  boundaryOf: Node | undefined;
  isLinkTarget: boolean;
};
export type MutableTable = Writable<Omit<ScopeTable, 'nodes' | 'list' | 'eventSubs'>> & { nodes: Map<string, MutableNode>; list: MutableNode[]; eventSubs: EventSub[] };

const LITERAL = /^(?:"[^"\\]*"|-?\d+(?:\.\d+)?|true|false|null)$/;

/** What is gathered while a process is compiled. */
export class Compiling {
  readonly defects: Defect[] = [];
  readonly nodes: MutableNode[] = [];
  readonly flows: Flow[] = [];

  defect(code: string, element: string, params?: Record<string, string | number>): void {
    this.defects.push({ severity: 'error', code, element, ...(params === undefined ? {} : { params }) });
  }

  feel(source: string, element: string): Expression | undefined {
    const compiled = compileScript(source, 'any');
    if (compiled.ok) return compiled;
    this.defect(compiled.code, element, { ...compiled.params, ...(compiled.rule === undefined ? {} : { rule: compiled.rule }) });
    return undefined;
  }

  condition(source: string, element: string): Condition | undefined {
    const compiled = compileCondition(source, 'any');
    if (compiled.ok) return compiled;
    this.defect(compiled.code, element, { ...compiled.params, ...(compiled.rule === undefined ? {} : { rule: compiled.rule }) });
    return undefined;
  }

  data(definition: DataDefinition): CompiledData {
    const value = definition.value === undefined ? undefined : this.feel(definition.value, definition.id);
    const isConstant = definition.value === undefined || LITERAL.test(definition.value.trim());
    const result = isConstant ? value?.run({}) : undefined;
    return { definition, value, isConstant, constant: result?.ok === true ? result.value : definition.isCollection && value === undefined ? [] : null };
  }

  mappings(definitions: readonly MappingDefinition[], element: string): Mapping[] {
    return definitions.flatMap(({ from, to }) => {
      const expression = this.feel(from, element);
      const path = to.split('.');
      if (path.some((name) => name === '' || name === '__proto__')) this.defect('bpmn_variable', element, { name: to });
      const name = NAME.test(from) && !KEYWORDS.has(from) ? from : undefined;
      if (expression === undefined) return [];
      const literal = LITERAL.test(from.trim()) ? expression.run({}) : undefined;
      return [{ from: expression, name, constant: literal?.ok === true ? literal.value : null, isConstant: literal?.ok === true, to: path }];
    });
  }

  join(table: MutableTable, { id, from, to, condition }: FlowDefinition): void {
    const [source, target] = [table.nodes.get(from), table.nodes.get(to)];
    if (source === undefined || target === undefined) {
      this.defect('bpmn_flow_dangling', id, { end: source === undefined ? 'from' : 'to' });
      return;
    }
    const compiled = condition === undefined ? undefined : this.condition(condition, id);
    const flow: Flow = { index: this.flows.length, id, from: source, to: target, condition: compiled };
    this.flows.push(flow);
    source.outgoing.push(flow);
    target.incoming.push(flow);
  }

  findReach(limit: number, reachOf: (gateway: Node) => readonly Uint8Array[]): void {
    let left = limit;
    for (const node of this.nodes) {
      if ((node.op !== 'inclusive' && node.op !== 'complex') || node.incoming.length < 2) continue;
      left -= node.incoming.length * node.table.list.length;
      if (left < 0) return this.defect('bpmn_too_large', node.id);
      node.reach = reachOf(node);
    }
  }
}

export function newNode(compiling: Compiling, definition: NodeDefinition, table: MutableTable, stage: string | undefined, team: string | undefined): MutableNode {
  const node: MutableNode = {
    index: compiling.nodes.length, id: definition.id, definition, op: opOf(definition), table, place: table.list.length,
    incoming: [], outgoing: [], defaultFlow: undefined, isConditional: false, boundaries: [], hasArmedBoundaries: false,
    triggers: [], inputs: [], outputs: [], data: [], inner: undefined, loop: undefined, script: undefined, completion: undefined,
    activation: undefined, assignee: undefined, key: undefined, handler: undefined, isUndoable: false, link: undefined, reach: [],
    team: definition.team ?? team, stage: definition.stage ?? stage, ...quick(definition, definition.team ?? team, definition.stage ?? stage), boundaryOf: undefined, isLinkTarget: false,
  };
  compiling.nodes.push(node);
  return node;
}

/** What steps read often, out of definitions that are of many shapes. */
function quick(definition: NodeDefinition, team: string | undefined, stage: string | undefined): Pick<Node, 'resultVariable' | 'startQuantity' | 'completionQuantity' | 'asked' | 'connector'> {
  const activity = definition.kind === 'activity' ? definition : undefined;
  const { name } = definition;
  const work = activity?.work;
  return {
    resultVariable: activity?.resultVariable, startQuantity: activity?.startQuantity ?? 1, completionQuantity: activity?.completionQuantity ?? 1,
    connector: definition.kind === 'gateway' ? undefined : definition.connector,
    asked: {
      ...(work === undefined ? {} : { work }), ...(team === undefined ? {} : { team }), ...(stage === undefined ? {} : { stage }), ...(name === undefined ? {} : { name }),
    },
  };
}

/** A name and nothing else, which needs no evaluation. */
const NAME = /^[A-Za-z_]\w*$/;
const KEYWORDS = new Set(['true', 'false', 'null', 'if', 'for', 'not', 'and', 'or', 'in', 'some', 'every', 'function', 'between', 'item', 'partial']);

function opOf(definition: NodeDefinition): Op {
  switch (definition.kind) {
    case 'gateway':
      return definition.gateway === 'event' ? 'eventGateway' : definition.gateway;
    case 'event':
      return definition.place === 'boundary' ? 'catch' : definition.place;
    default:
      return OPS[definition.activity];
  }
}

const OPS: Record<ActivityDefinition['activity'], Op> = {
  none: 'pass', user: 'work', manual: 'work', service: 'call', send: 'send', receive: 'receive', script: 'script', businessRule: 'rule',
  subProcess: 'scope', eventSubProcess: 'scope', adHoc: 'scope', transaction: 'scope', call: 'callActivity',
};

/** Compiles what belongs to one node, once the flows of its scope are known. */
export function fillNode(compiling: Compiling, node: MutableNode, table: MutableTable): void {
  const { definition } = node;
  switch (definition.kind) {
    case 'gateway':
      if (definition.activation !== undefined) node.activation = compiling.condition(definition.activation, definition.id);
      break;
    case 'event':
      fillEvent(compiling, node, definition, table);
      break;
    default:
      fillActivity(compiling, node, definition);
  }
  const defaultFlow = definition.kind === 'event' ? undefined : definition.defaultFlow;
  if (defaultFlow !== undefined) {
    node.defaultFlow = node.outgoing.find(({ id }) => id === defaultFlow);
    if (node.defaultFlow === undefined) compiling.defect('bpmn_default_unknown', node.id, { flow: defaultFlow });
  }
  const isUnconditional = node.op === 'parallel' || node.op === 'eventGateway';
  node.isConditional = !isUnconditional && (node.defaultFlow !== undefined || node.outgoing.some(({ condition }) => condition !== undefined));
}

function fillEvent(compiling: Compiling, node: MutableNode, definition: EventDefinition, table: MutableTable): void {
  const { id, place, attachedTo } = definition;
  node.triggers = definition.triggers.flatMap((one) => {
    const trigger = triggerOf(compiling, one, id);
    return trigger === undefined ? [] : [trigger];
  });
  node.inputs = compiling.mappings(definition.inputs, id);
  node.outputs = compiling.mappings(definition.outputs, id);
  if (place === 'boundary') {
    const host = attachedTo === undefined ? undefined : table.nodes.get(attachedTo);
    if (host === undefined || host.definition.kind !== 'activity') compiling.defect('bpmn_boundary_unattached', id);
    else {
      host.boundaries.push(node);
      node.boundaryOf = host;
      if (node.triggers.some(({ on }) => on === 'message' || on === 'timer' || on === 'signal' || on === 'conditional')) host.hasArmedBoundaries = true;
    }
  }
  const link = node.triggers.find((trigger) => trigger.on === 'link');
  if (link?.on !== 'link') return;
  if (place === 'catch') node.isLinkTarget = true;
  else {
    node.link = table.list.find((one) => one.definition.kind === 'event' && one.definition.place === 'catch' && one.definition.triggers.some((other) => other.on === 'link' && other.name === link.name));
    if (node.link === undefined) compiling.defect('bpmn_link_unmatched', id, { name: link.name });
  }
}

function fillActivity(compiling: Compiling, node: MutableNode, definition: ActivityDefinition): void {
  const { id, message, script, adHoc, work } = definition;
  node.inputs = compiling.mappings(definition.inputs, id);
  node.outputs = compiling.mappings(definition.outputs, id);
  node.data = definition.data.map((one) => compiling.data(one));
  if (script !== undefined) node.script = compiling.feel(script, id);
  if (adHoc?.completion !== undefined) node.completion = compiling.condition(adHoc.completion, id);
  if (work?.assignee !== undefined) node.assignee = compiling.feel(work.assignee, id);
  if (message !== undefined) {
    node.key = message.key === undefined ? undefined : compiling.feel(message.key, id);
    if (node.op === 'receive') node.triggers = [{ on: 'message', name: message.name, key: node.key }];
  }
  node.loop = loopOf(compiling, definition);
}

function loopOf(compiling: Compiling, { id, loop }: ActivityDefinition): CompiledLoop | undefined {
  if (loop === undefined) return undefined;
  const feel = (source: string | undefined): Expression | undefined => (source === undefined ? undefined : compiling.feel(source, id));
  const condition = loop.loop === 'standard' ? loop.condition : loop.completion;
  const isMulti = loop.loop === 'multi';
  return {
    definition: loop,
    condition: condition === undefined ? undefined : compiling.condition(condition, id),
    cardinality: isMulti ? feel(loop.cardinality) : undefined,
    collection: isMulti ? feel(loop.collection) : undefined,
    outputItem: isMulti ? feel(loop.outputItem) : undefined,
    event: isMulti && loop.event !== undefined ? triggerOf(compiling, loop.event, id) : undefined,
    complex: isMulti
      ? (loop.complex ?? []).flatMap(({ condition: when, event }) => {
          const [test, trigger] = [compiling.condition(when, id), triggerOf(compiling, event, id)];
          return test === undefined || trigger === undefined ? [] : [{ condition: test, event: trigger }];
        })
      : [],
  };
}

function triggerOf(compiling: Compiling, trigger: TriggerDefinition, element: string): Trigger | undefined {
  switch (trigger.on) {
    case 'message':
      return { on: 'message', name: trigger.name, key: trigger.key === undefined ? undefined : compiling.feel(trigger.key, element) };
    case 'timer': {
      const value = compiling.feel(trigger.value, element);
      if (value === undefined) return undefined;
      const compiled: Trigger = { on: 'timer', timer: trigger.timer, value, isWorkingTime: trigger.isWorkingTime === true };
      // A text that says no time would only be found out when a case comes to it.
      const literal = /^"[^"]*"$/.test(trigger.value.trim()) ? value.run({}) : undefined;
      if (literal?.ok === true && readTimer(compiled, literal.value, undefined, 0, {}) === undefined) compiling.defect('bpmn_timer_words', element, { text: String(literal.value).slice(0, 60) });
      return compiled;
    }
    case 'error':
    case 'escalation':
      return { on: trigger.on, code: trigger.code };
    case 'conditional': {
      const condition = compiling.condition(trigger.condition, element);
      return condition === undefined ? undefined : { on: 'conditional', condition };
    }
    case 'compensation':
      return { on: 'compensation', activity: trigger.activity, waits: trigger.waits };
    case 'signal':
      return { on: 'signal', name: trigger.name, isOwn: trigger.isOwn === true };
    case 'link':
      return { on: 'link', name: trigger.name };
    default:
      return { on: trigger.on };
  }
}
