import type { ActivityDefinition, EventDefinition, FlowDefinition, GatewayDefinition, NodeDefinition, ScopeDefinition } from '../process.ts';
import type { Defects } from './defects.ts';
import { checkEvent } from './structure-events.ts';
import type { Graph, ScopeKind } from './structure-graph.ts';

/** Warns of what the schema allows and nobody can run: the model is a draft until it is mended. */
export function checkStructure(process: ScopeDefinition & { readonly id: string }, defects: Defects): void {
  checkScope(process, process.id, 'process', defects);
}

function checkScope(scope: ScopeDefinition, holder: string, kind: ScopeKind, defects: Defects): void {
  const graph: Graph = {
    kind,
    holder,
    scope,
    nodes: new Map(scope.nodes.map((node) => [node.id, node])),
    outgoing: Map.groupBy(scope.flows, (flow) => flow.from),
    incoming: Map.groupBy(scope.flows, (flow) => flow.to),
  };
  checkStart(graph, defects);
  for (const node of scope.nodes) {
    checkEnd(node, graph, defects);
    if (node.kind === 'gateway') checkGateway(node, graph, defects);
    else if (node.kind === 'event') checkEvent(node, graph, defects);
    else checkActivity(node, graph, defects);
  }
  checkReach(graph, defects);
  for (const node of scope.nodes) if (node.kind === 'activity' && node.scope) checkScope(node.scope, node.id, scopeKind(node), defects);
}

function scopeKind(node: ActivityDefinition): ScopeKind {
  const { activity } = node;
  return activity === 'eventSubProcess' || activity === 'adHoc' || activity === 'transaction' ? activity : 'subProcess';
}

const startsOf = (scope: ScopeDefinition): EventDefinition[] => scope.nodes.filter((node) => node.kind === 'event' && node.place === 'start') as EventDefinition[];

const instantiates = (node: NodeDefinition): boolean => node.kind !== 'event' && node.instantiates;

function checkStart({ scope, kind, holder }: Graph, defects: Defects): void {
  const starts = startsOf(scope);
  if (kind === 'adHoc') return;
  if (kind === 'eventSubProcess') {
    if (starts.length !== 1) defects.warn('bpmn_event_start', holder);
    else if (starts[0]?.triggers.length === 0) defects.warn('bpmn_event_start', starts[0].id);
    return;
  }
  if (starts.length === 0 && !scope.nodes.some(instantiates)) defects.warn(scope.nodes.length === 0 ? 'bpmn_empty' : 'bpmn_start_missing', holder);
  const none = starts.filter((start) => start.triggers.length === 0);
  if (none.length > 1) for (const start of none.slice(1)) defects.warn('bpmn_start_ambiguous', start.id);
}

/** Nodes at which a path may stop or begin without a flow. */
const standsAlone = (node: NodeDefinition, graph: Graph): boolean =>
  graph.kind === 'adHoc' ||
  (node.kind === 'activity' && (node.isForCompensation || node.activity === 'eventSubProcess')) ||
  (node.kind === 'event' && node.triggers.some((trigger) => (trigger.on === 'link' && node.place === 'throw') || (trigger.on === 'compensation' && node.place === 'boundary')));

function checkEnd(node: NodeDefinition, graph: Graph, defects: Defects): void {
  const isEnd = node.kind === 'event' && node.place === 'end';
  const outgoing = graph.outgoing.get(node.id) ?? [];
  if (isEnd) for (const flow of outgoing) defects.warn('bpmn_flow_after_end', flow.id, { end: node.id });
  else if (outgoing.length === 0 && !standsAlone(node, graph)) defects.warn('bpmn_dead_end', node.id);
}

function checkGateway(gateway: GatewayDefinition, graph: Graph, defects: Defects): void {
  const outgoing = graph.outgoing.get(gateway.id) ?? [];
  const incoming = graph.incoming.get(gateway.id) ?? [];
  checkDefault(gateway.defaultFlow, gateway.id, outgoing, defects);
  if (gateway.gateway === 'event') {
    if (outgoing.length < 2) defects.warn('bpmn_event_gateway_flows', gateway.id);
    for (const flow of outgoing) if (!mayFollowEvents(graph.nodes.get(flow.to))) defects.warn('bpmn_event_gateway_follower', flow.to, { gateway: gateway.id });
    if (gateway.instantiates && incoming.length > 0) defects.warn('bpmn_start_entered', gateway.id);
    return;
  }
  if (gateway.gateway === 'complex' && incoming.length > 1 && gateway.activation === undefined) defects.warn('bpmn_activation_missing', gateway.id);
  if ((gateway.gateway !== 'exclusive' && gateway.gateway !== 'inclusive') || outgoing.length < 2) return;
  for (const flow of outgoing) if (isOpen(flow, gateway.defaultFlow, defects)) defects.warn('bpmn_condition_missing', flow.id, { gateway: gateway.id });
}

