import type { FlowDefinition, NodeDefinition, ProcessDefinition } from '../../process.ts';
import { activity, boundary, end, event, gateway, start } from './build-process.ts';
import { VARIABLES } from './render-blocks.ts';

export const graphKinds = [
  'none', 'user', 'exclusive', 'parallel', 'inclusive', 'complex', 'eventGateway', 'comes', 'never', 'end', 'terminate', 'two', 'leaves', 'beside', 'throw', 'double',
] as const;

/** Any graph: nodes of some kinds and flows between any of them, sound or not. */
export interface Graph {
  readonly kinds: readonly (typeof graphKinds)[number][];
  readonly flows: readonly { readonly from: number; readonly to: number; readonly n: number }[];
}

/** Flows that would leave an end or come to a start are left out; every node that has no way on gets one to an end. */
export function renderGraph({ kinds, flows: wanted }: Graph): ProcessDefinition {
  const nodes: NodeDefinition[] = [start()];
  const flows: FlowDefinition[] = [];
  const message = (id: string) => ({ on: 'message' as const, name: id });
  kinds.forEach((kind, at) => {
    const id = (kind === 'comes' || kind === 'never' ? kind : 'n') + String(at);
    switch (kind) {
      case 'none':
      case 'user':
        nodes.push(activity(kind, id));
        break;
      case 'two':
      case 'double':
        nodes.push(activity('none', id, kind === 'two' ? { startQuantity: 2 } : { completionQuantity: 2 }));
        break;
      case 'leaves':
      case 'beside':
        nodes.push(activity('user', id), boundary(`comesAt${id}`, id, message(`comesAt${id}`), kind === 'leaves'));
        break;
      case 'comes':
      case 'never':
        nodes.push(event('catch', id, [message(id)]));
        break;
      case 'throw':
        nodes.push(event('throw', id));
        break;
      case 'end':
        nodes.push(end(id));
        break;
      case 'terminate':
        nodes.push(end(id, { on: 'terminate' }));
        break;
      case 'eventGateway':
        nodes.push(gateway('event', id), event('catch', `comesTo${id}`, [message(`comesTo${id}`)]), event('catch', `neverTo${id}`, [message(`neverTo${id}`)]));
        break;
      case 'complex':
        nodes.push(gateway('complex', id, { activation: `activationCount >= ${String(1 + (at % 3))}` }));
        break;
      default:
        nodes.push(gateway(kind, id));
    }
  });
  const ids = nodes.filter(({ id }) => !id.startsWith('comes') && !id.startsWith('never')).map(({ id }) => id);
  const exits = nodes.filter((node) => !(node.kind === 'event' && node.place === 'end') && !(node.kind === 'gateway' && node.gateway === 'event')).map(({ id }) => id);
  const targets = nodes.filter((node) => !(node.kind === 'event' && (node.place === 'start' || node.place === 'boundary')) && !/^(?:comes|never)To/.test(node.id)).map(({ id }) => id);
  const join = (from: string, to: string, n: number): void => {
    const source = nodes.find(({ id }) => id === from);
    const isChoice = source?.kind === 'activity' || (source?.kind === 'gateway' && (source.gateway === 'exclusive' || source.gateway === 'inclusive'));
    flows.push({ id: `f${String(flows.length)}`, from, to, ...(isChoice && n % 3 > 0 ? { condition: `v${String(n % VARIABLES)}` } : {}) });
  };
  for (const { id } of nodes.filter((node) => node.kind === 'gateway' && node.gateway === 'event')) {
    flows.push({ id: `comesTo${id}_f`, from: id, to: `comesTo${id}` }, { id: `neverTo${id}_f`, from: id, to: `neverTo${id}` });
  }
  const [first = 'start'] = ids.slice(1);
  flows.push({ id: 'first', from: 'start', to: targets.includes(first) ? first : (targets[0] ?? 'start') });
  for (const { from, to, n } of wanted) join(exits[from % exits.length] ?? 'start', targets[to % Math.max(1, targets.length)] ?? 'start', n);
  nodes.push(end('out'));
  for (const id of exits) if (id !== 'start' && flows.every(({ from }) => from !== id)) join(id, 'out', 0);
  // A choice of conditions only gets a default, so that it never ends in an incident.
  const whole = nodes.map((node) => {
    const out = flows.filter(({ from }) => from === node.id);
    if (node.kind === 'event' || out.length === 0 || out.some(({ condition }) => condition === undefined)) return node;
    const id = `default_${node.id}`;
    flows.push({ id, from: node.id, to: 'out' });
    return { ...node, defaultFlow: id };
  });
  return { id: 'graph', name: 'graph', messages: [], called: {}, correlations: [], data: [], compensations: [], nodes: whole, flows };
}
