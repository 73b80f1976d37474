import type { FlowDefinition, NodeDefinition, ProcessDefinition } from '../../process.ts';

/** How a play ended. Elements and flows are sorted. */
export type Verdict =
  | { readonly how: 'completed' | 'terminated' | 'runaway' }
  | { readonly how: 'waits'; readonly elements: readonly string[] }
  | { readonly how: 'stuck'; readonly joins: readonly string[] };

/** A token that stands: at a join by the flow it came over, or at work. */
interface Standing {
  readonly node: NodeDefinition;
  readonly flow: string | undefined;
}

/**
 * The token game of BPMN 2.0 (13.2 to 13.4) written plainly over the definition: tokens move breadth first, inclusive joins and
 * the reset of complex ones are looked at when nothing else moves, and the outside serves the oldest token that it can. For one
 * level only: tasks, gateways, catch events and boundary events with messages, ends. Knows nothing of the engine.
 */
export class TokenGame {
  readonly #nodes: Map<string, NodeDefinition>;
  readonly #flows: readonly FlowDefinition[];
  readonly #variables: Readonly<Record<string, unknown>>;
  readonly #limits: { readonly transitions: number; readonly tokens: number; readonly inputs: number };
  #queue: Standing[] = [];
  #standing: Standing[] = [];
  /** Complex gateways that wait for reset, with the flows that they have had. */
  readonly #phases = new Map<string, string[]>();
  #done = 0;
  #isTerminated = false;

  constructor(process: ProcessDefinition, variables: Readonly<Record<string, unknown>>, limits: { transitions: number; tokens: number; inputs: number }) {
    this.#nodes = new Map(process.nodes.map((node) => [node.id, node]));
    this.#flows = process.flows;
    this.#variables = variables;
    this.#limits = limits;
  }

  play(): Verdict {
    for (const node of this.#nodes.values()) if (node.kind === 'event' && node.place === 'start') this.#queue.push({ node, flow: undefined });
    for (let inputs = 0; ; inputs += 1) {
      this.#done = 0;
      if (!this.#run()) return { how: 'runaway' };
      if (this.#isTerminated) return { how: 'terminated' };
      if (this.#standing.length === 0) return { how: 'completed' };
      const waiting = this.#standing.filter((one) => one.flow === undefined);
      if (waiting.length === 0) return { how: 'stuck', joins: this.#missing() };
      const served = waiting.find(({ node }) => this.#isServed(node));
      if (served === undefined || inputs >= this.#limits.inputs) return { how: 'waits', elements: waiting.map(({ node }) => node.id).sort() };
      this.#serve(served);
    }
  }

  #out(node: NodeDefinition): FlowDefinition[] {
    return this.#flows.filter(({ from }) => from === node.id);
  }

  #in(node: NodeDefinition): FlowDefinition[] {
    return this.#flows.filter(({ to }) => to === node.id);
  }

  #take(flows: readonly FlowDefinition[]): void {
    for (const { id, to } of flows) this.#queue.push({ node: this.#node(to), flow: id });
  }

  #node(id: string): NodeDefinition {
    const node = this.#nodes.get(id);
    if (node === undefined) throw new Error(`no node ${id}`);
    return node;
  }

  #holds(flow: FlowDefinition): boolean {
    return flow.condition === undefined || this.#variables[flow.condition] === true;
  }

  /** A choice of several: all that hold, else the default. */
  #several(node: NodeDefinition): FlowDefinition[] {
    const fallback = node.kind === 'event' ? undefined : node.defaultFlow;
    const taken = this.#out(node).filter((flow) => flow.id !== fallback && this.#holds(flow));
    return taken.length > 0 ? taken : this.#out(node).filter(({ id }) => id === fallback);
  }

  /** Moves everything that can move; false where that does not come to an end. */
  #run(): boolean {
    for (;;) {
      for (let token = this.#queue[0]; token !== undefined && !this.#isTerminated; token = this.#queue[0]) {
        if (this.#done >= this.#limits.transitions || this.#standing.length + this.#queue.length > this.#limits.tokens) return false;
        this.#queue.shift();
        this.#arrive(token);
      }
      if (this.#isTerminated || (!this.#fireInclusive() && !this.#reset())) return true;
    }
  }

  #arrive(token: Standing): void {
    const { node, flow } = token;
    if (node.kind === 'event') this.#arriveEvent(token);
    else if (node.kind === 'activity') {
      if (node.startQuantity > 1 && flow !== undefined) {
        const here = this.#standing.filter((one) => one.node === node && one.flow !== undefined);
        if (here.length + 1 < node.startQuantity) {
          this.#standing.push(token);
          return;
        }
        for (const one of here.slice(0, node.startQuantity - 1)) this.#lift(one);
      }
      if (node.activity === 'user') this.#standing.push({ node, flow: undefined });
      else this.#leaveActivity(node);
    } else this.#arriveGateway(token);
  }

  #arriveEvent({ node }: Standing): void {
    if (node.kind !== 'event') return;
    const [trigger] = node.triggers;
    if (node.place === 'catch' && trigger !== undefined) this.#standing.push({ node, flow: undefined });
    else if (trigger?.on === 'terminate') this.#isTerminated = true;
    else {
      this.#done += 1;
      this.#take(this.#out(node));
    }
  }

