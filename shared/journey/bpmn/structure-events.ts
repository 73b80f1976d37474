import type { EventDefinition, TriggerDefinition } from '../process.ts';
import type { Defects } from './defects.ts';
import type { Graph, ScopeKind } from './structure-graph.ts';

type Kind = TriggerDefinition['on'];

const thrown = new Set<Kind>(['message', 'signal', 'escalation', 'compensation', 'link']);
const caught = new Set<Kind>(['message', 'timer', 'signal', 'conditional', 'link']);
const ending = new Set<Kind>(['message', 'signal', 'escalation', 'compensation', 'error', 'cancel', 'terminate']);
const attached = new Set<Kind>(['message', 'timer', 'signal', 'conditional', 'escalation', 'error', 'compensation', 'cancel']);
const starting = new Set<Kind>(['message', 'timer', 'signal', 'conditional']);
const startingInside = new Set<Kind>([...starting, 'escalation', 'error', 'compensation']);
const none = new Set<Kind>();

/** The triggers that the standard has at a place (its table 10.93). */
function allowedAt(place: EventDefinition['place'], kind: ScopeKind): ReadonlySet<Kind> {
  switch (place) {
    case 'throw':
      return thrown;
    case 'catch':
      return caught;
    case 'end':
      return ending;
    case 'boundary':
      return attached;
    default:
      return kind === 'process' ? starting : kind === 'eventSubProcess' ? startingInside : none;
  }
}

/** Warns of triggers where the standard has none, and of events that nothing can bring about. */
export function checkEvent(event: EventDefinition, graph: Graph, defects: Defects): void {
  const { id, place, triggers } = event;
  const allowed = allowedAt(place, graph.kind);
  for (const { on } of triggers) if (!allowed.has(on)) defects.warn('bpmn_trigger_misplaced', id, { trigger: on });
  if (triggers.length === 0 && (place === 'catch' || place === 'boundary')) defects.warn('bpmn_event_undefined', id);
  if (place === 'end' && triggers.some(({ on }) => on === 'cancel') && graph.kind !== 'transaction') defects.warn('bpmn_cancel_outside', id);
  const incoming = graph.incoming.get(id) ?? [];
  if ((place === 'start' || place === 'boundary') && graph.kind !== 'adHoc') for (const flow of incoming) defects.warn('bpmn_flow_into_event', flow.id, { event: id });
  if (place === 'boundary') checkBoundary(event, graph, defects);
  checkLinks(event, graph, defects);
}

function checkBoundary(event: EventDefinition, graph: Graph, defects: Defects): void {
  const host = event.attachedTo === undefined ? undefined : graph.nodes.get(event.attachedTo);
  if (host?.kind !== 'activity') {
    if (!defects.concerns(event.id)) defects.warn('bpmn_boundary_loose', event.id);
    return;
  }
  const has = (on: Kind) => event.triggers.some((trigger) => trigger.on === on);
  if (has('cancel') && host.activity !== 'transaction') defects.warn('bpmn_cancel_outside', event.id);
  if (has('compensation') && !graph.scope.compensations.some(({ activity }) => activity === host.id)) defects.warn('bpmn_handler_missing', event.id);
}

function checkLinks(event: EventDefinition, graph: Graph, defects: Defects): void {
  for (const trigger of event.triggers) {
    if (trigger.on !== 'link') continue;
    const ends = linkEnds(graph).get(`${event.place === 'throw' ? 'catch' : 'throw'} ${trigger.name}`) ?? 0;
    if (ends === 0 || (event.place === 'throw' && ends > 1)) defects.warn('bpmn_link_end', event.id, { link: trigger.name });
  }
}

const known = new WeakMap<Graph, ReadonlyMap<string, number>>();

/** How many link events of each direction and name a scope has. */
function linkEnds(graph: Graph): ReadonlyMap<string, number> {
  const found = known.get(graph);
  if (found) return found;
  const ends = new Map<string, number>();
  for (const node of graph.scope.nodes) {
    if (node.kind !== 'event') continue;
    for (const trigger of node.triggers) if (trigger.on === 'link') ends.set(`${node.place} ${trigger.name}`, (ends.get(`${node.place} ${trigger.name}`) ?? 0) + 1);
  }
  known.set(graph, ends);
  return ends;
}
