import type { ActivityDefinition, EventDefinition, GatewayDefinition, NodeDefinition, ProcessDefinition, ScopeDefinition, TriggerDefinition } from '../../process.ts';

type Activity = Partial<Omit<ActivityDefinition, 'kind' | 'activity' | 'id'>>;
type Event = Partial<Omit<EventDefinition, 'kind' | 'place' | 'id' | 'triggers'>>;

export function activity(kind: ActivityDefinition['activity'], id: string, more: Activity = {}): ActivityDefinition {
  return { kind: 'activity', activity: kind, id, isForCompensation: false, startQuantity: 1, completionQuantity: 1, inputs: [], outputs: [], data: [], instantiates: false, ...more };
}

export const user = (id: string, more: Activity = {}): ActivityDefinition => activity('user', id, more);
export const none = (id: string, more: Activity = {}): ActivityDefinition => activity('none', id, more);
export const service = (id: string, more: Activity = {}): ActivityDefinition => activity('service', id, { connector: { connector: 'core', operation: id }, ...more });
export const script = (id: string, source: string, resultVariable: string, more: Activity = {}): ActivityDefinition => activity('script', id, { script: source, resultVariable, ...more });
export const sub = (id: string, scope: ScopeDefinition, more: Activity = {}): ActivityDefinition => activity('subProcess', id, { scope, ...more });

export function event(place: EventDefinition['place'], id: string, triggers: readonly TriggerDefinition[] = [], more: Event = {}): EventDefinition {
  return { kind: 'event', place, id, triggers, isParallelMultiple: false, isInterrupting: true, inputs: [], outputs: [], ...more };
}

export const start = (id = 'start', ...triggers: TriggerDefinition[]): EventDefinition => event('start', id, triggers);
export const end = (id = 'end', ...triggers: TriggerDefinition[]): EventDefinition => event('end', id, triggers);
export const boundary = (id: string, attachedTo: string, trigger: TriggerDefinition, isInterrupting = true): EventDefinition =>
  event('boundary', id, [trigger], { attachedTo, isInterrupting });

export function gateway(kind: GatewayDefinition['gateway'], id: string, more: Partial<GatewayDefinition> = {}): GatewayDefinition {
  return { kind: 'gateway', gateway: kind, id, isParallel: false, instantiates: false, ...more };
}

/**
 * A scope from its nodes and lines `a -> b -> c`, `g -> b if amount > 1`, `g -> c default`. A flow's id is its ends with `_`
 * between, numbered from the second one of the same ends.
 */
export function scope(nodes: readonly NodeDefinition[], lines: readonly string[], more: Partial<ScopeDefinition> = {}): ScopeDefinition {
  const flows: { id: string; from: string; to: string; condition?: string }[] = [];
  const defaults = new Map<string, string>();
  for (const line of lines) {
    const [path = '', condition] = line.split(' if ');
    const isDefault = path.endsWith(' default');
    const ids = path.replace(/ default$/, '').split('->').map((id) => id.trim());
    for (let i = 1; i < ids.length; i += 1) {
      const [from, to] = [ids[i - 1] ?? '', ids[i] ?? ''];
      const twins = flows.filter((flow) => flow.from === from && flow.to === to).length;
      const id = twins === 0 ? `${from}_${to}` : `${from}_${to}_${String(twins + 1)}`;
      flows.push({ id, from, to, ...(condition === undefined ? {} : { condition }) });
      if (isDefault) defaults.set(from, id);
    }
  }
  const withDefaults = nodes.map((node) => (node.kind !== 'event' && defaults.has(node.id) ? { ...node, defaultFlow: defaults.get(node.id) ?? '' } : node));
  return { nodes: withDefaults, flows, data: [], compensations: [], ...more };
}

export function process(nodes: readonly NodeDefinition[], lines: readonly string[], more: Partial<ProcessDefinition> = {}): ProcessDefinition {
  return { id: 'p', name: 'p', messages: [], called: {}, correlations: [], ...scope(nodes, lines), ...more };
}