  #arriveGateway(token: Standing): void {
    const { node, flow } = token;
    if (node.kind !== 'gateway') return;
    const incoming = this.#in(node);
    switch (node.gateway) {
      case 'exclusive': {
        const chosen = this.#out(node).find((one) => one.id !== node.defaultFlow && this.#holds(one)) ?? this.#out(node).find(({ id }) => id === node.defaultFlow);
        this.#done += 1;
        if (chosen !== undefined) this.#take([chosen]);
        return;
      }
      case 'event':
        this.#standing.push({ node, flow: undefined });
        return;
      case 'parallel':
        this.#standing.push(token);
        if (incoming.every(({ id }) => this.#on(node, id) !== undefined)) {
          for (const { id } of incoming) this.#lift(this.#on(node, id));
          this.#done += 1;
          this.#take(this.#out(node));
        }
        return;
      case 'inclusive':
        this.#standing.push(token);
        if (incoming.length <= 1) this.#passInclusive(node, incoming);
        return;
      default:
        this.#standing.push(token);
        if (!this.#phases.has(node.id)) this.#activate(node, flow);
    }
  }

  /** The token that has stood longest at a join on a flow. */
  #on(node: NodeDefinition, flow: string): Standing | undefined {
    return this.#standing.find((one) => one.node === node && one.flow === flow);
  }