/** A way out that nothing decides, unless its condition was already found to be none. */
const isOpen = (flow: FlowDefinition, byDefault: string | undefined, defects: Defects): boolean =>
  flow.condition === undefined && flow.id !== byDefault && !defects.concerns(flow.id);

const mayFollowEvents = (node: NodeDefinition | undefined): boolean => {
  if (node?.kind === 'activity') return node.activity === 'receive';
  return node?.kind === 'event' && node.place === 'catch' && node.triggers.every(({ on }) => on === 'message' || on === 'timer' || on === 'signal' || on === 'conditional');
};

function checkDefault(flow: string | undefined, node: string, outgoing: readonly FlowDefinition[], defects: Defects): void {
  if (flow !== undefined && !outgoing.some((one) => one.id === flow)) defects.warn('bpmn_default_elsewhere', node, { flow });
}

function checkActivity(activity: ActivityDefinition, graph: Graph, defects: Defects): void {
  const outgoing = graph.outgoing.get(activity.id) ?? [];
  checkDefault(activity.defaultFlow, activity.id, outgoing, defects);
  if (activity.defaultFlow !== undefined && outgoing.every((flow) => flow.condition === undefined || flow.id === activity.defaultFlow)) {
    for (const flow of outgoing) if (isOpen(flow, activity.defaultFlow, defects)) defects.warn('bpmn_condition_missing', flow.id, { gateway: activity.id });
  }
  if (activity.startQuantity < 1 || activity.completionQuantity < 1) defects.warn('bpmn_quantity', activity.id);
  if (activity.instantiates && graph.incoming.has(activity.id)) defects.warn('bpmn_start_entered', activity.id);
  if (activity.activity === 'eventSubProcess') for (const flow of [...outgoing, ...(graph.incoming.get(activity.id) ?? [])]) defects.warn('bpmn_flow_at_event_sub_process', flow.id);
  if (activity.isForCompensation) for (const flow of [...outgoing, ...(graph.incoming.get(activity.id) ?? [])]) defects.warn('bpmn_flow_at_handler', flow.id);
}

/** Warns of what no token ever comes to. */
function checkReach(graph: Graph, defects: Defects): void {
  const { scope, nodes, outgoing, incoming } = graph;
  if (graph.kind === 'adHoc') return;
  const starts = scope.nodes.filter((node) => (node.kind === 'event' && node.place === 'start') || instantiates(node));
  // Without a start event everything that nothing leads to would start.
  const first = starts.length > 0 ? starts : scope.nodes.filter((node) => !incoming.has(node.id) && !(node.kind === 'event' && node.place === 'boundary'));
  const boundaries = Map.groupBy(scope.nodes.filter((node) => node.kind === 'event' && node.place === 'boundary') as EventDefinition[], (node) => node.attachedTo ?? '');
  const links = Map.groupBy(scope.nodes.filter((node) => node.kind === 'event' && node.place === 'catch') as EventDefinition[], linkName);
  const reached = new Set<string>();
  const queue: NodeDefinition[] = [];
  const reach = (node: NodeDefinition | undefined) => {
    if (!node || reached.has(node.id)) return;
    reached.add(node.id);
    queue.push(node);
  };
  for (const node of [...first, ...scope.nodes.filter((one) => startsItself(one, nodes))]) reach(node);
  for (const node of queue) {
    for (const flow of outgoing.get(node.id) ?? []) reach(nodes.get(flow.to));
    for (const boundary of boundaries.get(node.id) ?? []) reach(boundary);
    if (node.kind === 'event' && node.place === 'throw' && linkName(node) !== '') for (const target of links.get(linkName(node)) ?? []) reach(target);
  }
  for (const node of scope.nodes) if (!reached.has(node.id)) defects.warn('bpmn_unreachable', node.id);
}

/** Compensation handlers and event sub-processes; of boundary events that are attached to nothing that is said elsewhere. */
const startsItself = (node: NodeDefinition, nodes: ReadonlyMap<string, NodeDefinition>): boolean =>
  node.kind === 'activity'
    ? node.isForCompensation || node.activity === 'eventSubProcess'
    : node.kind === 'event' && node.place === 'boundary' && !nodes.has(node.attachedTo ?? '');

const linkName = (event: EventDefinition): string => {
  const link = event.triggers.find((trigger) => trigger.on === 'link');
  return link?.on === 'link' ? link.name : '';
};