  #lift(token: Standing | undefined): void {
    if (token !== undefined) this.#standing.splice(this.#standing.indexOf(token), 1);
  }

  #passInclusive(node: NodeDefinition, flows: readonly FlowDefinition[]): void {
    for (const { id } of flows) this.#lift(this.#on(node, id));
    this.#done += 1;
    this.#take(this.#several(node));
  }

  #activate(node: NodeDefinition, flow: string | undefined): void {
    if (node.kind !== 'gateway' || flow === undefined) return;
    const incoming = this.#in(node);
    const full = incoming.filter(({ id }) => this.#on(node, id) !== undefined);
    const wanted = incoming.length <= 1 ? 1 : Number(/\d+/.exec(node.activation ?? '1')?.[0]);
    if (full.length < wanted) return;
    for (const { id } of full) this.#lift(this.#on(node, id));
    if (full.length < incoming.length) this.#phases.set(node.id, full.map(({ id }) => id));
    this.#done += 1;
    this.#take(this.#several(node));
  }

  #fireInclusive(): boolean {
    for (const { node } of this.#standing.filter(({ flow }) => flow !== undefined)) {
      if (node.kind !== 'gateway' || node.gateway !== 'inclusive') continue;
      const full = this.#in(node).filter(({ id }) => this.#on(node, id) !== undefined);
      if (full.length === 0 || this.#isAwaited(node, this.#in(node).filter((one) => !full.includes(one)), full)) continue;
      this.#passInclusive(node, full);
      return true;
    }
    return false;
  }

  #reset(): boolean {
    for (const [id, had] of this.#phases) {
      const node = this.#node(id);
      const rest = this.#in(node).filter((flow) => !had.includes(flow.id));
      const full = rest.filter((flow) => this.#on(node, flow.id) !== undefined);
      if (this.#isAwaited(node, rest.filter((one) => !full.includes(one)), full)) continue;
      for (const flow of full) this.#lift(this.#on(node, flow.id));
      this.#phases.delete(id);
      const [again] = this.#in(node).filter((flow) => this.#on(node, flow.id) !== undefined);
      this.#activate(node, again?.id);
      return true;
    }
    return false;
  }

  /** Whether a token elsewhere can come to one of the empty flows and to none of the full ones, never through the gateway itself. */
  #isAwaited(gateway: NodeDefinition, empty: readonly FlowDefinition[], full: readonly FlowDefinition[]): boolean {
    return this.#standing.some((token) => {
      if (token.node === gateway) return false;
      const reached = this.#reached(token.node, gateway);
      return empty.some(({ id }) => reached.has(id)) && !full.some(({ id }) => reached.has(id));
    });
  }

  /** Flows into the gateway that a path from the node ends with. */
  #reached(from: NodeDefinition, gateway: NodeDefinition): Set<string> {
    const reached = new Set<string>();
    const seen = new Set([from.id]);
    const open = [from];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      const host = node.id;
      const exits = [...this.#nodes.values()].filter((one) => one.kind === 'event' && one.attachedTo === host);
      const next = this.#out(node).flatMap(({ id, to }) => {
        if (to !== gateway.id) return [this.#node(to)];
        reached.add(id);
        return [];
      });
      for (const one of [...next, ...exits]) {
        if (seen.has(one.id)) continue;
        seen.add(one.id);
        open.push(one);
      }
    }
    return reached;
  }

  /** Messages come for what is named so; all user tasks are done in the end. */
  #isServed(node: NodeDefinition): boolean {
    if (node.kind === 'activity') return true;
    if (node.kind === 'event') return node.id.startsWith('comes');
    return this.#out(node).some(({ to }) => to.startsWith('comes'));
  }

  #serve(token: Standing): void {
    const { node } = token;
    const exit = [...this.#nodes.values()].find((one) => one.kind === 'event' && one.attachedTo === node.id && one.id.startsWith('comes'));
    if (node.kind === 'gateway') {
      const { to } = this.#out(node).find((flow) => flow.to.startsWith('comes')) ?? { to: '' };
      this.#lift(token);
      this.#done += 2;
      this.#take(this.#out(this.#node(to)));
    } else if (exit?.kind === 'event' && (exit.isInterrupting || !this.#beside.has(token))) {
      if (exit.isInterrupting) this.#lift(token);
      else this.#beside.add(token);
      this.#done += 1;
      this.#take(this.#out(exit));
    } else {
      this.#lift(token);
      if (node.kind === 'activity') this.#leaveActivity(node);
      else {
        this.#done += 1;
        this.#take(this.#out(node));
      }
    }
  }

  /** Tasks whose event beside them has come already. */
  readonly #beside = new Set<Standing>();

  #leaveActivity(node: NodeDefinition): void {
    if (node.kind !== 'activity') return;
    this.#done += 1;
    for (let i = 0; i < node.completionQuantity; i += 1) this.#take(this.#several(node));
  }

  #missing(): string[] {
    const joins = new Set(this.#standing.map(({ node }) => node));
    return [...joins].map((node) => `${node.id}: ${this.#in(node).filter(({ id }) => this.#on(node, id) === undefined).map(({ id }) => id).sort().join(' ')}`).sort();
  }
}
